-- Whether the seller planned the seats of the next period, so that the customer cannot change what comes. The PostgreSQL
-- half of this pair differs in types only.
ALTER TABLE subscription ADD COLUMN pinned BIGINT NOT NULL DEFAULT 0;
