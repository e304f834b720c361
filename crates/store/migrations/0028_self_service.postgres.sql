-- Settings of a customer that most customers never touch: what people may buy of each product, what kind of
-- organization it is. The PostgreSQL half of this pair differs in types only.
CREATE TABLE customer_option (
    customer_id BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (customer_id, name)
);
