//! Buying a product that a customer does not own yet: a new subscription with its first seats (R-PROD-15, R-PROD-17,
//! R-SUB-1, R-SUB-5). Nobody's license changes (invariant 17).

use crate::catalogue::Product;
use crate::cloud::Cloud;
use crate::decide::quantity::{Channel, QUANTITY_MAX, Status};
use crate::ids::SubscriptionId;
use crate::refusal::{Code, Denial};
use crate::time::Instant;

/// Whether a product is sold in the cloud of the customer (R-CLOUD-5); nothing crosses into another (R-CLOUD-1).
///
/// # Errors
/// E-CLOUD when it is not.
pub fn offered(product: &Product, cloud: Cloud) -> Result<(), Denial> {
    if product.clouds.contains(&cloud) { Ok(()) } else { Err(Denial::new(Code::Cloud, "product")) }
}

/// Decides whether so many seats of a product may be bought, and through which channel.
///
/// # Errors
/// E-STATE for a product that is no longer sold, E-QTY outside the limits of the offer.
pub fn decide(product: &Product, seats: i64, by_partner: bool) -> Result<Channel, Denial> {
    if product.end_of_sale {
        return Err(Denial::new(Code::State, "end-of-sale"));
    }
    let least = product.seats_min.unwrap_or(1).max(1);
    if seats < least {
        return Err(Denial::new(Code::Quantity, "minimum").with_figure(least));
    }
    let most = product.seats_max.unwrap_or(QUANTITY_MAX).min(QUANTITY_MAX);
    if seats > most {
        return Err(Denial::new(Code::Quantity, "maximum").with_figure(most));
    }
    Ok(if by_partner { Channel::Reseller } else { Channel::Direct })
}

/// A subscription on which an add-on could hang.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// Its key.
    pub id: SubscriptionId,
    /// Identifier of its product.
    pub part_number: &'a str,
    /// How it was bought.
    pub channel: Channel,
    /// Its state.
    pub status: Status,
    /// The end of its period.
    pub ends: Instant,
}

/// The subscription to which an add-on is tied: of those in force the one that lasts longest. None for what stands alone
/// (R-PROD-16).
///
/// # Errors
/// E-STATE for an add-on where no base is in force.
pub fn base(
    product: &Product,
    channel: Channel,
    owned: &[Candidate<'_>],
) -> Result<Option<SubscriptionId>, Denial> {
    if product.offer.add_on_to.is_empty() {
        return Ok(None);
    }
    let fits = |it: &&Candidate<'_>| {
        it.status == Status::Active
            && it.channel == channel
            && product.offer.add_on_to.contains(it.part_number)
    };
    let best = owned.iter().filter(fits).max_by_key(|it| (it.ends, it.id));
    let best = best.ok_or_else(|| Denial::new(Code::State, "base"))?;
    Ok(Some(best.id).filter(|_| !product.offer.stands_alone))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{LicenseGroup, Target};
    use crate::ids::{Guid, ProductId};
    use crate::plan_set::PlanSet;

    fn product(end_of_sale: bool) -> Product {
        Product {
            id: ProductId(1),
            guid: Guid::nil(),
            part_number: "P".to_owned(),
            name_en: "P".to_owned(),
            name_es: "P".to_owned(),
            target: Target::User,
            license_group: LicenseGroup::Group1,
            plans: PlanSet::new(),
            seats_min: Some(2),
            seats_max: Some(300),
            end_of_sale,
            denied: std::collections::BTreeSet::new(),
            clouds: [Cloud::Vianet].into(),
            offer: Default::default(),
        }
    }

    #[test]
    fn r_prod_17_seats_stay_inside_the_limits_of_the_offer() {
        let told = |seats| decide(&product(false), seats, false).map_err(|d| (d.code, d.figure));
        assert_eq!(told(1), Err((Code::Quantity, Some(2))));
        assert_eq!(told(2), Ok(Channel::Direct));
        assert_eq!(told(300), Ok(Channel::Direct));
        assert_eq!(told(301), Err((Code::Quantity, Some(300))));
    }

    #[test]
    fn r_cloud_5_r_cloud_1_a_product_is_sold_in_its_clouds_alone() {
        assert_eq!(offered(&product(false), Cloud::Vianet), Ok(()));
        assert_eq!(offered(&product(false), Cloud::Worldwide).map_err(|d| d.code), Err(Code::Cloud));
    }

    #[test]
    fn r_prod_15_what_is_no_longer_sold_is_not_bought() {
        assert_eq!(decide(&product(true), 5, true).map_err(|d| d.code), Err(Code::State));
    }

    #[test]
    fn r_sub_5_who_buys_decides_the_channel() {
        assert_eq!(decide(&product(false), 5, true), Ok(Channel::Reseller));
    }
}
