-- Search by three letters and more: which users have all of these trigrams somewhere in their folded text. Positions
-- are not kept (a third of the size), so whoever asks looks at the text again. The table is an index of `users` and
-- nothing else, so it is kept like one: by the engine, whoever writes. PostgreSQL has a real index for it.
CREATE VIRTUAL TABLE user_search USING fts5(
    search, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1'
);
INSERT INTO user_search (rowid, search) SELECT user_id, search FROM users;
CREATE TRIGGER user_search_added AFTER INSERT ON users BEGIN
    INSERT INTO user_search (rowid, search) VALUES (new.user_id, new.search);
END;
CREATE TRIGGER user_search_changed AFTER UPDATE OF search ON users WHEN old.search <> new.search BEGIN
    DELETE FROM user_search WHERE rowid = old.user_id;
    INSERT INTO user_search (rowid, search) VALUES (new.user_id, new.search);
END;
CREATE TRIGGER user_search_removed AFTER DELETE ON users BEGIN
    DELETE FROM user_search WHERE rowid = old.user_id;
END;
