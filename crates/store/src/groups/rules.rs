//! Rules as questions to the database: who is covered, who joins and who leaves. Values of a rule are parameters, never
//! text of a statement. What a rule means is the domain's; this asks the same of many.

use std::collections::BTreeSet;

use cupo_domain::access::Permit;
use cupo_domain::group_rule::{Attribute, PROFILE, Rule, Test};
use cupo_domain::ids::{CustomerId, GroupId, UserId};

use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::value::{Query, Statement, Value};

/// Who would join and leave a group if a rule said who is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleMoves {
    /// Covered and not in it, by key.
    pub joins: Vec<UserId>,
    /// In it and not covered, by key.
    pub leaves: Vec<UserId>,
    /// In it and covered.
    pub stay: i64,
}

/// The condition that a rule is, over users as `u`; its values are added to the parameters.
fn condition(rule: &Rule, params: &mut Vec<Value>) -> String {
    match rule {
        Rule::Enabled(wanted) => format!("u.enabled = {}", i64::from(*wanted)),
        Rule::Not(rule) => format!("NOT ({})", condition(rule, params)),
        Rule::All(rules) => joined(rules, " AND ", params),
        Rule::Any(rules) => joined(rules, " OR ", params),
        Rule::Text(attribute, test, opposite) => {
            let text = text_condition(&column(*attribute, params), test, params);
            if *opposite { format!("NOT ({text})") } else { text }
        }
    }
}

fn joined(rules: &[Rule], word: &str, params: &mut Vec<Value>) -> String {
    let parts: Vec<String> = rules.iter().map(|rule| format!("({})", condition(rule, params))).collect();
    parts.join(word)
}

fn column(attribute: Attribute, params: &mut Vec<Value>) -> String {
    let column = match attribute {
        Attribute::Department => "u.department",
        Attribute::JobTitle => "u.job_title",
        Attribute::Country => "coalesce(u.location, '')",
        Attribute::UserName => "u.sign_in",
        Attribute::DisplayName => "u.display_name",
        Attribute::FirstName => "u.first_name",
        Attribute::LastName => "u.last_name",
        Attribute::Profile(field) => {
            let name = PROFILE.get(field).map_or("", |(_, name)| *name);
            params.push(format!("$.{name}").into());
            return format!("coalesce(json_extract(u.profile, CAST(${} AS TEXT)), '')", params.len());
        }
    };
    column.to_owned()
}

fn text_condition(column: &str, test: &Test, params: &mut Vec<Value>) -> String {
    let mut mark = |value: &str| {
        params.push(value.into());
        format!("CAST(${} AS TEXT)", params.len())
    };
    match test {
        Test::In(values) => {
            let marks: Vec<String> = values.iter().map(|value| mark(value)).collect();
            format!("{column} IN ({})", marks.join(", "))
        }
        // The number of letters is a number of the program's own.
        Test::StartsWith(start) => {
            format!("substr({column}, 1, {}) = {}", start.chars().count(), mark(start))
        }
        Test::Contains(part) => {
            format!("length(replace({column}, {}, '')) < length({column})", mark(part))
        }
    }
}

/// The question for who would move if a rule said who is in a group: each row says whether it is a member now.
#[must_use]
pub fn rule_query(permit: &Permit, group: GroupId, rule: &Rule) -> Query {
    let mut params = params![permit.customer().0, group.0];
    let covered = condition(rule, &mut params);
    let sql = format!(
        "SELECT x.user_id, max(x.covered), max(x.inside) FROM (SELECT u.user_id, 1 AS covered, 0 AS inside \
         FROM users u WHERE u.customer_id = $1 AND u.state = 0 AND ({covered}) UNION ALL SELECT m.user_id, 0, 1 \
         FROM group_member m JOIN users g ON g.customer_id = m.customer_id AND g.user_id = m.user_id \
         WHERE m.customer_id = $1 AND m.group_id = $2 AND g.state = 0) x GROUP BY x.user_id ORDER BY x.user_id"
    );
    Query { sql: sql.into(), params }
}

impl Store {
    /// Who would move if a rule said who is in a group.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn rule_moves(
        &self,
        permit: &Permit,
        group: GroupId,
        rule: &Rule,
    ) -> Result<RuleMoves, StoreError> {
        let mut moves = RuleMoves::default();
        for row in &self.read_one(rule_query(permit, group, rule)).await? {
            let user = UserId(row.int(0)?);
            match (row.flag(1)?, row.flag(2)?) {
                (true, true) => moves.stay += 1,
                (true, false) => moves.joins.push(user),
                _ => moves.leaves.push(user),
            }
        }
        Ok(moves)
    }

    /// Customers to whose users something happened that their groups by rule have not followed yet, with the last
    /// record that these have followed.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn groups_to_follow(&self) -> Result<Vec<(CustomerId, i64)>, StoreError> {
        let sql = "SELECT c.customer_id, c.seq FROM group_cursor c WHERE EXISTS (SELECT 1 FROM license_group g \
                   WHERE g.customer_id = c.customer_id AND g.rule <> '') AND EXISTS (SELECT 1 FROM audit a \
                   WHERE a.customer_id = c.customer_id AND a.seq > c.seq AND a.action >= 'user.' \
                   AND a.action < 'user/') ORDER BY c.customer_id";
        let rows = self.read_one(Query::new(sql, vec![])).await?;
        rows.iter().map(|row| Ok((CustomerId(row.int(0)?), row.int(1)?))).collect()
    }

    /// Users to whom something happened since a record, as far as so many records tell, and the last of these.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn users_touched(
        &self,
        permit: &Permit,
        (after, take): (i64, i64),
    ) -> Result<(BTreeSet<UserId>, i64), StoreError> {
        let sql = "SELECT seq, subject_id FROM audit WHERE customer_id = $1 AND seq > $2 AND action >= 'user.' \
                   AND action < 'user/' ORDER BY seq LIMIT $3";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, after, take])).await?;
        let last = rows.last().map_or(Ok(after), |row| row.int(0))?;
        let users: Result<BTreeSet<UserId>, StoreError> =
            rows.iter().map(|row| Ok(UserId(row.int(1)?))).collect();
        Ok((users?, last))
    }

    /// The groups of a customer whose members a rule says.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn groups_by_rule(
        &self,
        permit: &Permit,
    ) -> Result<Vec<(GroupId, String, String)>, StoreError> {
        let sql = "SELECT group_id, name, rule FROM license_group WHERE customer_id = $1 AND rule <> '' \
                   ORDER BY group_id";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0])).await?;
        rows.iter().map(|row| Ok((GroupId(row.int(0)?), row.text(1)?, row.text(2)?))).collect()
    }
}

/// The groups of a customer follow the audit from this record on, unless they follow it already.
#[must_use]
pub fn begin_following(customer: CustomerId, seq: i64) -> Statement {
    Statement::any(
        "INSERT INTO group_cursor (customer_id, seq) VALUES ($1, $2) ON CONFLICT (customer_id) DO NOTHING",
        params![customer.0, seq],
    )
}

/// The groups of a customer have followed what happened up to this record.
#[must_use]
pub fn followed(customer: CustomerId, seq: i64) -> Statement {
    Statement::exactly(1, "UPDATE group_cursor SET seq = $2 WHERE customer_id = $1", params![customer.0, seq])
}

/// The rule of a group from now on; empty for members who are chosen by hand.
#[must_use]
pub fn set_rule(customer: CustomerId, it: GroupId, rule: &str) -> Statement {
    Statement::exactly(
        1,
        "UPDATE license_group SET rule = $3 WHERE customer_id = $1 AND group_id = $2",
        params![customer.0, it.0, rule],
    )
}
