-- Programs: their access tokens, of which only hashes are kept, and the key with which a program asks for an operation
-- once. The key stands in the operation's own row, so there is no instant at which one is there without the other.
-- The PostgreSQL half of this pair differs in types only.

CREATE TABLE api_token (
    token_hash TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX api_token_by_client ON api_token (client_id);
CREATE INDEX api_token_by_end ON api_token (expires_at);

CREATE UNIQUE INDEX api_app_by_name ON api_app (customer_id, name);

ALTER TABLE operation ADD COLUMN once_by TEXT;
ALTER TABLE operation ADD COLUMN once_key TEXT;
ALTER TABLE operation ADD COLUMN once_body TEXT;
CREATE UNIQUE INDEX operation_once ON operation (customer_id, once_by, once_key) WHERE once_key IS NOT NULL;
