-- What a program was answered to a request that it sent with a key, where no operation's row can tell: the same request is
-- then answered in the same way and not done again. The SQLite half of this pair differs in types only.
CREATE TABLE kept_answer (
    customer_id BIGINT NOT NULL,
    asked_by TEXT COLLATE "C" NOT NULL,
    request_key TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    answer TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (customer_id, asked_by, request_key)
);
CREATE INDEX kept_answer_by_time ON kept_answer (customer_id, created_at);
