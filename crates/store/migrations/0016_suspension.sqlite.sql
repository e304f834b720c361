-- Why a partner suspended a subscription, by the order of the domain's enum; empty where it is not suspended or nobody has
-- said. The PostgreSQL half of this pair differs in types only.
ALTER TABLE subscription_life ADD COLUMN suspended_for INTEGER;
