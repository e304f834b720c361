-- Mailboxes with an archive that grows by itself, of which nothing can be taken out once they are inactive, and copies of
-- data that were asked for (taken_at empty until somebody says that they are taken).

CREATE TABLE growing_archive (
    customer_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    PRIMARY KEY (customer_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE data_export (
    customer_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    workload INTEGER NOT NULL,
    asked_at INTEGER NOT NULL,
    taken_at INTEGER,
    operation_id INTEGER NOT NULL,
    PRIMARY KEY (customer_id, user_id, workload)
) STRICT, WITHOUT ROWID;
