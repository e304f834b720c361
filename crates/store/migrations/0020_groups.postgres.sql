-- Groups that carry licenses (section 9): who is in them, what they give, and why a member has not got it. kind by the
-- key of the domain. processing is the operation at work on the group, or 0. The SQLite half of this pair differs in
-- types only.
CREATE TABLE license_group (
    customer_id BIGINT NOT NULL,
    group_id BIGINT NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    folded TEXT COLLATE "C" NOT NULL,
    sort_key BYTEA NOT NULL,
    description TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    processing BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (customer_id, group_id)
);
CREATE UNIQUE INDEX license_group_by_guid ON license_group (customer_id, guid);
CREATE UNIQUE INDEX license_group_by_name ON license_group (customer_id, folded);
CREATE INDEX license_group_in_order ON license_group (customer_id, sort_key, group_id);

-- since is the instant of joining: the order in which last seats are given.
CREATE TABLE group_member (
    customer_id BIGINT NOT NULL,
    group_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (customer_id, group_id, user_id)
);
CREATE INDEX group_member_by_user ON group_member (customer_id, user_id, group_id);

CREATE TABLE group_license (
    customer_id BIGINT NOT NULL,
    group_id BIGINT NOT NULL,
    pool_id BIGINT NOT NULL,
    plans_off TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (customer_id, group_id, pool_id)
);
CREATE INDEX group_license_by_pool ON group_license (customer_id, pool_id);

-- Why a source of a group is in error: the code, and the reasons as results of operations keep them.
CREATE TABLE source_error (
    customer_id BIGINT NOT NULL,
    origin BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    pool_id BIGINT NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    detail TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (customer_id, origin, user_id, pool_id)
);
CREATE INDEX source_error_by_user ON source_error (customer_id, user_id);
CREATE INDEX source_by_origin ON source (customer_id, origin, user_id) WHERE origin > 0;
