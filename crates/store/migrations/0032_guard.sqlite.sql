-- Changes that wait for a person because they would take much without anybody having seen it, and what such doors have
-- taken within the hour. state: 0 waits, 1 approved, 2 declined. pool 0 stands for people's data. The PostgreSQL half of
-- this pair differs in types only.
CREATE TABLE waiting_change (
    customer_id INTEGER NOT NULL,
    waiting_id INTEGER NOT NULL,
    guid TEXT NOT NULL,
    kind TEXT NOT NULL,
    command TEXT NOT NULL,
    channel TEXT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    users INTEGER NOT NULL,
    clocks INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    state INTEGER NOT NULL,
    decided_by TEXT NOT NULL,
    operation_id INTEGER NOT NULL,
    PRIMARY KEY (customer_id, waiting_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX waiting_change_by_guid ON waiting_change (customer_id, guid);
CREATE INDEX waiting_change_by_state ON waiting_change (customer_id, state, waiting_id);

CREATE TABLE guard_passed (
    customer_id INTEGER NOT NULL,
    passed_id INTEGER NOT NULL,
    pool_id INTEGER NOT NULL,
    users INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (customer_id, passed_id, pool_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX guard_passed_by_time ON guard_passed (customer_id, at);
