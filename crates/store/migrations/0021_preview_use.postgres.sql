-- Which operation applied a preview: a form that is sent once more leads to what it did, and does nothing again. What was
-- asked is a hash. The halves of this pair differ in types only.
CREATE TABLE preview_use (
    customer_id BIGINT NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    owner_id BIGINT NOT NULL,
    asked BIGINT NOT NULL,
    operation_id BIGINT NOT NULL,
    PRIMARY KEY (customer_id, guid)
);
