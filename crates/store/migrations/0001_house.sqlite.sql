-- Every customer table has the customer first in its key, ids come from the application, times are UTC
-- microseconds, flags are 0 or 1. The PostgreSQL half of this pair differs in types only.

CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE writer_lease (
    one INTEGER NOT NULL PRIMARY KEY,
    epoch INTEGER NOT NULL,
    holder TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Organisations: kind 0 partner, 1 customer. cloud 0 worldwide, 1 operated by 21Vianet.
CREATE TABLE customer (
    customer_id INTEGER NOT NULL PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    kind INTEGER NOT NULL,
    name TEXT NOT NULL,
    sort_key BLOB NOT NULL,
    search TEXT NOT NULL,
    domain TEXT NOT NULL,
    country TEXT NOT NULL,
    cloud INTEGER NOT NULL,
    partner_id INTEGER,
    delegated INTEGER NOT NULL,
    time_zone TEXT NOT NULL,
    licenses_page_limit INTEGER NOT NULL,
    file_retention_days INTEGER NOT NULL,
    restore_over_quota INTEGER NOT NULL,
    users_active INTEGER NOT NULL,
    users_deleted INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_by_partner ON customer (partner_id, sort_key);

CREATE TABLE customer_domain (
    domain TEXT NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_domain_by_customer ON customer_domain (customer_id);

CREATE TABLE product (
    product_id INTEGER NOT NULL PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    part_number TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_es TEXT NOT NULL,
    target INTEGER NOT NULL,
    license_group INTEGER NOT NULL,
    seats_min INTEGER,
    seats_max INTEGER,
    end_of_sale INTEGER NOT NULL,
    denied TEXT NOT NULL,
    origin TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE service_plan (
    plan_id INTEGER NOT NULL PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    friendly_en TEXT NOT NULL,
    friendly_es TEXT NOT NULL,
    target INTEGER NOT NULL,
    workload INTEGER NOT NULL,
    denied TEXT NOT NULL,
    origin TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE product_plan (
    product_id INTEGER NOT NULL,
    plan_id INTEGER NOT NULL,
    PRIMARY KEY (product_id, plan_id)
) STRICT, WITHOUT ROWID;

-- kind 0 excludes, 1 requires any of. any_of is a list of plan numbers.
CREATE TABLE plan_rule (
    name TEXT NOT NULL PRIMARY KEY,
    kind INTEGER NOT NULL,
    plan_id INTEGER NOT NULL,
    any_of TEXT NOT NULL,
    status TEXT NOT NULL,
    enforced INTEGER NOT NULL,
    note TEXT NOT NULL,
    valid_from TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE price (
    product_id INTEGER NOT NULL,
    term TEXT NOT NULL,
    currency TEXT NOT NULL,
    minor_units INTEGER NOT NULL,
    origin TEXT NOT NULL,
    PRIMARY KEY (product_id, term, currency)
) STRICT, WITHOUT ROWID;

-- state 0 active, 1 deleted, 2 purged. mastery 0 cloud, 1 scim, 2 sync.
CREATE TABLE users (
    customer_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    guid TEXT NOT NULL,
    sign_in TEXT NOT NULL,
    display_name TEXT NOT NULL,
    sort_key BLOB NOT NULL,
    search TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    job_title TEXT NOT NULL,
    department TEXT NOT NULL,
    location TEXT,
    profile TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    mastery INTEGER NOT NULL,
    anchored INTEGER NOT NULL,
    state INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    deleted_at INTEGER,
    PRIMARY KEY (customer_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX users_by_guid ON users (customer_id, guid);
CREATE UNIQUE INDEX users_by_sign_in ON users (customer_id, sign_in) WHERE state = 0;
CREATE INDEX users_by_name ON users (customer_id, state, sort_key, user_id);
CREATE INDEX users_in_sign_in_order ON users (customer_id, state, sign_in, user_id);
CREATE INDEX users_by_location ON users (customer_id, state, location);
CREATE INDEX users_by_department ON users (customer_id, state, department);

CREATE TABLE alias (
    customer_id INTEGER NOT NULL,
    address TEXT NOT NULL,
    user_id INTEGER NOT NULL,
    held_until INTEGER,
    PRIMARY KEY (customer_id, address, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_by_user ON alias (customer_id, user_id);

CREATE TABLE role_grant (
    customer_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (customer_id, user_id, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE credential (
    customer_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    password_hash TEXT NOT NULL,
    must_change INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    locked_until INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (customer_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    csrf TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_user ON session (customer_id, user_id);

CREATE TABLE setup_link (
    token_hash TEXT NOT NULL PRIMARY KEY,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE api_app (
    client_id TEXT NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    role TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX api_app_by_customer ON api_app (customer_id);

-- channel and status by the order of the domain's enums.
CREATE TABLE subscription (
    customer_id INTEGER NOT NULL,
    subscription_id INTEGER NOT NULL,
    guid TEXT NOT NULL,
    pool_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    status INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    term TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    recurring INTEGER NOT NULL,
    window_from INTEGER NOT NULL,
    window_seats INTEGER NOT NULL,
    price_minor INTEGER,
    currency TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (customer_id, subscription_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX subscription_by_guid ON subscription (customer_id, guid);
CREATE INDEX subscription_by_pool ON subscription (customer_id, pool_id);

-- kind 0 central, 1 self-service.
CREATE TABLE pool (
    customer_id INTEGER NOT NULL,
    pool_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    purchaser INTEGER NOT NULL,
    enabled INTEGER NOT NULL,
    warning INTEGER NOT NULL,
    suspended INTEGER NOT NULL,
    locked_out INTEGER NOT NULL,
    consumed INTEGER NOT NULL CHECK (consumed >= 0),
    reserved INTEGER NOT NULL CHECK (reserved >= 0),
    version INTEGER NOT NULL,
    PRIMARY KEY (customer_id, pool_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX pool_by_product ON pool (customer_id, product_id, kind, purchaser);

-- origin 0 direct, else the group. state 0 active, 1 active with error, 2 error; 3 (held) and 4 (error) are kept
-- for the restore of a deleted user and consume nothing.
CREATE TABLE source (
    customer_id INTEGER NOT NULL,
    pool_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    state INTEGER NOT NULL,
    plans_off TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (customer_id, pool_id, user_id, origin)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_by_user ON source (customer_id, user_id, state);

-- Due instants of data clocks; workload by the order of the domain's enum.
CREATE TABLE data_clock (
    customer_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    workload INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    loses_data INTEGER NOT NULL,
    reason TEXT NOT NULL,
    operation_id INTEGER NOT NULL,
    PRIMARY KEY (customer_id, user_id, workload)
) STRICT, WITHOUT ROWID;
CREATE INDEX data_clock_due ON data_clock (customer_id, due_at);

-- What somebody has selected: a criterion (a filter as text) and marks; mark 1 in, 0 out.
CREATE TABLE selection (
    customer_id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    criterion TEXT,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (customer_id, owner_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE selection_mark (
    customer_id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    mark INTEGER NOT NULL,
    PRIMARY KEY (customer_id, owner_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE preview (
    customer_id INTEGER NOT NULL,
    preview_id INTEGER NOT NULL,
    guid TEXT NOT NULL,
    owner_id INTEGER NOT NULL,
    command TEXT NOT NULL,
    digest TEXT NOT NULL,
    totals TEXT NOT NULL,
    marks BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (customer_id, preview_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX preview_by_guid ON preview (customer_id, guid);
CREATE INDEX preview_by_age ON preview (customer_id, created_at);

-- status 0 running, 1 done.
CREATE TABLE operation (
    customer_id INTEGER NOT NULL,
    operation_id INTEGER NOT NULL,
    guid TEXT NOT NULL,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    actor TEXT NOT NULL,
    actor_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    command TEXT NOT NULL,
    totals TEXT NOT NULL,
    status INTEGER NOT NULL,
    users_total INTEGER NOT NULL,
    users_done INTEGER NOT NULL,
    succeeded INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    undo_until INTEGER NOT NULL,
    final_because TEXT NOT NULL,
    undoes INTEGER,
    undone_by INTEGER,
    PRIMARY KEY (customer_id, operation_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX operation_by_guid ON operation (customer_id, guid);
CREATE INDEX operation_running ON operation (status, customer_id, operation_id);

-- The users of a running operation in the order in which they are worked on, in slices; the state each was in
-- when the operation was admitted is kept as a fingerprint.
CREATE TABLE operation_slice (
    customer_id INTEGER NOT NULL,
    operation_id INTEGER NOT NULL,
    slice INTEGER NOT NULL,
    users BLOB NOT NULL,
    retry INTEGER NOT NULL,
    PRIMARY KEY (customer_id, operation_id, slice)
) STRICT, WITHOUT ROWID;

-- What an operation still needs of each pool (D-4).
CREATE TABLE operation_need (
    customer_id INTEGER NOT NULL,
    operation_id INTEGER NOT NULL,
    pool_id INTEGER NOT NULL,
    to_grant INTEGER NOT NULL,
    reserved INTEGER NOT NULL,
    PRIMARY KEY (customer_id, operation_id, pool_id)
) STRICT, WITHOUT ROWID;

-- verdict 0 done, 1 unchanged, 2 kept, 3 refused. before and after: NULL when there was no direct license, else
-- the state and the plans off.
CREATE TABLE outcome (
    customer_id INTEGER NOT NULL,
    operation_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    pool_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    verdict INTEGER NOT NULL,
    effect TEXT NOT NULL,
    code TEXT NOT NULL,
    detail TEXT NOT NULL,
    before_held TEXT,
    after_held TEXT,
    PRIMARY KEY (customer_id, operation_id, user_id, pool_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX outcome_by_place ON outcome (customer_id, operation_id, position, pool_id);

CREATE TABLE audit_head (
    customer_id INTEGER NOT NULL PRIMARY KEY,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    customer_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    channel TEXT NOT NULL,
    action TEXT NOT NULL,
    operation_id INTEGER NOT NULL,
    subject_id INTEGER NOT NULL,
    detail TEXT NOT NULL,
    prev BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (customer_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_by_subject ON audit (customer_id, subject_id, seq);

-- Names for the ids that audit records hold; may be purged without touching a hash (D-23).
CREATE TABLE audit_name (
    customer_id INTEGER NOT NULL,
    subject_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (customer_id, subject_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
    customer_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    recipient TEXT NOT NULL,
    payload TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    sent_at INTEGER,
    PRIMARY KEY (customer_id, message_id)
) STRICT, WITHOUT ROWID;
