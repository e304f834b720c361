-- Search by three letters and more. Both extensions come with PostgreSQL and may be created by the owner of the
-- database; where that is forbidden, lists work without the index, more slowly, and the log says so at each start.
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE EXTENSION IF NOT EXISTS btree_gin;
    CREATE INDEX users_by_text ON users USING gin (customer_id, search gin_trgm_ops);
EXCEPTION
    WHEN insufficient_privilege OR undefined_file OR undefined_object OR feature_not_supported THEN
        RAISE NOTICE 'users_by_text: %', SQLERRM;
END
$$;
