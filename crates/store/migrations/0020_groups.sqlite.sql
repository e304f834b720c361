-- Groups that carry licenses (section 9): who is in them, what they give, and why a member has not got it. kind by the
-- key of the domain. processing is the operation at work on the group, or 0. The PostgreSQL half of this pair differs in
-- types only.
CREATE TABLE license_group (
    customer_id INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    guid TEXT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    sort_key BLOB NOT NULL,
    description TEXT NOT NULL,
    kind TEXT NOT NULL,
    processing INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (customer_id, group_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX license_group_by_guid ON license_group (customer_id, guid);
CREATE UNIQUE INDEX license_group_by_name ON license_group (customer_id, folded);
CREATE INDEX license_group_in_order ON license_group (customer_id, sort_key, group_id);

-- since is the instant of joining: the order in which last seats are given.
CREATE TABLE group_member (
    customer_id INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (customer_id, group_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_member_by_user ON group_member (customer_id, user_id, group_id);

CREATE TABLE group_license (
    customer_id INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    pool_id INTEGER NOT NULL,
    plans_off TEXT NOT NULL,
    PRIMARY KEY (customer_id, group_id, pool_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_license_by_pool ON group_license (customer_id, pool_id);

-- Why a source of a group is in error: the code, and the reasons as results of operations keep them.
CREATE TABLE source_error (
    customer_id INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    pool_id INTEGER NOT NULL,
    code TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (customer_id, origin, user_id, pool_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_error_by_user ON source_error (customer_id, user_id);
CREATE INDEX source_by_origin ON source (customer_id, origin, user_id) WHERE origin > 0;
