-- What a program was answered to a request that it sent with a key, where no operation's row can tell: the same request is
-- then answered in the same way and not done again. The PostgreSQL half of this pair differs in types only.
CREATE TABLE kept_answer (
    customer_id INTEGER NOT NULL,
    asked_by TEXT NOT NULL,
    request_key TEXT NOT NULL,
    body TEXT NOT NULL,
    answer TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (customer_id, asked_by, request_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_answer_by_time ON kept_answer (customer_id, created_at);
