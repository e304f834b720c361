-- Licenses that were held and are not any more, or not with these service plans: from an instant, before another. What is
-- held now stands in `source`, since when. The SQLite half of this pair differs in types only.
CREATE TABLE license_past (
    customer_id BIGINT NOT NULL,
    pool_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    origin BIGINT NOT NULL,
    from_at BIGINT NOT NULL,
    to_at BIGINT NOT NULL,
    plans_off TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (customer_id, pool_id, user_id, origin, from_at)
);
CREATE INDEX license_past_by_user ON license_past (customer_id, user_id);

-- From when on a customer's past is known; empty for what was created since, whose past is known from the beginning.
ALTER TABLE customer ADD COLUMN known_from BIGINT;
UPDATE customer SET known_from = (SELECT a.at FROM audit a JOIN audit_head h ON h.customer_id = a.customer_id
    AND h.seq = a.seq WHERE a.customer_id = customer.customer_id);
