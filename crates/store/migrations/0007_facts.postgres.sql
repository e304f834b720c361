-- What a decision reads of many users, beside each other: the rows of users are wide, and a chunk of them would come by
-- as many pages as it has users.
CREATE INDEX users_facts ON users (customer_id, user_id, state, location);

-- Whose licenses are read reads the service plans that are off too, and need not look the row up for them.
DROP INDEX source_by_user;
CREATE INDEX source_by_user ON source (customer_id, user_id, state, plans_off);
