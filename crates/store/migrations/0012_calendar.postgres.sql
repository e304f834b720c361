-- Addresses at which a calendar program reads due dates of a customer: one for each person and customer, known by the
-- hash of its secret. home_id and user_id say whose it is; a partner's people are at home elsewhere.
CREATE TABLE calendar_feed (
    customer_id BIGINT NOT NULL,
    home_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    secret_hash TEXT COLLATE "C" NOT NULL,
    lang TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (customer_id, home_id, user_id)
);
CREATE UNIQUE INDEX calendar_feed_by_secret ON calendar_feed (secret_hash);
