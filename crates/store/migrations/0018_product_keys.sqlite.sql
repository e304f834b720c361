-- Product keys that the operator has loaded, known by hash alone. A key is used once, by one subscription of one customer;
-- until then these columns are empty. The PostgreSQL half of this pair differs in types only.
CREATE TABLE product_key (
    key_id INTEGER NOT NULL PRIMARY KEY,
    key_hash TEXT NOT NULL,
    product_id INTEGER NOT NULL,
    seats INTEGER NOT NULL,
    term TEXT NOT NULL,
    loaded_at INTEGER NOT NULL,
    customer_id INTEGER,
    subscription_id INTEGER,
    used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX product_key_by_hash ON product_key (key_hash);
