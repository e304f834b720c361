-- Licenses that people ask for where they may not buy: the request, and each person of it with what became of it
-- (answer 0 waiting, 1 granted, 2 refused). The SQLite half of this pair differs in types only.

CREATE TABLE license_request (
    customer_id BIGINT NOT NULL,
    request_id BIGINT NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    product_id BIGINT NOT NULL,
    requester_id BIGINT NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    decided_at BIGINT,
    PRIMARY KEY (customer_id, request_id)
);
CREATE UNIQUE INDEX license_request_by_guid ON license_request (customer_id, guid);
CREATE INDEX license_request_by_requester ON license_request (customer_id, requester_id, request_id);

CREATE TABLE license_request_person (
    customer_id BIGINT NOT NULL,
    request_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    answer BIGINT NOT NULL,
    PRIMARY KEY (customer_id, request_id, user_id)
);
