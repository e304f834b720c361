-- Who takes over the mail (workload 0) and the files (workload 2) of people who left: until the files end, or for as
-- long as the shared mailbox is there. `enabled` remembers whether the owner of the mailbox could sign in before.
-- The SQLite half of this pair differs in types only.

CREATE TABLE handover (
    customer_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    workload BIGINT NOT NULL,
    heir_id BIGINT NOT NULL,
    operation_id BIGINT NOT NULL,
    since BIGINT NOT NULL,
    enabled BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (customer_id, user_id, workload)
);
CREATE INDEX handover_by_heir ON handover (customer_id, heir_id);
