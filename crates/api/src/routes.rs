//! Every route, by section. The order is that of the reference page.

mod token;
mod apps;
mod customers;
mod settings;
mod users;
mod products;
mod assignments;
mod previews;
mod operations;
mod audit;
mod activity;
mod imports;
mod license_files;
mod published;

use crate::route::Route;

/// Every route.
#[must_use]
pub fn all() -> Vec<Route> {
    let mut routes = token::routes();
    routes.extend(apps::routes());
    routes.extend(customers::routes());
    routes.extend(settings::routes());
    routes.extend(users::routes());
    routes.extend(products::routes());
    routes.extend(assignments::routes());
    routes.extend(previews::routes());
    routes.extend(operations::routes());
    routes.extend(audit::routes());
    routes.extend(activity::routes());
    routes.extend(imports::routes());
    routes.extend(license_files::routes());
    routes.extend(published::routes());
    routes
}
