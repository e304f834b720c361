//! Questions about groups and about licenses of the past whose answer must be empty. No question repairs anything.

use super::finding::Column::{Figure, Pool, User};
use super::questions::{BACKUP, LINES, Question};

const REPROCESS: &str = "No seat is lost; reprocess the group, and report this";

pub(super) const OF_GROUPS: &[Question] = &[
    Question {
        what: "inv-9: a member without one of its group's products and without a reason",
        columns: &[User, Pool, Figure("group")],
        remedy: REPROCESS,
        sql: "SELECT m.customer_id, m.user_id, l.pool_id, m.group_id FROM license_group g JOIN group_license l \
              ON l.customer_id = g.customer_id AND l.group_id = g.group_id JOIN group_member m \
              ON m.customer_id = g.customer_id AND m.group_id = g.group_id JOIN users u \
              ON u.customer_id = m.customer_id AND u.user_id = m.user_id LEFT JOIN source s \
              ON s.customer_id = m.customer_id AND s.pool_id = l.pool_id AND s.user_id = m.user_id \
              AND s.origin = m.group_id AND s.state < 3 WHERE g.processing = 0 AND u.state = 0 \
              AND s.user_id IS NULL ORDER BY 1, 2, 3, 4 LIMIT 20",
    },
    Question {
        what: "inv-9: a license of a group that its holder should not have, and that is not in error",
        columns: &[User, Pool, Figure("group")],
        remedy: REPROCESS,
        sql: "SELECT s.customer_id, s.user_id, s.pool_id, s.origin FROM license_group g JOIN source s \
              ON s.customer_id = g.customer_id AND s.origin = g.group_id LEFT JOIN group_member m \
              ON m.customer_id = s.customer_id AND m.group_id = s.origin AND m.user_id = s.user_id \
              LEFT JOIN group_license l ON l.customer_id = s.customer_id AND l.group_id = s.origin \
              AND l.pool_id = s.pool_id WHERE s.origin > 0 AND s.state IN (0, 2) AND g.processing = 0 \
              AND (m.user_id IS NULL OR l.pool_id IS NULL) ORDER BY 1, 2, 3, 4 LIMIT 20",
    },
    Question {
        what: "inv-9: an error without its license, or a license of a group in error without its reason",
        columns: &[User, Pool, Figure("group")],
        remedy: REPROCESS,
        sql: "SELECT coalesce(s.customer_id, e.customer_id), coalesce(s.user_id, e.user_id), \
              coalesce(s.pool_id, e.pool_id), coalesce(s.origin, e.origin) FROM \
              (SELECT customer_id, user_id, pool_id, origin FROM source WHERE origin > 0 AND state IN (1, 2)) s \
              FULL JOIN source_error e ON e.customer_id = s.customer_id AND e.user_id = s.user_id \
              AND e.pool_id = s.pool_id AND e.origin = s.origin WHERE s.user_id IS NULL OR e.user_id IS NULL \
              ORDER BY 1, 2, 3, 4 LIMIT 20",
    },
    Question {
        what: "inv-10: a license, a member or an error of a group that is not there",
        columns: &[User, Figure("group")],
        remedy: BACKUP,
        sql: "SELECT x.customer_id, x.user_id, x.group_id FROM (SELECT customer_id, user_id, origin AS group_id \
              FROM source WHERE origin > 0 AND state < 3 UNION SELECT customer_id, user_id, group_id FROM group_member \
              UNION SELECT customer_id, user_id, origin FROM source_error) x LEFT JOIN license_group g \
              ON g.customer_id = x.customer_id AND g.group_id = x.group_id WHERE g.group_id IS NULL \
              ORDER BY 1, 2, 3 LIMIT 20",
    },
    Question {
        what: "inv-10: a member of a group who is no user any more",
        columns: &[User, Figure("group")],
        remedy: BACKUP,
        sql: "SELECT m.customer_id, m.user_id, m.group_id FROM group_member m LEFT JOIN users u \
              ON u.customer_id = m.customer_id AND u.user_id = m.user_id WHERE u.user_id IS NULL OR u.state > 1 \
              ORDER BY 1, 2, 3 LIMIT 20",
    },
    Question {
        what: "r-group-4: a group is worked on by an operation that is not running",
        columns: &[Figure("group"), Figure("operation")],
        remedy: REPROCESS,
        sql: "SELECT g.customer_id, g.group_id, g.processing FROM license_group g LEFT JOIN operation o \
              ON o.customer_id = g.customer_id AND o.operation_id = g.processing \
              WHERE g.processing <> 0 AND (o.operation_id IS NULL OR o.status <> 0) ORDER BY 1, 2 LIMIT 20",
    },
    Question {
        what: "d-22: a license ended that is still held since then, or ended before it began",
        columns: &[User, Pool, Figure("group"), Figure("from"), Figure("to")],
        remedy: LINES,
        sql: "SELECT l.customer_id, l.user_id, l.pool_id, l.origin, l.from_at, l.to_at FROM license_past l \
              LEFT JOIN source s ON s.customer_id = l.customer_id AND s.pool_id = l.pool_id \
              AND s.user_id = l.user_id AND s.origin = l.origin AND s.state < 2 \
              WHERE s.since < l.to_at OR l.from_at >= l.to_at ORDER BY 1, 2, 3, 4, 5 LIMIT 20",
    },
    Question {
        what: "d-22: a license was held twice at one time",
        columns: &[User, Pool, Figure("group"), Figure("from"), Figure("also from")],
        remedy: LINES,
        sql: "SELECT a.customer_id, a.user_id, a.pool_id, a.origin, a.from_at, b.from_at FROM license_past a \
              JOIN license_past b ON b.customer_id = a.customer_id AND b.pool_id = a.pool_id \
              AND b.user_id = a.user_id AND b.origin = a.origin AND b.from_at > a.from_at AND b.from_at < a.to_at \
              ORDER BY 1, 2, 3, 4, 5 LIMIT 20",
    },
];
