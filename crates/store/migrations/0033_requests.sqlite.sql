-- Licenses that people ask for where they may not buy: the request, and each person of it with what became of it
-- (answer 0 waiting, 1 granted, 2 refused). The PostgreSQL half of this pair differs in types only.

CREATE TABLE license_request (
    customer_id INTEGER NOT NULL,
    request_id INTEGER NOT NULL,
    guid TEXT NOT NULL,
    product_id INTEGER NOT NULL,
    requester_id INTEGER NOT NULL,
    note TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    decided_at INTEGER,
    PRIMARY KEY (customer_id, request_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX license_request_by_guid ON license_request (customer_id, guid);
CREATE INDEX license_request_by_requester ON license_request (customer_id, requester_id, request_id);

CREATE TABLE license_request_person (
    customer_id INTEGER NOT NULL,
    request_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    answer INTEGER NOT NULL,
    PRIMARY KEY (customer_id, request_id, user_id)
) STRICT, WITHOUT ROWID;
