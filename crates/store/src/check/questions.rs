//! Questions whose answer must be empty, each with what is wrong when it is not. Set-based, one text for both engines,
//! over all customers at once. No question repairs anything.

use super::finding::Column::{self, Figure, Operation, Partner, Pool, Product, Subscription, Text, User};

/// A question; the first column of its answer is the customer.
pub(super) struct Question {
    pub(super) what: &'static str,
    pub(super) columns: &'static [Column],
    pub(super) remedy: &'static str,
    pub(super) sql: &'static str,
}

pub(super) const BACKUP: &str = "Restore the last backup that is whole, and report this";
const RECOUNT: &str = "No license is lost; stop the server, set the counter to the figure that was counted, and \
    report this";
pub(super) const LINES: &str = "The licenses themselves are proven apart; keep the database and report this";

pub(super) const QUESTIONS: &[Question] = &[
    Question {
        what: "inv-1: seats in use are not the users who hold one",
        columns: &[Pool, Figure("in use"), Figure("holders counted")],
        remedy: RECOUNT,
        sql: "SELECT p.customer_id, p.pool_id, p.consumed, coalesce(h.n, 0) FROM pool p LEFT JOIN \
              (SELECT s.customer_id, s.pool_id, count(DISTINCT s.user_id) AS n FROM source s WHERE s.state < 2 \
              GROUP BY s.customer_id, s.pool_id) h ON h.customer_id = p.customer_id AND h.pool_id = p.pool_id \
              WHERE p.consumed <> coalesce(h.n, 0) ORDER BY 1, 2 LIMIT 20",
    },
    Question {
        what: "inv-1: a license without its pool",
        columns: &[User, Figure("pool")],
        remedy: BACKUP,
        sql: "SELECT s.customer_id, s.user_id, s.pool_id FROM source s LEFT JOIN pool p \
              ON p.customer_id = s.customer_id AND p.pool_id = s.pool_id WHERE p.pool_id IS NULL \
              ORDER BY 1, 2, 3 LIMIT 20",
    },
    Question {
        what: "inv-3, inv-13: seats of a pool are not those of its subscriptions",
        columns: &[
            Pool,
            Figure("enabled"),
            Figure("subscribed and active"),
            Figure("in grace"),
            Figure("subscribed and in grace"),
            Figure("without service"),
            Figure("subscribed without service"),
        ],
        remedy: RECOUNT,
        sql: "SELECT p.customer_id, p.pool_id, p.enabled, coalesce(q.enabled, 0), p.warning, coalesce(q.warning, 0), \
              p.suspended + p.locked_out, coalesce(q.stopped, 0) FROM pool p LEFT JOIN \
              (SELECT s.customer_id, s.pool_id, \
              CAST(sum(CASE WHEN s.status = 2 THEN s.quantity ELSE 0 END) AS BIGINT) AS enabled, \
              CAST(sum(CASE WHEN s.status = 3 THEN s.quantity ELSE 0 END) AS BIGINT) AS warning, \
              CAST(sum(CASE WHEN s.status IN (4, 5) THEN s.quantity ELSE 0 END) AS BIGINT) AS stopped \
              FROM subscription s GROUP BY s.customer_id, s.pool_id) q \
              ON q.customer_id = p.customer_id AND q.pool_id = p.pool_id \
              WHERE p.enabled <> coalesce(q.enabled, 0) OR p.warning <> coalesce(q.warning, 0) \
              OR p.suspended + p.locked_out <> coalesce(q.stopped, 0) ORDER BY 1, 2 LIMIT 20",
    },
    Question {
        what: "inv-3: a subscription whose pool or product is not there",
        columns: &[Subscription, Figure("pool"), Product],
        remedy: BACKUP,
        sql: "SELECT s.customer_id, s.subscription_id, s.pool_id, s.product_id FROM subscription s LEFT JOIN pool p \
              ON p.customer_id = s.customer_id AND p.pool_id = s.pool_id LEFT JOIN product d \
              ON d.product_id = s.product_id WHERE p.pool_id IS NULL OR p.product_id <> s.product_id \
              OR d.product_id IS NULL OR s.quantity < 0 ORDER BY 1, 2 LIMIT 20",
    },
    Question {
        what: "d-4: reserved seats are not what running operations still need",
        columns: &[Pool, Figure("reserved"), Figure("needed")],
        remedy: RECOUNT,
        sql: "SELECT p.customer_id, p.pool_id, p.reserved, coalesce(h.n, 0) FROM pool p LEFT JOIN \
              (SELECT n.customer_id, n.pool_id, CAST(sum(n.reserved) AS BIGINT) AS n FROM operation_need n \
              JOIN operation o ON o.customer_id = n.customer_id AND o.operation_id = n.operation_id \
              WHERE o.status = 0 GROUP BY n.customer_id, n.pool_id) h \
              ON h.customer_id = p.customer_id AND h.pool_id = p.pool_id \
              WHERE p.reserved <> coalesce(h.n, 0) ORDER BY 1, 2 LIMIT 20",
    },
    Question {
        what: "inv-8: a license that is neither direct nor of one group, or in no known state",
        columns: &[User, Pool, Figure("origin"), Figure("state")],
        remedy: BACKUP,
        sql: "SELECT customer_id, user_id, pool_id, origin, state FROM source \
              WHERE origin < 0 OR state NOT BETWEEN 0 AND 4 ORDER BY 1, 2, 3, 4 LIMIT 20",
    },
    Question {
        what: "inv-11: a self-service purchase without its purchaser, or a purchaser of central seats",
        columns: &[Pool, Figure("kind"), User],
        remedy: BACKUP,
        sql: "SELECT p.customer_id, p.pool_id, p.kind, p.purchaser FROM pool p LEFT JOIN users u \
              ON u.customer_id = p.customer_id AND u.user_id = p.purchaser \
              WHERE p.kind NOT IN (0, 1) OR (p.kind = 0 AND p.purchaser <> 0) \
              OR (p.kind = 1 AND u.user_id IS NULL) ORDER BY 1, 2 LIMIT 20",
    },
    Question {
        what: "inv-12: an operation did and refused something for the same user",
        columns: &[Operation, User],
        remedy: LINES,
        sql: "SELECT o.customer_id, o.operation_id, l.user_id FROM operation o JOIN outcome l \
              ON l.customer_id = o.customer_id AND l.operation_id = o.operation_id WHERE o.kind = 'licenses' \
              GROUP BY o.customer_id, o.operation_id, l.user_id HAVING max(l.verdict) = 3 AND min(l.verdict) = 0 \
              ORDER BY 1, 2, 3 LIMIT 20",
    },
    Question {
        what: "inv-12: users of an operation are not those who are done and those who wait",
        columns: &[Operation, Figure("users"), Figure("done"), Figure("waiting"), Figure("finished")],
        remedy: LINES,
        sql: "SELECT o.customer_id, o.operation_id, o.users_total, o.users_done, coalesce(w.n, 0), o.status \
              FROM operation o LEFT JOIN (SELECT customer_id, operation_id, \
              CAST(sum(length(users)) / 24 AS BIGINT) AS n FROM operation_slice GROUP BY customer_id, operation_id) w \
              ON w.customer_id = o.customer_id AND w.operation_id = o.operation_id \
              WHERE o.users_done + coalesce(w.n, 0) <> o.users_total \
              OR o.users_done <> o.succeeded + o.unchanged + o.refused \
              OR (o.status = 0 AND (w.n IS NULL OR o.finished_at IS NOT NULL)) \
              OR (o.status = 1 AND (w.n IS NOT NULL OR o.finished_at IS NULL)) ORDER BY 1, 2 LIMIT 20",
    },
    Question {
        what: "inv-12: results of an operation do not add up to its figures",
        columns: &[
            Operation,
            Figure("succeeded"),
            Figure("users with a change"),
            Figure("refused"),
            Figure("users with a refusal"),
        ],
        remedy: LINES,
        sql: "SELECT t.customer_id, t.operation_id, o.succeeded, t.done, o.refused, t.refused FROM \
              (SELECT x.customer_id, x.operation_id, count(*) AS users, CAST(sum(x.r) AS BIGINT) AS refused, \
              CAST(sum(CASE WHEN x.r = 0 THEN x.d ELSE 0 END) AS BIGINT) AS done FROM \
              (SELECT customer_id, operation_id, user_id, max(CASE WHEN verdict = 3 THEN 1 ELSE 0 END) AS r, \
              max(CASE WHEN verdict = 0 THEN 1 ELSE 0 END) AS d FROM outcome \
              GROUP BY customer_id, operation_id, user_id) x GROUP BY x.customer_id, x.operation_id) t \
              LEFT JOIN operation o ON o.customer_id = t.customer_id AND o.operation_id = t.operation_id \
              WHERE o.operation_id IS NULL OR o.succeeded <> t.done OR o.refused <> t.refused \
              OR t.users > o.users_done ORDER BY 1, 2 LIMIT 20",
    },
    Question {
        what: "inv-12: results of an operation are missing",
        columns: &[Operation, Figure("succeeded"), Figure("refused")],
        remedy: LINES,
        sql: "SELECT o.customer_id, o.operation_id, o.succeeded, o.refused FROM operation o \
              WHERE o.kind IN ('licenses', 'undo', 'delete-users', 'restore-users') AND o.succeeded + o.refused > 0 \
              AND o.created_at > (SELECT max(created_at) FROM operation) - 7776000000000 \
              AND NOT EXISTS (SELECT 1 FROM outcome l WHERE l.customer_id = o.customer_id \
              AND l.operation_id = o.operation_id) ORDER BY 1, 2 LIMIT 20",
    },
    Question {
        what: "inv-12: work waits for an operation that is not running",
        columns: &[Operation],
        remedy: LINES,
        sql: "SELECT w.customer_id, w.operation_id FROM (SELECT customer_id, operation_id FROM operation_slice \
              UNION SELECT customer_id, operation_id FROM operation_need) w LEFT JOIN operation o \
              ON o.customer_id = w.customer_id AND o.operation_id = w.operation_id \
              WHERE o.operation_id IS NULL OR o.status <> 0 ORDER BY 1, 2 LIMIT 20",
    },
    Question {
        what: "d-14: an operation is undone by one that does not undo it",
        columns: &[Operation, Figure("undone by")],
        remedy: LINES,
        sql: "SELECT o.customer_id, o.operation_id, o.undone_by FROM operation o LEFT JOIN operation u \
              ON u.customer_id = o.customer_id AND u.operation_id = o.undone_by \
              WHERE o.undone_by IS NOT NULL AND (u.undoes IS NULL OR u.undoes <> o.operation_id) \
              ORDER BY 1, 2 LIMIT 20",
    },
    Question {
        what: "inv-14: files of somebody who is not deleted wait for their end as if the user were",
        columns: &[User, Figure("workload")],
        remedy: BACKUP,
        sql: "SELECT c.customer_id, c.user_id, c.workload FROM data_clock c JOIN users u \
              ON u.customer_id = c.customer_id AND u.user_id = c.user_id \
              WHERE c.reason = 'deleted' AND c.workload = 2 AND u.state = 0 ORDER BY 1, 2, 3 LIMIT 20",
    },
    Question {
        what: "inv-18: a user who is not active holds a seat",
        columns: &[User, Pool],
        remedy: BACKUP,
        sql: "SELECT s.customer_id, s.user_id, s.pool_id FROM source s LEFT JOIN users u \
              ON u.customer_id = s.customer_id AND u.user_id = s.user_id \
              WHERE s.state < 3 AND (u.user_id IS NULL OR u.state <> 0) ORDER BY 1, 2, 3 LIMIT 20",
    },
    Question {
        what: "inv-18: a license is kept for the restore of somebody who is not deleted",
        columns: &[User, Pool],
        remedy: BACKUP,
        sql: "SELECT s.customer_id, s.user_id, s.pool_id FROM source s LEFT JOIN users u \
              ON u.customer_id = s.customer_id AND u.user_id = s.user_id \
              WHERE s.state > 2 AND (u.user_id IS NULL OR (u.state <> 1 AND u.anchored = 0)) ORDER BY 1, 2, 3 LIMIT 20",
    },
    Question {
        what: "r-del-6: a mailbox is handed over whose account is no anchor, or to somebody who is not there",
        columns: &[User, Figure("handed to")],
        remedy: BACKUP,
        sql: "SELECT h.customer_id, h.user_id, h.heir_id FROM handover h LEFT JOIN users u \
              ON u.customer_id = h.customer_id AND u.user_id = h.user_id LEFT JOIN users o \
              ON o.customer_id = h.customer_id AND o.user_id = h.heir_id WHERE o.user_id IS NULL OR u.user_id IS NULL \
              OR (h.workload = 0 AND (u.state <> 0 OR u.anchored = 0)) ORDER BY 1, 2, 3 LIMIT 20",
    },
    Question {
        what: "inv-18: a user is active and deleted, or neither",
        columns: &[User, Figure("state"), Figure("deleted at")],
        remedy: BACKUP,
        sql: "SELECT customer_id, user_id, state, deleted_at FROM users WHERE state NOT IN (0, 1, 2) \
              OR (state = 0 AND deleted_at IS NOT NULL) OR (state > 0 AND deleted_at IS NULL) \
              ORDER BY 1, 2 LIMIT 20",
    },
    Question {
        what: "the users of a customer are not counted right",
        columns: &[Figure("active"), Figure("active counted"), Figure("deleted"), Figure("deleted counted")],
        remedy: RECOUNT,
        sql: "SELECT c.customer_id, c.users_active, coalesce(n.active, 0), c.users_deleted, coalesce(n.deleted, 0) \
              FROM customer c LEFT JOIN (SELECT u.customer_id, \
              CAST(sum(CASE WHEN u.state = 0 THEN 1 ELSE 0 END) AS BIGINT) AS active, \
              CAST(sum(CASE WHEN u.state = 1 THEN 1 ELSE 0 END) AS BIGINT) AS deleted \
              FROM users u GROUP BY u.customer_id) n ON n.customer_id = c.customer_id \
              WHERE c.users_active <> coalesce(n.active, 0) OR c.users_deleted <> coalesce(n.deleted, 0) \
              ORDER BY 1 LIMIT 20",
    },
    Question {
        what: "inv-20: something belongs to a user who is not at this customer",
        columns: &[Figure("user"), Text("what")],
        remedy: BACKUP,
        sql: "SELECT b.customer_id, b.user_id, b.what FROM \
              (SELECT customer_id, user_id, 'role' AS what FROM role_grant \
              UNION ALL SELECT customer_id, user_id, 'password' FROM credential \
              UNION ALL SELECT customer_id, user_id, 'session' FROM session \
              UNION ALL SELECT customer_id, user_id, 'first sign-in' FROM first_sign_in \
              UNION ALL SELECT customer_id, user_id, 'address' FROM alias \
              UNION ALL SELECT customer_id, user_id, 'data clock' FROM data_clock) b LEFT JOIN users u \
              ON u.customer_id = b.customer_id AND u.user_id = b.user_id WHERE u.user_id IS NULL \
              ORDER BY 1, 2, 3 LIMIT 20",
    },
    Question {
        what: "inv-20: a customer belongs to somebody who is no partner",
        columns: &[Partner],
        remedy: BACKUP,
        sql: "SELECT c.customer_id, c.partner_id FROM customer c LEFT JOIN customer p \
              ON p.customer_id = c.partner_id WHERE c.partner_id IS NOT NULL \
              AND (p.customer_id IS NULL OR p.kind <> 0) ORDER BY 1 LIMIT 20",
    },
    Question {
        what: "inv-20: a customer without a domain of its own",
        columns: &[Text("domain")],
        remedy: BACKUP,
        sql: "SELECT c.customer_id, c.domain FROM customer c LEFT JOIN customer_domain d ON d.domain = c.domain \
              WHERE d.customer_id IS NULL OR d.customer_id <> c.customer_id ORDER BY 1 LIMIT 20",
    },
];

const SEARCH: &str = "Search may miss this user, nothing else is touched; run `INSERT INTO user_search (rowid, search) \
    SELECT user_id, search FROM users` into an emptied `user_search`, and report this";

/// What only SQLite can have wrong: the table that stands for an index of texts. Rows are compared whole; of texts a
/// few hundred of the newest users are tried, because the table does not give its texts back.
pub(super) const OF_SQLITE: &[Question] = &[
    Question {
        what: "search: a user who is not in the index of texts",
        columns: &[User],
        remedy: SEARCH,
        sql: "SELECT u.customer_id, u.user_id FROM users u LEFT JOIN user_search_docsize d ON d.id = u.user_id \
              WHERE d.id IS NULL ORDER BY 1, 2 LIMIT 20",
    },
    Question {
        what: "search: the index of texts has a user who is not there",
        columns: &[Figure("user")],
        remedy: SEARCH,
        sql: "SELECT 0, d.id FROM user_search_docsize d WHERE d.id NOT IN (SELECT u.user_id FROM users u) \
              ORDER BY 2 LIMIT 20",
    },
    Question {
        what: "search: a user who is not found by the letters of its name",
        columns: &[User],
        remedy: SEARCH,
        sql: "SELECT u.customer_id, u.user_id FROM (SELECT customer_id, user_id, search FROM users \
              WHERE length(search) >= 3 ORDER BY customer_id DESC, user_id DESC LIMIT 300) u \
              WHERE NOT EXISTS (SELECT 1 FROM user_search g WHERE g.rowid = u.user_id AND g.user_search MATCH \
              '\"' || replace(substr(u.search, 1, 3), '\"', '\"\"') || '\" AND \"' || \
              replace(substr(u.search, -3), '\"', '\"\"') || '\"') ORDER BY 1, 2 LIMIT 20",
    },
];
