-- The engine finds a user's row by its place, not by its key: here only the licenses gain by being read from the index.
DROP INDEX source_by_user;
CREATE INDEX source_by_user ON source (customer_id, user_id, state) INCLUDE (pool_id, origin, plans_off);
