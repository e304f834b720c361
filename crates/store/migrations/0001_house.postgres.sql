-- Every customer table has the customer first in its key, ids come from the application, times are UTC
-- microseconds, flags are 0 or 1. The SQLite half of this pair differs in types only.

CREATE TABLE meta (
    key TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL
);

CREATE TABLE writer_lease (
    one BIGINT NOT NULL PRIMARY KEY,
    epoch BIGINT NOT NULL,
    holder TEXT COLLATE "C" NOT NULL
);

-- Organisations: kind 0 partner, 1 customer. cloud 0 worldwide, 1 operated by 21Vianet.
CREATE TABLE customer (
    customer_id BIGINT NOT NULL PRIMARY KEY,
    guid TEXT COLLATE "C" NOT NULL UNIQUE,
    kind BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    sort_key BYTEA NOT NULL,
    search TEXT COLLATE "C" NOT NULL,
    domain TEXT COLLATE "C" NOT NULL,
    country TEXT COLLATE "C" NOT NULL,
    cloud BIGINT NOT NULL,
    partner_id BIGINT,
    delegated BIGINT NOT NULL,
    time_zone TEXT COLLATE "C" NOT NULL,
    licenses_page_limit BIGINT NOT NULL,
    file_retention_days BIGINT NOT NULL,
    restore_over_quota BIGINT NOT NULL,
    users_active BIGINT NOT NULL,
    users_deleted BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX customer_by_partner ON customer (partner_id, sort_key);

CREATE TABLE customer_domain (
    domain TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    customer_id BIGINT NOT NULL
);
CREATE INDEX customer_domain_by_customer ON customer_domain (customer_id);

CREATE TABLE product (
    product_id BIGINT NOT NULL PRIMARY KEY,
    guid TEXT COLLATE "C" NOT NULL UNIQUE,
    part_number TEXT COLLATE "C" NOT NULL,
    name_en TEXT COLLATE "C" NOT NULL,
    name_es TEXT COLLATE "C" NOT NULL,
    target BIGINT NOT NULL,
    license_group BIGINT NOT NULL,
    seats_min BIGINT,
    seats_max BIGINT,
    end_of_sale BIGINT NOT NULL,
    denied TEXT COLLATE "C" NOT NULL,
    origin TEXT COLLATE "C" NOT NULL
);

CREATE TABLE service_plan (
    plan_id BIGINT NOT NULL PRIMARY KEY,
    guid TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT COLLATE "C" NOT NULL,
    friendly_en TEXT COLLATE "C" NOT NULL,
    friendly_es TEXT COLLATE "C" NOT NULL,
    target BIGINT NOT NULL,
    workload BIGINT NOT NULL,
    denied TEXT COLLATE "C" NOT NULL,
    origin TEXT COLLATE "C" NOT NULL
);

CREATE TABLE product_plan (
    product_id BIGINT NOT NULL,
    plan_id BIGINT NOT NULL,
    PRIMARY KEY (product_id, plan_id)
);

-- kind 0 excludes, 1 requires any of. any_of is a list of plan numbers.
CREATE TABLE plan_rule (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    kind BIGINT NOT NULL,
    plan_id BIGINT NOT NULL,
    any_of TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    enforced BIGINT NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    valid_from TEXT COLLATE "C" NOT NULL
);

CREATE TABLE price (
    product_id BIGINT NOT NULL,
    term TEXT COLLATE "C" NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    minor_units BIGINT NOT NULL,
    origin TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (product_id, term, currency)
);

-- state 0 active, 1 deleted, 2 purged. mastery 0 cloud, 1 scim, 2 sync.
CREATE TABLE users (
    customer_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    sign_in TEXT COLLATE "C" NOT NULL,
    display_name TEXT COLLATE "C" NOT NULL,
    sort_key BYTEA NOT NULL,
    search TEXT COLLATE "C" NOT NULL,
    first_name TEXT COLLATE "C" NOT NULL,
    last_name TEXT COLLATE "C" NOT NULL,
    job_title TEXT COLLATE "C" NOT NULL,
    department TEXT COLLATE "C" NOT NULL,
    location TEXT COLLATE "C",
    profile TEXT COLLATE "C" NOT NULL,
    enabled BIGINT NOT NULL,
    mastery BIGINT NOT NULL,
    anchored BIGINT NOT NULL,
    state BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    deleted_at BIGINT,
    PRIMARY KEY (customer_id, user_id)
);
CREATE UNIQUE INDEX users_by_guid ON users (customer_id, guid);
CREATE UNIQUE INDEX users_by_sign_in ON users (customer_id, sign_in) WHERE state = 0;
CREATE INDEX users_by_name ON users (customer_id, state, sort_key, user_id);
CREATE INDEX users_in_sign_in_order ON users (customer_id, state, sign_in, user_id);
CREATE INDEX users_by_location ON users (customer_id, state, location);
CREATE INDEX users_by_department ON users (customer_id, state, department);

CREATE TABLE alias (
    customer_id BIGINT NOT NULL,
    address TEXT COLLATE "C" NOT NULL,
    user_id BIGINT NOT NULL,
    held_until BIGINT,
    PRIMARY KEY (customer_id, address, user_id)
);
CREATE INDEX alias_by_user ON alias (customer_id, user_id);

CREATE TABLE role_grant (
    customer_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (customer_id, user_id, role)
);

CREATE TABLE credential (
    customer_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    password_hash TEXT COLLATE "C" NOT NULL,
    must_change BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    locked_until BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (customer_id, user_id)
);

CREATE TABLE session (
    token_hash TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    customer_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    csrf TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_by_user ON session (customer_id, user_id);

CREATE TABLE setup_link (
    token_hash TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    expires_at BIGINT NOT NULL
);

CREATE TABLE api_app (
    client_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    customer_id BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    secret_hash TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX api_app_by_customer ON api_app (customer_id);

-- channel and status by the order of the domain's enums.
CREATE TABLE subscription (
    customer_id BIGINT NOT NULL,
    subscription_id BIGINT NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    pool_id BIGINT NOT NULL,
    product_id BIGINT NOT NULL,
    channel BIGINT NOT NULL,
    status BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    term TEXT COLLATE "C" NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    recurring BIGINT NOT NULL,
    window_from BIGINT NOT NULL,
    window_seats BIGINT NOT NULL,
    price_minor BIGINT,
    currency TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (customer_id, subscription_id)
);
CREATE UNIQUE INDEX subscription_by_guid ON subscription (customer_id, guid);
CREATE INDEX subscription_by_pool ON subscription (customer_id, pool_id);

-- kind 0 central, 1 self-service.
CREATE TABLE pool (
    customer_id BIGINT NOT NULL,
    pool_id BIGINT NOT NULL,
    product_id BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    purchaser BIGINT NOT NULL,
    enabled BIGINT NOT NULL,
    warning BIGINT NOT NULL,
    suspended BIGINT NOT NULL,
    locked_out BIGINT NOT NULL,
    consumed BIGINT NOT NULL CHECK (consumed >= 0),
    reserved BIGINT NOT NULL CHECK (reserved >= 0),
    version BIGINT NOT NULL,
    PRIMARY KEY (customer_id, pool_id)
);
CREATE UNIQUE INDEX pool_by_product ON pool (customer_id, product_id, kind, purchaser);

-- origin 0 direct, else the group. state 0 active, 1 active with error, 2 error; 3 (held) and 4 (error) are kept
-- for the restore of a deleted user and consume nothing.
CREATE TABLE source (
    customer_id BIGINT NOT NULL,
    pool_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    origin BIGINT NOT NULL,
    state BIGINT NOT NULL,
    plans_off TEXT COLLATE "C" NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (customer_id, pool_id, user_id, origin)
);
CREATE INDEX source_by_user ON source (customer_id, user_id, state);

-- Due instants of data clocks; workload by the order of the domain's enum.
CREATE TABLE data_clock (
    customer_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    workload BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    loses_data BIGINT NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    operation_id BIGINT NOT NULL,
    PRIMARY KEY (customer_id, user_id, workload)
);
CREATE INDEX data_clock_due ON data_clock (customer_id, due_at);

-- What somebody has selected: a criterion (a filter as text) and marks; mark 1 in, 0 out.
CREATE TABLE selection (
    customer_id BIGINT NOT NULL,
    owner_id BIGINT NOT NULL,
    criterion TEXT COLLATE "C",
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (customer_id, owner_id)
);

CREATE TABLE selection_mark (
    customer_id BIGINT NOT NULL,
    owner_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    mark BIGINT NOT NULL,
    PRIMARY KEY (customer_id, owner_id, user_id)
);

CREATE TABLE preview (
    customer_id BIGINT NOT NULL,
    preview_id BIGINT NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    owner_id BIGINT NOT NULL,
    command TEXT COLLATE "C" NOT NULL,
    digest TEXT COLLATE "C" NOT NULL,
    totals TEXT COLLATE "C" NOT NULL,
    marks BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (customer_id, preview_id)
);
CREATE UNIQUE INDEX preview_by_guid ON preview (customer_id, guid);
CREATE INDEX preview_by_age ON preview (customer_id, created_at);

-- status 0 running, 1 done.
CREATE TABLE operation (
    customer_id BIGINT NOT NULL,
    operation_id BIGINT NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    actor_id BIGINT NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    command TEXT COLLATE "C" NOT NULL,
    totals TEXT COLLATE "C" NOT NULL,
    status BIGINT NOT NULL,
    users_total BIGINT NOT NULL,
    users_done BIGINT NOT NULL,
    succeeded BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    finished_at BIGINT,
    undo_until BIGINT NOT NULL,
    final_because TEXT COLLATE "C" NOT NULL,
    undoes BIGINT,
    undone_by BIGINT,
    PRIMARY KEY (customer_id, operation_id)
);
CREATE UNIQUE INDEX operation_by_guid ON operation (customer_id, guid);
CREATE INDEX operation_running ON operation (status, customer_id, operation_id);

-- The users of a running operation in the order in which they are worked on, in slices; the state each was in
-- when the operation was admitted is kept as a fingerprint.
CREATE TABLE operation_slice (
    customer_id BIGINT NOT NULL,
    operation_id BIGINT NOT NULL,
    slice BIGINT NOT NULL,
    users BYTEA NOT NULL,
    retry BIGINT NOT NULL,
    PRIMARY KEY (customer_id, operation_id, slice)
);

-- What an operation still needs of each pool (D-4).
CREATE TABLE operation_need (
    customer_id BIGINT NOT NULL,
    operation_id BIGINT NOT NULL,
    pool_id BIGINT NOT NULL,
    to_grant BIGINT NOT NULL,
    reserved BIGINT NOT NULL,
    PRIMARY KEY (customer_id, operation_id, pool_id)
);

-- verdict 0 done, 1 unchanged, 2 kept, 3 refused. before and after: NULL when there was no direct license, else
-- the state and the plans off.
CREATE TABLE outcome (
    customer_id BIGINT NOT NULL,
    operation_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    pool_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    verdict BIGINT NOT NULL,
    effect TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    detail TEXT COLLATE "C" NOT NULL,
    before_held TEXT COLLATE "C",
    after_held TEXT COLLATE "C",
    PRIMARY KEY (customer_id, operation_id, user_id, pool_id)
);
CREATE INDEX outcome_by_place ON outcome (customer_id, operation_id, position, pool_id);

CREATE TABLE audit_head (
    customer_id BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL
);

CREATE TABLE audit (
    customer_id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    operation_id BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    detail TEXT COLLATE "C" NOT NULL,
    prev BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (customer_id, seq)
);
CREATE INDEX audit_by_subject ON audit (customer_id, subject_id, seq);

-- Names for the ids that audit records hold; may be purged without touching a hash (D-23).
CREATE TABLE audit_name (
    customer_id BIGINT NOT NULL,
    subject_id BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (customer_id, subject_id)
);

CREATE TABLE outbox (
    customer_id BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    recipient TEXT COLLATE "C" NOT NULL,
    payload TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    sent_at BIGINT,
    PRIMARY KEY (customer_id, message_id)
);

-- The name under which SQLite unpacks a list, so that one statement text serves both engines.
CREATE FUNCTION json_each(list TEXT) RETURNS TABLE (key TEXT, value TEXT)
    LANGUAGE sql IMMUTABLE STRICT ROWS 1000
    AS $$ SELECT CAST(ordinality AS TEXT), item FROM json_array_elements_text(CAST(list AS JSON)) WITH ORDINALITY AS t(item, ordinality) $$;
