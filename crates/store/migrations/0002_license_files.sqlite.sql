-- Files of licenses that were read: what each user named in them shall have. A row per distinct list of edits, and a
-- row per user that says which list is the user's. A file goes a day after it was read, unless an operation works on it.
CREATE TABLE license_file (
    customer_id INTEGER NOT NULL,
    file_id INTEGER NOT NULL,
    exactly INTEGER NOT NULL,
    others INTEGER NOT NULL,
    operation_id INTEGER,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (customer_id, file_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX license_file_by_age ON license_file (customer_id, created_at);

CREATE TABLE license_file_form (
    customer_id INTEGER NOT NULL,
    file_id INTEGER NOT NULL,
    form INTEGER NOT NULL,
    edits TEXT NOT NULL,
    PRIMARY KEY (customer_id, file_id, form)
) STRICT, WITHOUT ROWID;

CREATE TABLE license_file_user (
    customer_id INTEGER NOT NULL,
    file_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    form INTEGER NOT NULL,
    PRIMARY KEY (customer_id, file_id, user_id)
) STRICT, WITHOUT ROWID;
