-- Product keys that the operator has loaded, known by hash alone. A key is used once, by one subscription of one customer;
-- until then these columns are empty. The PostgreSQL half of this pair differs in types only.
CREATE TABLE product_key (
    key_id BIGINT NOT NULL PRIMARY KEY,
    key_hash TEXT COLLATE "C" NOT NULL,
    product_id BIGINT NOT NULL,
    seats BIGINT NOT NULL,
    term TEXT COLLATE "C" NOT NULL,
    loaded_at BIGINT NOT NULL,
    customer_id BIGINT,
    subscription_id BIGINT,
    used_at BIGINT
);
CREATE UNIQUE INDEX product_key_by_hash ON product_key (key_hash);
