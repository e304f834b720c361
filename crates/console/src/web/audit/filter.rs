//! What the address asks of the log beside days and a kind of change: who did it, whom it was about, which product,
//! through which door, as part of which operation (R-AUDIT-3). Names are typed as people know them; what nobody is called
//! is told beside its field.

use cupo_app::audit::DOORS;
use cupo_app::error::AppError;
use cupo_app::store::audit::actor_text;
use cupo_app::store::audit_log::{AuditList, By};
use cupo_app::store::operations::OperationRow;
use cupo_app::text::fold;
use cupo_domain::access::{Actor, Permit};
use cupo_domain::ids::{Guid, ProductId, UserId};
use cupo_domain::refusal::{Code, Denial};

use crate::texts::Texts;
use crate::view::{Choice, Field, FieldError, Link};
use crate::web::address::Address;
use crate::web::operations::people::door;
use crate::web::posted::Fields;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

/// The longest name that is looked up, in bytes.
const NAME_MAX: usize = 300;

/// A name that was typed, and whom it means.
#[derive(Clone, Debug)]
struct Named<T> {
    typed: String,
    /// `None` inside: nobody is called so.
    meant: Option<Option<T>>,
}

impl<T> Named<T> {
    fn field(&self, name: &'static str, label: &str, unknown: impl FnOnce(&str) -> String) -> Field {
        let field = Field::text(name, label).value(&self.typed);
        if matches!(self.meant, Some(None)) { field.error(unknown(&self.typed)) } else { field }
    }

    fn unknown(&self) -> bool {
        matches!(self.meant, Some(None))
    }
}

/// The filters of an address, read.
pub struct Filter {
    by: Named<By>,
    about: Named<Vec<UserId>>,
    product: Option<ProductId>,
    channel: Option<String>,
    operation: Option<OperationRow>,
}

impl Filter {
    /// Reads an address.
    ///
    /// # Errors
    /// E-INVALID and E-NOT-FOUND for what no form of ours sends; when the store cannot answer.
    pub async fn read(signed: &Signed, at: &At, asked: &Fields) -> Result<Self, AppError> {
        let store = signed.visit.hall.app.store();
        let catalogue = store.catalogue();
        let product = match asked.some("product") {
            None => None,
            Some(text) => {
                let found = Guid::parse_str(text).ok().and_then(|guid| catalogue.product_by_guid(guid));
                Some(found.ok_or_else(|| Denial::new(Code::Invalid, "product"))?.id)
            }
        };
        let channel = match asked.some("door") {
            None => None,
            Some(known) if DOORS.contains(&known) => Some(known.to_owned()),
            Some(_) => return Err(AppError::denied(Code::Invalid, "door")),
        };
        let operation = match asked.some("operation") {
            None => None,
            Some(text) => {
                let unknown = || Denial::new(Code::NotFound, "operation");
                let guid = Guid::parse_str(text).map_err(|_| unknown())?;
                Some(store.operation(&at.permit, guid).await?.ok_or_else(unknown)?)
            }
        };
        let by = named(asked.text("who"), async |text| who(signed, at, text).await).await?;
        let app = &signed.visit.hall.app;
        let about = named(asked.text("user"), async |text| app.whom(&at.permit, text).await).await?;
        Ok(Self { by, about, product, channel, operation })
    }

    /// When the operation that is asked for began; none without one.
    #[must_use]
    pub fn begins(&self) -> Option<i64> {
        self.operation.as_ref().map(|it| it.created_at)
    }

    /// Adds the conditions to a list.
    ///
    /// # Errors
    /// E-NOT-FOUND for a name that nobody has.
    pub fn narrow(&self, list: AuditList) -> Result<AuditList, Denial> {
        for (name, unknown) in [("who", self.by.unknown()), ("user", self.about.unknown())] {
            if unknown {
                return Err(Denial::new(Code::NotFound, name));
            }
        }
        Ok(AuditList {
            by: self.by.meant.clone().flatten(),
            users: self.about.meant.clone().flatten(),
            product: self.product,
            channel: self.channel.clone(),
            operation: self.operation.as_ref().map(|it| it.id),
            ..list
        })
    }

    /// The fields of the form, in their order: who, whom.
    #[must_use]
    pub fn fields(&self, t: &Texts) -> (Field, Field) {
        (
            self.by.field("who", &t.column_who(), |text| t.audit_who_unknown(text)),
            self.about.field("user", &t.column_user(), |text| t.audit_user_unknown(text)),
        )
    }

    /// What is wrong with them.
    #[must_use]
    pub fn errors(&self, t: &Texts) -> Vec<FieldError> {
        let (by, about) = self.fields(t);
        [by.summary(), about.summary()].into_iter().flatten().collect()
    }

    /// The products that a customer has or had seats of.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn products(&self, signed: &Signed, permit: &Permit) -> Result<Vec<Choice>, AppError> {
        let (t, store) = (signed.t(), signed.visit.hall.app.store());
        let catalogue = store.catalogue();
        let names = Names { catalogue: &catalogue, t };
        let mut all: Vec<ProductId> =
            store.pools(permit).await?.into_iter().map(|pool| pool.product).collect();
        all.extend(self.product);
        let mut choices: Vec<Choice> = Vec::new();
        for product in all {
            let Some(known) = catalogue.product(product) else { continue };
            let value = known.guid.to_string();
            if choices.iter().all(|it| it.value != value) {
                choices.push(Choice::new(value, names.product(product), self.product == Some(product)));
            }
        }
        choices.sort_by_cached_key(|it| fold(&it.label));
        choices.insert(0, Choice::new("", t.filter_any(), self.product.is_none()));
        Ok(choices)
    }

    /// The doors.
    #[must_use]
    pub fn doors(&self, t: &Texts) -> Vec<Choice> {
        let chosen = self.channel.as_deref();
        let each = DOORS.iter().map(|key| Choice::new(*key, door(t, key), chosen == Some(*key)));
        std::iter::once(Choice::new("", t.filter_any(), chosen.is_none())).chain(each).collect()
    }

    /// The operation that alone is shown: its id for the form, and the way to all records.
    #[must_use]
    pub fn operation(&self, t: &Texts, here: &Address) -> Option<(String, Link)> {
        let it = self.operation.as_ref()?;
        Some((it.guid.to_string(), Link::new(t.audit_every_operation(), here.without(&["operation"]).href())))
    }
}

async fn named<T>(
    typed: &str,
    find: impl AsyncFnOnce(&str) -> Result<Option<T>, AppError>,
) -> Result<Named<T>, AppError> {
    let typed = typed.trim();
    let meant = match typed {
        "" => None,
        text if text.len() > NAME_MAX || text.contains('\0') => Some(None),
        text => Some(find(text).await?),
    };
    Ok(Named { typed: typed.to_owned(), meant })
}

/// Whom a name means among those who do things; what the reader's language calls Cupo itself is one too.
async fn who(signed: &Signed, at: &At, text: &str) -> Result<Option<By>, AppError> {
    if fold(text) == fold(&signed.t().ops_system()) {
        return Ok(Some(By::Actor(actor_text(&Actor::System))));
    }
    signed.visit.hall.app.who_does(&at.permit, (&at.organisation, Some(signed.who.home)), text).await
}
