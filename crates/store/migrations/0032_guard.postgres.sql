-- Changes that wait for a person because they would take much without anybody having seen it, and what such doors have
-- taken within the hour. state: 0 waits, 1 approved, 2 declined. pool 0 stands for people's data. The SQLite half of
-- this pair differs in types only.
CREATE TABLE waiting_change (
    customer_id BIGINT NOT NULL,
    waiting_id BIGINT NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    command TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    users BIGINT NOT NULL,
    clocks BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    state BIGINT NOT NULL,
    decided_by TEXT COLLATE "C" NOT NULL,
    operation_id BIGINT NOT NULL,
    PRIMARY KEY (customer_id, waiting_id)
);
CREATE UNIQUE INDEX waiting_change_by_guid ON waiting_change (customer_id, guid);
CREATE INDEX waiting_change_by_state ON waiting_change (customer_id, state, waiting_id);

CREATE TABLE guard_passed (
    customer_id BIGINT NOT NULL,
    passed_id BIGINT NOT NULL,
    pool_id BIGINT NOT NULL,
    users BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (customer_id, passed_id, pool_id)
);
CREATE INDEX guard_passed_by_time ON guard_passed (customer_id, at);
