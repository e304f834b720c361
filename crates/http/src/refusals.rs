//! The exhaustive match from refusals to words: what happened, which rule, what to do. A new code does not
//! compile until it has its words here. Why one user and product was refused is said in `words`. It must never decide whether something is refused.

use cupo_domain::access::BILLING_ROLE;
use cupo_domain::refusal::Code;

use crate::said::Texts;

/// The words of a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusalText {
    /// What happened, in a few words.
    pub title: String,
    /// Why, in a sentence.
    pub explanation: String,
    /// The rule; empty where it is no rule of the field.
    pub rule: &'static str,
    /// The smallest thing that would make it work.
    pub remedy: String,
}

/// The words of a code.
#[must_use]
pub fn refusal(t: &Texts, code: Code) -> RefusalText {
    let (title, explanation, remedy) = match code {
        Code::Role => (t.refusal_role_title(), t.refusal_role_why(), t.refusal_role_remedy()),
        Code::Scope => (t.refusal_scope_title(), t.refusal_scope_why(), t.refusal_scope_remedy()),
        Code::NotFound => (t.refusal_notfound_title(), t.refusal_notfound_why(), t.refusal_notfound_remedy()),
        Code::Invalid => (t.refusal_invalid_title(), t.refusal_invalid_why(), t.refusal_invalid_remedy()),
        Code::Count => (t.refusal_count_title(), t.refusal_count_why(), t.refusal_count_remedy()),
        Code::Exclusive => {
            (t.refusal_exclusive_title(), t.refusal_exclusive_why(), t.refusal_exclusive_remedy())
        }
        Code::Depends => (t.refusal_depends_title(), t.refusal_depends_why(), t.refusal_depends_remedy()),
        Code::LocationMissing => {
            (t.refusal_loc_missing_title(), t.refusal_loc_missing_why(), t.refusal_loc_missing_remedy())
        }
        Code::LocationDenied => {
            (t.refusal_loc_denied_title(), t.refusal_loc_denied_why(), t.refusal_loc_denied_remedy())
        }
        Code::Unique => (t.refusal_unique_title(), t.refusal_unique_why(), t.refusal_unique_remedy()),
        Code::Other => (t.refusal_other_title(), t.refusal_other_why(), t.refusal_other_remedy()),
        Code::Inherited => {
            (t.refusal_inherited_title(), t.refusal_inherited_why(), t.refusal_inherited_remedy())
        }
        Code::SelfServiceOwned => {
            (t.refusal_ssp_owned_title(), t.refusal_ssp_owned_why(), t.refusal_ssp_owned_remedy())
        }
        Code::Batch => (t.refusal_batch_title(), t.refusal_batch_why(), t.refusal_batch_remedy()),
        Code::Mixed => (t.refusal_mixed_title(), t.refusal_mixed_why(), t.refusal_mixed_remedy()),
        Code::State => (t.refusal_state_title(), t.refusal_state_why(), t.refusal_state_remedy()),
        Code::Window => (t.refusal_window_title(), t.refusal_window_why(), t.refusal_window_remedy()),
        Code::Assigned => (t.refusal_assigned_title(), t.refusal_assigned_why(), t.refusal_assigned_remedy()),
        Code::Quantity => (t.refusal_qty_title(), t.refusal_qty_why(), t.refusal_qty_remedy()),
        Code::Channel => (t.refusal_channel_title(), t.refusal_channel_why(), t.refusal_channel_remedy()),
        Code::Credit => (t.refusal_credit_title(), t.refusal_credit_why(), t.refusal_credit_remedy()),
        Code::GroupLicensed => (
            t.refusal_group_licensed_title(),
            t.refusal_group_licensed_why(),
            t.refusal_group_licensed_remedy(),
        ),
        Code::Anchor => (t.refusal_anchor_title(), t.refusal_anchor_why(), t.refusal_anchor_remedy()),
        Code::Synced => (t.refusal_synced_title(), t.refusal_synced_why(), t.refusal_synced_remedy()),
        Code::Clash => (t.refusal_clash_title(), t.refusal_clash_why(), t.refusal_clash_remedy()),
        Code::Gone => (t.refusal_gone_title(), t.refusal_gone_why(), t.refusal_gone_remedy()),
        Code::Retained => (t.refusal_retained_title(), t.refusal_retained_why(), t.refusal_retained_remedy()),
        Code::Etag => (t.refusal_etag_title(), t.refusal_etag_why(), t.refusal_etag_remedy()),
        Code::Rate => (t.refusal_rate_title(), t.refusal_rate_why(), t.refusal_rate_remedy()),
        Code::Cloud => (t.refusal_cloud_title(), t.refusal_cloud_why(), t.refusal_cloud_remedy()),
        Code::Guard => (t.refusal_guard_title(), t.refusal_guard_why(), t.refusal_guard_remedy()),
        Code::NotHeld => (t.refusal_not_held_title(), t.refusal_not_held_why(), t.refusal_not_held_remedy()),
        Code::Changed => (t.refusal_changed_title(), t.refusal_changed_why(), t.refusal_changed_remedy()),
        Code::Final => (t.refusal_final_title(), t.refusal_final_why(), t.refusal_final_remedy()),
        Code::Key => (t.refusal_key_title(), t.refusal_key_why(), t.refusal_key_remedy()),
        Code::Busy => (t.refusal_busy_title(), t.refusal_busy_why(), t.refusal_busy_remedy()),
        Code::Size => (t.refusal_size_title(), t.refusal_size_why(), t.refusal_size_remedy()),
        Code::SignIn => (t.refusal_signin_title(), t.refusal_signin_why(), t.refusal_signin_remedy()),
        Code::Version => (t.refusal_version_title(), t.refusal_version_why(), t.refusal_version_remedy()),
    };
    RefusalText {
        title: title.into_owned(),
        explanation: explanation.into_owned(),
        rule: rule(code),
        remedy: remedy.into_owned(),
    }
}

/// The words of a code, told closer where what was refused has words of its own.
#[must_use]
pub fn refusal_of(t: &Texts, code: Code, subject: &str) -> RefusalText {
    let text = refusal(t, code);
    if (code, subject) != (Code::Role, BILLING_ROLE) {
        return text;
    }
    RefusalText {
        explanation: t.refusal_role_billing_why().into_owned(),
        rule: role_rule(subject),
        remedy: t.refusal_role_billing_remedy().into_owned(),
        ..text
    }
}

/// The rule behind a role that does not suffice, by the action or object it was refused; the code itself where the
/// rule book has none.
#[must_use]
pub fn role_rule(subject: &str) -> &'static str {
    match subject {
        "assign-licenses" => "R-ROLE-1",
        "edit-location" | "edit-users" => "R-ROLE-4",
        "delete-users" | "user" => "R-ROLE-5",
        "view-subscriptions" | "subscription" => "R-ROLE-8",
        "change-subscriptions" | BILLING_ROLE => "R-ROLE-9",
        "view" => "R-ROLE-10",
        "hand-over" => "R-ROLE-14",
        "serve-self" => "R-SSP-2",
        "take-over" => "R-SSP-5",
        "self-service-guest" | "self-service-sector" | "self-service-country" | "self-service-product" => {
            "R-SSP-1"
        }
        "self-service-policy" | "self-service-trials" => "R-SSP-8",
        _ => Code::Role.as_str(),
    }
}

/// The rule behind a code, as the rule book numbers it.
#[must_use]
pub fn rule(code: Code) -> &'static str {
    match code {
        Code::Role => "R-ROLE-1",
        Code::Scope => "R-PARTNER-14",
        Code::Count => "R-AVAIL-7",
        Code::Exclusive => "R-PROD-5",
        Code::Depends => "R-PROD-7",
        Code::LocationMissing => "R-USER-1",
        Code::LocationDenied => "R-PROD-11",
        Code::Unique => "R-ASSIGN-18",
        Code::Other => "R-BULK-5",
        Code::Inherited => "R-REVOKE-2",
        Code::SelfServiceOwned => "R-ASSIGN-11",
        Code::Batch => "R-BULK-1",
        Code::Mixed => "R-PROD-13",
        Code::State => "R-SUB-7",
        Code::Window => "R-BUY-2",
        Code::Assigned => "R-BUY-5",
        Code::Quantity => "R-PROD-17",
        Code::Channel => "R-BUY-7",
        Code::Credit => "R-AVAIL-13",
        Code::GroupLicensed => "R-GROUP-13",
        Code::Anchor => "R-DEL-3",
        Code::Synced => "R-DEL-4",
        Code::Clash => "R-RESTORE-3",
        Code::Gone => "R-DEL-2",
        Code::Retained => "R-HOLD-4",
        Code::Etag => "R-SUB-8",
        Code::Rate => "R-LIMIT-1",
        Code::Cloud => "R-CLOUD-2",
        Code::Guard => "D-15",
        Code::NotHeld => "D-10",
        Code::Changed => "D-2",
        Code::Final => "D-14",
        Code::NotFound
        | Code::Invalid
        | Code::Key
        | Code::Busy
        | Code::Size
        | Code::SignIn
        | Code::Version => "",
    }
}

#[cfg(test)]
mod tests;
