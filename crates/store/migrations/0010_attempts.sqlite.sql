-- Attempts to sign in since the last success, by the hash of the name that was given, whether anybody has it or not: who
-- guesses learns nothing from being locked out. The columns for this in credential are no longer read.
-- The PostgreSQL half of this pair differs in types only.

CREATE TABLE sign_in_attempt (
    name_hash TEXT NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    locked_until INTEGER NOT NULL,
    tried_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_attempt_by_time ON sign_in_attempt (tried_at);
