-- Groups whose members a rule says, and up to which audit record the groups of a customer have followed what happened to
-- its users. The SQLite half of this pair differs in types, and knows the function already.
ALTER TABLE license_group ADD COLUMN rule TEXT COLLATE "C" NOT NULL DEFAULT '';

CREATE TABLE group_cursor (
    customer_id BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL
);

-- Reads a field of an object: the path is $ and a point before the field's name.
CREATE FUNCTION json_extract(doc TEXT, path TEXT) RETURNS TEXT
    LANGUAGE sql IMMUTABLE STRICT
    AS $$ SELECT CAST(doc AS JSON) ->> substr(path, 3) $$;

-- What happened to users, among all records: what groups by rule follow.
CREATE INDEX audit_of_users ON audit (customer_id, seq) WHERE action >= 'user.' AND action < 'user/';
