-- What one group gives is found by the group first: with the customer first, SQLite reads what all groups give, because
-- it takes the condition of the index for a narrower way in than the group itself. Both halves of this pair are the same.
DROP INDEX source_by_origin;
CREATE INDEX source_by_origin ON source (origin, customer_id, user_id, state) WHERE origin > 0;
