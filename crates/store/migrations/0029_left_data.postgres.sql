-- Mailboxes with an archive that grows by itself, of which nothing can be taken out once they are inactive, and copies of
-- data that were asked for (taken_at empty until somebody says that they are taken).
-- The SQLite half of this pair differs in types only.

CREATE TABLE growing_archive (
    customer_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    PRIMARY KEY (customer_id, user_id)
);

CREATE TABLE data_export (
    customer_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    workload BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    taken_at BIGINT,
    operation_id BIGINT NOT NULL,
    PRIMARY KEY (customer_id, user_id, workload)
);
