//! A file that says what users shall have: how long until it is checked and previewed.

use cupo_app::import::licenses::FileMode;
use cupo_app::import_licenses::{FileAsking, LicenseFile, LicenseFileError};

use crate::ground::{Customer, Engine, copy};
use crate::options::Options;
use crate::report::{Report, Table};
use crate::watch::Watch;

const EXPLANATION: &str = "\
A file with a row for each of a hundred thousand users (every tenth, or all if there are fewer): read, checked, kept and \
previewed, in process. Assign: each row gives a product. Exactly: the rows are all that their users shall have.";

const ROWS: usize = 100_000;

pub async fn run(options: &Options, engine: Engine, report: &mut Report) -> Result<(), String> {
    let mut table = Table::new(format!("Files of licenses, {}", engine.name()), EXPLANATION);
    let address = copy(engine, options.users).await?;
    let it = Customer::at(&address, options.users).await?;
    let product = it.app.store().catalogue().product(it.product).map(|p| p.part_number.clone());
    let product = product.ok_or("the product is not in the catalogue")?;
    let users =
        it.app.store().users_by_id(&it.permit, &it.every_tenth(ROWS)).await.map_err(|e| e.to_string())?;
    let mut text = String::from("user,product,plans off\n");
    for user in &users {
        text.push_str(&format!("{},{product},\n", user.sign_in));
    }
    for (what, mode) in [("assign", FileMode::Assign), ("exactly", FileMode::Replace)] {
        let asking = FileAsking { reason: String::new(), channel: "cli", owner: 0 };
        let file = LicenseFile { mode, others: false, good_rows: false };
        let source = std::io::Cursor::new(text.clone().into_bytes());
        let watch = Watch::start();
        let judged = it.app.preview_license_file(&it.permit, source, (file, asking), |_| {}).await;
        let seconds = watch.seconds();
        let judged = judged.map_err(|error| match error {
            LicenseFileError::File(error) => format!("{error:?}"),
            LicenseFileError::App(error) => error.to_string(),
        })?;
        if judged.preview.is_none() {
            return Err(format!("the file has no preview: {judged:?}"));
        }
        table.at_most(format!("{} rows, {what}: checked and previewed", judged.rows), seconds, 5.0, "s");
    }
    report.add(table);
    Ok(())
}
