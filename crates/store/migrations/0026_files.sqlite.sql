-- What becomes of files after a deletion: who is whose manager (user_id 0 for the customer's second owner), whether
-- managers get access by themselves, when whoever has it is reminded, and whether files without a license are archived.

CREATE TABLE manager (
    customer_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    manager_id INTEGER NOT NULL,
    PRIMARY KEY (customer_id, user_id)
) STRICT, WITHOUT ROWID;

ALTER TABLE customer ADD COLUMN file_delegation INTEGER NOT NULL DEFAULT 1;
ALTER TABLE customer ADD COLUMN archive_files INTEGER NOT NULL DEFAULT 0;
ALTER TABLE handover ADD COLUMN remind_at INTEGER;
UPDATE handover SET remind_at = (SELECT d.due_at - 604800000000 FROM data_clock d
    WHERE d.customer_id = handover.customer_id AND d.user_id = handover.user_id AND d.workload = 2 AND d.stage = 0)
    WHERE workload = 2;
CREATE INDEX handover_by_reminder ON handover (remind_at, customer_id, user_id) WHERE remind_at IS NOT NULL;
