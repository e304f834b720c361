-- Settings of a customer that most customers never touch: what people may buy of each product, what kind of
-- organization it is. The PostgreSQL half of this pair differs in types only.
CREATE TABLE customer_option (
    customer_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (customer_id, name)
) STRICT, WITHOUT ROWID;
