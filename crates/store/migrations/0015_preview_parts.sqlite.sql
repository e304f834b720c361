-- Whom a preview of licenses concerns, in pieces of many users each: the users with their answers, and how many of them
-- get something, lose something, get other plans, are refused, have data put on a clock, and stay as they are. Pieces
-- without users of a kind are passed over without being read.
CREATE TABLE preview_part (
    customer_id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    preview_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    users BLOB NOT NULL,
    answers TEXT NOT NULL,
    gains INTEGER NOT NULL,
    losses INTEGER NOT NULL,
    plans INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    clocks INTEGER NOT NULL,
    stays INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (customer_id, owner_id, preview_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX preview_part_by_age ON preview_part (customer_id, created_at);
CREATE INDEX preview_by_owner ON preview (customer_id, owner_id, created_at);
