-- What time needs to know of a subscription beside what it is; due_at is the instant of the next transition, empty
-- when time alone changes nothing. agreement by the order of the domain's enum.
CREATE TABLE subscription_life (
    customer_id BIGINT NOT NULL,
    subscription_id BIGINT NOT NULL,
    agreement BIGINT NOT NULL,
    anchor_at BIGINT NOT NULL,
    since BIGINT,
    pays BIGINT NOT NULL,
    canceled BIGINT NOT NULL,
    at_renewal BIGINT,
    extended BIGINT NOT NULL,
    due_at BIGINT,
    PRIMARY KEY (customer_id, subscription_id)
);
CREATE INDEX subscription_life_due ON subscription_life (due_at) WHERE due_at IS NOT NULL;

-- A subscription is looked at once to learn when it is due; whoever changes its dates or state sets this back.
ALTER TABLE subscription ADD COLUMN looked BIGINT NOT NULL DEFAULT 0;
CREATE INDEX subscription_to_look_at ON subscription (customer_id, subscription_id) WHERE looked = 0;

-- Durations that differ from the seeded table; term and product 0 for any.
CREATE TABLE life_period (
    agreement BIGINT NOT NULL,
    term TEXT COLLATE "C" NOT NULL,
    product_id BIGINT NOT NULL,
    expired_days BIGINT NOT NULL,
    disabled_days BIGINT NOT NULL,
    suspended_days BIGINT NOT NULL,
    suspended_days_max BIGINT NOT NULL,
    PRIMARY KEY (agreement, term, product_id)
);

-- stage 0 grace, 1 recycle bin, 2 held, which is never due.
ALTER TABLE data_clock ADD COLUMN stage BIGINT NOT NULL DEFAULT 0;
CREATE INDEX data_clock_by_due ON data_clock (due_at, customer_id, user_id, workload);
CREATE INDEX users_in_deletion ON users (deleted_at, customer_id, user_id) WHERE state = 1;

-- Orders to keep somebody's data. keeps 0 for a policy that only deletes.
CREATE TABLE hold (
    customer_id BIGINT NOT NULL,
    hold_id BIGINT NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    user_id BIGINT NOT NULL,
    workload BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    keeps BIGINT NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    placed_at BIGINT NOT NULL,
    released_at BIGINT,
    PRIMARY KEY (customer_id, hold_id)
);
CREATE UNIQUE INDEX hold_by_guid ON hold (customer_id, guid);
CREATE INDEX hold_in_force ON hold (customer_id, user_id, workload) WHERE released_at IS NULL;
