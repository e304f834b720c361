-- Which operation applied a preview: a form that is sent once more leads to what it did, and does nothing again. What was
-- asked is a hash. The halves of this pair differ in types only.
CREATE TABLE preview_use (
    customer_id INTEGER NOT NULL,
    guid TEXT NOT NULL,
    owner_id INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    operation_id INTEGER NOT NULL,
    PRIMARY KEY (customer_id, guid)
) STRICT, WITHOUT ROWID;
