//! `cupo history`: who held what on a day.

use cupo_api::wire::Assignment;

use super::desk::Desk;
use super::words;
use crate::args::HistoryArgs;
use crate::client::Aim;
use crate::failure::Failure;
use crate::output::{Column, Listing};

/// Lists what was held at the end of the day.
///
/// # Errors
/// What the interface answers.
pub async fn history(desk: &Desk, args: HistoryArgs) -> Result<(), Failure> {
    let (client, at) = desk.at(&args.customer, Aim::Read).await?;
    let t = desk.output.t();
    let columns = [
        Column::whole(t.col_user()),
        Column::whole(t.col_product()),
        Column::text(t.col_source()),
        Column::text(t.col_plans_off()),
        Column::text(t.col_since()),
        Column::text(t.col_until()),
    ];
    let mut listing = Listing::new(desk.output, &columns);
    let row = |it: &Assignment| {
        vec![
            it.user_name.clone(),
            it.part_number.clone(),
            words::snake(&it.source),
            it.plans_off.join(", "),
            it.since.clone(),
            it.until.clone().unwrap_or_default(),
        ]
    };
    let named = [("product", args.product), ("user", args.user), ("on", Some(args.on))];
    let query: Vec<(&str, String)> = named.into_iter().filter_map(|(k, v)| Some((k, v?))).collect();
    let path = format!("{at}/assignments");
    client.list(&path, &query, None, |page: Vec<Assignment>| listing.page(&page, row)).await?;
    listing.end(&t.none_history())
}
