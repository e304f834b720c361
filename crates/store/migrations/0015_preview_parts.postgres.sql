-- Whom a preview of licenses concerns, in pieces of many users each: the users with their answers, and how many of them
-- get something, lose something, get other plans, are refused, have data put on a clock, and stay as they are. Pieces
-- without users of a kind are passed over without being read.
CREATE TABLE preview_part (
    customer_id BIGINT NOT NULL,
    owner_id BIGINT NOT NULL,
    preview_id BIGINT NOT NULL,
    place BIGINT NOT NULL,
    users BYTEA NOT NULL,
    answers TEXT COLLATE "C" NOT NULL,
    gains BIGINT NOT NULL,
    losses BIGINT NOT NULL,
    plans BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    clocks BIGINT NOT NULL,
    stays BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (customer_id, owner_id, preview_id, place)
);
CREATE INDEX preview_part_by_age ON preview_part (customer_id, created_at);
CREATE INDEX preview_by_owner ON preview (customer_id, owner_id, created_at);
