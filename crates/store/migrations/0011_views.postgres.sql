-- Views of the list of users that the administrators of a customer share: a name and a filter as text (R-USER-11). folded
-- is the name as names are compared. The SQLite half of this pair differs in types only.
CREATE TABLE user_view (
    customer_id BIGINT NOT NULL,
    view_id BIGINT NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    folded TEXT COLLATE "C" NOT NULL,
    sort_key BYTEA NOT NULL,
    filter TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (customer_id, view_id)
);
CREATE UNIQUE INDEX user_view_by_guid ON user_view (customer_id, guid);
CREATE UNIQUE INDEX user_view_by_name ON user_view (customer_id, folded);
