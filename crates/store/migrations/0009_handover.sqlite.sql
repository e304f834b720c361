-- Who takes over the mail (workload 0) and the files (workload 2) of people who left: until the files end, or for as
-- long as the shared mailbox is there. `enabled` remembers whether the owner of the mailbox could sign in before.

CREATE TABLE handover (
    customer_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    workload INTEGER NOT NULL,
    heir_id INTEGER NOT NULL,
    operation_id INTEGER NOT NULL,
    since INTEGER NOT NULL,
    enabled INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (customer_id, user_id, workload)
) STRICT, WITHOUT ROWID;
CREATE INDEX handover_by_heir ON handover (customer_id, heir_id);
