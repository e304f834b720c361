-- Groups whose members a rule says, and up to which audit record the groups of a customer have followed what happened to
-- its users. The PostgreSQL half of this pair differs in types, and makes the name under which SQLite reads a field of
-- the profile.
ALTER TABLE license_group ADD COLUMN rule TEXT NOT NULL DEFAULT '';

CREATE TABLE group_cursor (
    customer_id INTEGER NOT NULL PRIMARY KEY,
    seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What happened to users, among all records: what groups by rule follow.
CREATE INDEX audit_of_users ON audit (customer_id, seq) WHERE action >= 'user.' AND action < 'user/';
