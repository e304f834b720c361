-- Who has ever signed in with a password from here, and when first. Whoever chose a password has; of the others nobody
-- knows more than that the password they were given waits. The PostgreSQL half of this pair differs in types only.
CREATE TABLE first_sign_in (
    customer_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (customer_id, user_id)
) STRICT, WITHOUT ROWID;
INSERT INTO first_sign_in (customer_id, user_id, at)
    SELECT customer_id, user_id, changed_at FROM credential WHERE must_change = 0;

-- People who are blocked, counted without a walk over everybody.
CREATE INDEX users_blocked ON users (customer_id, state, enabled, user_id) WHERE enabled = 0;
