-- Files of licenses that were read: what each user named in them shall have. A row per distinct list of edits, and a
-- row per user that says which list is the user's. A file goes a day after it was read, unless an operation works on it.
CREATE TABLE license_file (
    customer_id BIGINT NOT NULL,
    file_id BIGINT NOT NULL,
    exactly BIGINT NOT NULL,
    others BIGINT NOT NULL,
    operation_id BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (customer_id, file_id)
);
CREATE INDEX license_file_by_age ON license_file (customer_id, created_at);

CREATE TABLE license_file_form (
    customer_id BIGINT NOT NULL,
    file_id BIGINT NOT NULL,
    form BIGINT NOT NULL,
    edits TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (customer_id, file_id, form)
);

CREATE TABLE license_file_user (
    customer_id BIGINT NOT NULL,
    file_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    form BIGINT NOT NULL,
    PRIMARY KEY (customer_id, file_id, user_id)
);
