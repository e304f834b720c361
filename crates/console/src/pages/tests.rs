//! Renders every page with every sample in every language and holds the result to the rules of the house: no raw
//! key, nothing inline that the content policy forbids, every field and picture with its name, tags that fit.

mod markup;
mod samples;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use askama::Template;

use super::*;
use crate::lang::Lang;
use crate::texts::{KEYS, Texts};

/// A page with believable content: empty, one, many, error.
pub trait Sample: Template + Sized {
    /// Name of the page, for files and messages.
    const NAME: &'static str;
    /// Each sample with its name.
    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)>;
}

fn rendered<P: Sample>(lang: Lang, out: &mut Vec<(String, String)>) {
    for (name, page) in P::samples(Texts::get(lang)) {
        let html = page.render().unwrap_or_else(|e| panic!("{} {name}: {e}", P::NAME));
        out.push((format!("{}-{name}.{}", P::NAME, lang.code()), html));
    }
}

fn every_page() -> Vec<(String, String)> {
    let mut out = Vec::new();
    for lang in Lang::ALL {
        rendered::<SignInPage>(lang, &mut out);
        rendered::<ResumePage>(lang, &mut out);
        rendered::<SetupPage>(lang, &mut out);
        rendered::<PasswordPage>(lang, &mut out);
        rendered::<ErrorPage>(lang, &mut out);
        rendered::<MyLicensesPage>(lang, &mut out);
        rendered::<MyShopPage>(lang, &mut out);
        rendered::<MyPurchasesPage>(lang, &mut out);
        rendered::<MyPurchasePage>(lang, &mut out);
        rendered::<RestorePage>(lang, &mut out);
        rendered::<DashboardPage>(lang, &mut out);
        rendered::<CustomersPage>(lang, &mut out);
        rendered::<OverviewPage>(lang, &mut out);
        rendered::<UsersPage>(lang, &mut out);
        rendered::<ViewsPage>(lang, &mut out);
        rendered::<SaveViewPage>(lang, &mut out);
        rendered::<ViewPage>(lang, &mut out);
        rendered::<UserPage>(lang, &mut out);
        rendered::<HolderPage>(lang, &mut out);
        rendered::<ManagePage>(lang, &mut out);
        rendered::<ConfirmPage>(lang, &mut out);
        rendered::<WhoPage>(lang, &mut out);
        rendered::<SeveralPage>(lang, &mut out);
        rendered::<UpdatedPage>(lang, &mut out);
        rendered::<PreviewPage>(lang, &mut out);
        rendered::<OperationsPage>(lang, &mut out);
        rendered::<LicensesPage>(lang, &mut out);
        rendered::<ProductPage>(lang, &mut out);
        rendered::<HistoryPage>(lang, &mut out);
        rendered::<SubscriptionsPage>(lang, &mut out);
        rendered::<BuyPage>(lang, &mut out);
        rendered::<DeletedPage>(lang, &mut out);
        rendered::<DeleteUsersPage>(lang, &mut out);
        rendered::<PasswordsPage>(lang, &mut out);
        rendered::<ImportPage>(lang, &mut out);
        rendered::<LicenseFilePage>(lang, &mut out);
        rendered::<CataloguePage>(lang, &mut out);
        rendered::<SettingsPage>(lang, &mut out);
        rendered::<PoliciesPage>(lang, &mut out);
        rendered::<MyRequestsPage>(lang, &mut out);
        rendered::<RequestsPage>(lang, &mut out);
        rendered::<PurchasesPage>(lang, &mut out);
        rendered::<FormPage>(lang, &mut out);
        rendered::<EmptyPage>(lang, &mut out);
        rendered::<AuditPage>(lang, &mut out);
        rendered::<ActivityPage>(lang, &mut out);
        rendered::<MailPage>(lang, &mut out);
        rendered::<RolesPage>(lang, &mut out);
        rendered::<SearchPage>(lang, &mut out);
        rendered::<UserRolesPage>(lang, &mut out);
        rendered::<AtRiskPage>(lang, &mut out);
        rendered::<HoldsPage>(lang, &mut out);
        rendered::<LeftPage>(lang, &mut out);
        rendered::<InactivePage>(lang, &mut out);
        rendered::<FoundPage>(lang, &mut out);
        rendered::<LeavingPage>(lang, &mut out);
        rendered::<CalendarAddressPage>(lang, &mut out);
        rendered::<TimePage>(lang, &mut out);
        rendered::<SubscriptionPage>(lang, &mut out);
    }
    out
}

#[test]
fn every_page_keeps_the_rules_of_the_house() {
    let mut wrong = Vec::new();
    for (name, html) in every_page() {
        wrong.extend(markup::problems(&html).into_iter().map(|problem| format!("{name}: {problem}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_check_itself_finds_what_it_is_for() {
    for bad in [
        "<p style=\"color:red\">x</p>",
        "<p onclick=\"x()\">x</p>",
        "<script>x()</script>",
        "<style>p{}</style>",
        "<p><b>x</p></b>",
        "<ul><li>x</ul>",
        "<img src=\"x\">",
        "<svg viewBox=\"0 0 1 1\"></svg>",
        "<input name=\"a\" type=\"text\">",
        "<p id=\"a\"></p><p id=\"a\"></p>",
        "<label for=\"nothing\">x</label>",
        "<form method=\"post\" action=\"/x\"></form>",
        "<form method=\"post\"><form></form></form>",
        "<p>refusal-count-title</p>",
        "<a href=\"\">x</a>",
        "<button type=\"submit\"></button>",
        "<p>a & b</p>",
    ] {
        assert!(!markup::problems(bad).is_empty(), "{bad} was not found");
    }
    assert!(markup::problems("<p class=\"a\">x &amp; y</p>").is_empty());
}

/// Labels that the seeds print, separated by bars, and the page where each has to stand.
const SEED_LABELS: [(&str, &str); 15] = [
    ("users-partner.es", "Panel|Clientes|Usuarios y licencias|Usuarios seleccionados|Usuarios"),
    ("users-partner.es", "Primera|Anterior|Siguiente|Última|Filtrar usuarios por..."),
    ("users-partner.en", "Dashboard|Customers|Users and licenses|Selected users|First|Previous|Next|Last"),
    ("manage-many.es", "Administrar licencias|Asignar y revocar licencias|Producto|Licencias disponibles"),
    ("manage-many.es", "Asignado|Comprar más|Ver planes de servicio|Guardar"),
    ("manage-many.en", "Manage licenses|Assign and revoke licenses|Product|Available licenses|Assigned"),
    ("manage-many.en", "Buy more|View service plans|Save"),
    ("updated-many.es", "Licencias actualizadas"),
    ("users-admin.es", "Usuarios activos|Usuarios eliminados|Facturación|Licencias|Sus productos"),
    ("users-admin.es", "Administrar licencias de producto|Exportar usuarios"),
    ("several-unassign.es", "Asignar más|Reemplazar|Anular la asignación de todos|Guardar cambios"),
    ("user-licenses.es", "Licencias y aplicaciones|Licencias|Guardar cambios"),
    ("product-asked.es", "Anular la asignación de licencias|Quitar la asignación"),
    ("product-many.es", "Anular la asignación de licencias|Asignar licencias a usuarios"),
    ("deleted-many.es", "Usuarios eliminados|Restaurar"),
];

#[test]
fn the_labels_of_the_seeds_are_there_to_the_letter() {
    let pages: BTreeMap<String, String> = every_page().into_iter().collect();
    for (page, labels) in SEED_LABELS {
        let text = markup::text_of(&pages[page]);
        for label in labels.split('|') {
            assert!(text.contains(label), "{page} lacks {label}");
        }
    }
}

/// Sources outside tests, as one text.
fn sources() -> String {
    fn collect(folder: &Path, out: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && name != "tests" {
                collect(&path, out);
            } else if path.is_file() && name != "tests.rs" {
                out.push_str(&std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut out = String::new();
    collect(&root.join("src"), &mut out);
    collect(&root.join("templates"), &mut out);
    out
}

#[test]
fn no_text_is_unused() {
    let sources = sources();
    let called: BTreeSet<&str> = sources
        .match_indices('(')
        .map(|(end, _)| {
            let head = &sources[..end];
            let start = head.rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).map_or(0, |i| i + 1);
            &head[start..]
        })
        .collect();
    let unused: Vec<_> = KEYS.iter().filter(|key| !called.contains(key.replace('-', "_").as_str())).collect();
    assert!(unused.is_empty(), "texts that nothing shows: {unused:?}");
}

/// Writes every sample as a file for a look in a browser, where `CUPO_PAGES` names a folder.
#[test]
fn pages_can_be_looked_at() {
    let Some(folder) = std::env::var_os("CUPO_PAGES") else { return };
    for (name, html) in every_page() {
        std::fs::write(Path::new(&folder).join(format!("{name}.html")), html).unwrap();
    }
    let assets = crate::assets::url("cupo.css").replace("/cupo.css", "");
    std::fs::write(Path::new(&folder).join("assets-prefix"), assets).unwrap();
}
