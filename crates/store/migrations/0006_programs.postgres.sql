-- Programs: their access tokens, of which only hashes are kept, and the key with which a program asks for an operation
-- once. The key stands in the operation's own row, so there is no instant at which one is there without the other.
-- The SQLite half of this pair differs in types only.

CREATE TABLE api_token (
    token_hash TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    client_id TEXT COLLATE "C" NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX api_token_by_client ON api_token (client_id);
CREATE INDEX api_token_by_end ON api_token (expires_at);

CREATE UNIQUE INDEX api_app_by_name ON api_app (customer_id, name);

ALTER TABLE operation ADD COLUMN once_by TEXT COLLATE "C";
ALTER TABLE operation ADD COLUMN once_key TEXT COLLATE "C";
ALTER TABLE operation ADD COLUMN once_body TEXT COLLATE "C";
CREATE UNIQUE INDEX operation_once ON operation (customer_id, once_by, once_key) WHERE once_key IS NOT NULL;
