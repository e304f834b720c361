-- Views of the list of users that the administrators of a customer share: a name and a filter as text (R-USER-11). folded
-- is the name as names are compared. The PostgreSQL half of this pair differs in types only.
CREATE TABLE user_view (
    customer_id INTEGER NOT NULL,
    view_id INTEGER NOT NULL,
    guid TEXT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    sort_key BLOB NOT NULL,
    filter TEXT NOT NULL,
    PRIMARY KEY (customer_id, view_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX user_view_by_guid ON user_view (customer_id, guid);
CREATE UNIQUE INDEX user_view_by_name ON user_view (customer_id, folded);
