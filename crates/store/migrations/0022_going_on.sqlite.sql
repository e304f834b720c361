-- What a group goes on giving has not ended: a mailbox that was handed over said so, and so its real end could not be
-- written. The PostgreSQL half of this pair is the same.
DELETE FROM license_past WHERE origin > 0 AND EXISTS (SELECT 1 FROM source s
    WHERE s.customer_id = license_past.customer_id AND s.pool_id = license_past.pool_id
    AND s.user_id = license_past.user_id AND s.origin = license_past.origin
    AND s.state < 2 AND s.since = license_past.from_at);
