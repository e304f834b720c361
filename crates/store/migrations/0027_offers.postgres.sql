-- What is particular about how a product is sold: somebody else's offer, whose windows for canceling are its own, and the
-- products of which it is an add-on, by part number with a space between. The PostgreSQL half of this pair differs in
-- types only.
ALTER TABLE product ADD COLUMN third_party BIGINT NOT NULL DEFAULT 0;
ALTER TABLE product ADD COLUMN add_on_to TEXT COLLATE "C" NOT NULL DEFAULT '';
