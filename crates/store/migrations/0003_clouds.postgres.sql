-- The clouds that sell a product, as a set of bits: 1 worldwide, 2 operated by 21Vianet. What an older program wrote
-- stays on sale in both until the catalog is imported again.
ALTER TABLE product ADD COLUMN clouds BIGINT NOT NULL DEFAULT 3 CHECK (clouds BETWEEN 0 AND 3);
