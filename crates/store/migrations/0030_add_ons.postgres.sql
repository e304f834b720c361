-- The subscription that an add-on is tied to and whose fate it shares; and whether a product is an add-on that lives on its
-- own dates. The PostgreSQL half of this pair differs in types only.
ALTER TABLE subscription ADD COLUMN base_id BIGINT;
CREATE INDEX subscription_by_base ON subscription (customer_id, base_id);
ALTER TABLE product ADD COLUMN stands_alone BIGINT NOT NULL DEFAULT 0;
