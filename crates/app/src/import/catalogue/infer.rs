//! What the published list does not say and an identifier gives away: whose data a plan stands for, who it takes
//! effect for, and the license group of a product. Must never guess beyond the families that are known: the rest is
//! unknown data, never none (D-18).

use cupo_domain::catalogue::{LicenseGroup, Target, Workload};

/// Families of identifiers, by their beginnings. The first that fits decides.
const FAMILIES: &[(&str, Workload)] = &[
    ("EXCHANGE_S_STANDARD", Workload::Mail),
    ("EXCHANGE_S_ENTERPRISE", Workload::Mail),
    ("EXCHANGE_S_DESKLESS", Workload::Mail),
    ("EXCHANGE_S_ESSENTIALS", Workload::Mail),
    ("EXCHANGE_B_STANDARD", Workload::Mail),
    ("EXCHANGE_L_STANDARD", Workload::Mail),
    ("EXCHANGE_S_ARCHIVE", Workload::MailArchive),
    ("EXCHANGE_S_FOUNDATION", Workload::None),
    ("EXCHANGE_ANALYTICS", Workload::None),
    ("ONEDRIVE", Workload::Files),
    ("SHAREPOINTSTANDARD", Workload::Files),
    ("SHAREPOINTENTERPRISE", Workload::Files),
    ("SHAREPOINTDESKLESS", Workload::Files),
    ("SHAREPOINTLITE", Workload::Files),
    ("SHAREPOINT_S_DEVELOPER", Workload::Files),
    ("SHAREPOINT PLAN 1G", Workload::Files),
    ("OFFICESUBSCRIPTION", Workload::Apps),
    ("OFFICEMOBILE_SUBSCRIPTION", Workload::Apps),
    ("OFFICE_BUSINESS", Workload::Apps),
    ("OFFICE_PRO_PLUS_SUBSCRIPTION", Workload::Apps),
    ("OFFICE_PROPLUS_DEVICE", Workload::Apps),
    ("PROJECT_CLIENT_SUBSCRIPTION", Workload::Apps),
    ("VISIO_CLIENT_SUBSCRIPTION", Workload::Apps),
    ("EQUIVIO_ANALYTICS", Workload::Search),
    ("PURVIEW_DISCOVERY", Workload::Search),
];

/// Plans that come along with many products and take effect for the organization.
const COMPANY_FAMILIES: &[&str] = &["EXCHANGE_S_FOUNDATION"];

/// Plans that everybody has anyway (R-USER-12).
const AUTOMATIC_FAMILIES: &[&str] = &["SWAY"];

/// Products of the second license group (R-PROD-13).
const GROUP2_FAMILIES: &[&str] = &["MEE_"];

/// Whose data a plan of this identifier stands for.
#[must_use]
pub fn infer_workload(plan_name: &str) -> Workload {
    FAMILIES
        .iter()
        .find(|(family, _)| starts_with(plan_name, family))
        .map_or(Workload::Unknown, |(_, workload)| *workload)
}

/// Who a plan of this identifier takes effect for.
#[must_use]
pub fn infer_target(plan_name: &str) -> Target {
    let of = |families: &[&str]| families.iter().any(|family| starts_with(plan_name, family));
    if of(COMPANY_FAMILIES) {
        Target::Company
    } else if of(AUTOMATIC_FAMILIES) {
        Target::Everybody
    } else {
        Target::User
    }
}

/// The license group of a product of this part number.
#[must_use]
pub fn infer_license_group(part_number: &str) -> LicenseGroup {
    let second = GROUP2_FAMILIES.iter().any(|family| starts_with(part_number, family));
    if second { LicenseGroup::Group2 } else { LicenseGroup::Group1 }
}

fn starts_with(name: &str, family: &str) -> bool {
    name.get(..family.len()).is_some_and(|start| start.eq_ignore_ascii_case(family))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d_18_families_of_identifiers() {
        for (name, workload) in [
            ("EXCHANGE_S_STANDARD", Workload::Mail),
            ("EXCHANGE_S_STANDARD_MIDMARKET", Workload::Mail),
            ("EXCHANGE_S_ENTERPRISE_GOV", Workload::Mail),
            ("exchange_s_deskless", Workload::Mail),
            ("EXCHANGE_S_ARCHIVE_ADDON", Workload::MailArchive),
            ("EXCHANGE_S_FOUNDATION", Workload::None),
            ("EXCHANGE_ANALYTICS_GOV", Workload::None),
            ("SharePoint Plan 1G", Workload::Files),
            ("SHAREPOINTWAC", Workload::Unknown),
            ("SHAREPOINTSTORAGE", Workload::Unknown),
            ("SHAREPOINT_PROJECT", Workload::Unknown),
            ("OFFICESUBSCRIPTION_unattended", Workload::Apps),
            ("TEAMS1", Workload::Unknown),
            ("ñ", Workload::Unknown),
            ("", Workload::Unknown),
        ] {
            assert_eq!(infer_workload(name), workload, "{name:?}");
        }
    }

    #[test]
    fn r_prod_13_minecraft_is_the_second_group() {
        assert_eq!(infer_license_group("MEE_FACULTY"), LicenseGroup::Group2);
        assert_eq!(infer_license_group("MEETING_ROOM"), LicenseGroup::Group1);
        assert_eq!(infer_target("EXCHANGE_S_FOUNDATION_GOV"), Target::Company);
        assert_eq!(infer_target("EXCHANGE_S_STANDARD"), Target::User);
        assert_eq!(infer_target("SWAY"), Target::Everybody);
    }
}
