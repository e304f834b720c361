-- What one person held is found and counted in the index alone.
DROP INDEX license_past_by_user;
CREATE INDEX license_past_by_user ON license_past (customer_id, user_id, to_at, from_at);
