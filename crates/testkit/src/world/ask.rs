//! Requests as stories make them, and saving them.

use cupo_app::error::AppError;
use cupo_app::licenses::doc::Wanted;
use cupo_app::licenses::{Preview, Receipt, Request, Who};
use cupo_domain::command::{ChangeLicenses, Edits, LicenseEdit, PlanEdit, ProductEdit};
use cupo_domain::ids::{Guid, PlanId, ProductId, UserId};

use super::World;
use super::place::ADMIN;

/// A filled box.
#[must_use]
pub fn give(product: ProductId) -> ProductEdit {
    ProductEdit { product, license: LicenseEdit::Give, plans: PlanEdit::none() }
}

/// A filled box with some plans off.
#[must_use]
pub fn give_without(product: ProductId, off: &[PlanId]) -> ProductEdit {
    let off = off.iter().copied().collect();
    ProductEdit { product, license: LicenseEdit::Give, plans: PlanEdit::Exactly { off } }
}

/// A cleared box.
#[must_use]
pub fn take(product: ProductId) -> ProductEdit {
    ProductEdit { product, license: LicenseEdit::Take, plans: PlanEdit::none() }
}

/// A box left half filled.
#[must_use]
pub fn keep(product: ProductId) -> ProductEdit {
    ProductEdit { product, license: LicenseEdit::Keep, plans: PlanEdit::none() }
}

/// A request about some users.
#[must_use]
pub fn for_users(users: &[UserId], edits: Vec<ProductEdit>) -> Request {
    request(Who::Users(users.to_vec()), Edits::Products(edits))
}

/// A request of the administrator on the screen for several users.
#[must_use]
pub fn request(who: Who, edits: Edits) -> Request {
    Request {
        who,
        wanted: Wanted::Change(ChangeLicenses::bulk(edits)),
        reason: String::new(),
        channel: "console",
        owner: ADMIN.0,
        users_max: None,
        strict: false,
        once: None,
        used: None,
    }
}

/// The code of a denial.
#[must_use]
pub fn denied<T>(result: Result<T, AppError>) -> String {
    match result {
        Err(AppError::Denied(denial)) => format!("{} {}", denial.code.as_str(), denial.subject),
        Err(other) => panic!("neither done nor denied: {other}"),
        Ok(_) => panic!("done, although it should have been denied"),
    }
}

impl World {
    /// Saves a request and works until everything is done; the operation.
    pub async fn save(&self, request: &Request) -> Guid {
        let receipt = self.app().save(&self.permit().await, request, None).await.unwrap();
        self.work().await;
        receipt.operation
    }

    /// Shows what a request would do.
    pub async fn preview(&self, request: &Request) -> Preview {
        self.app().preview(&self.permit().await, request).await.unwrap()
    }

    /// Applies what was shown.
    pub async fn apply(&self, preview: &Preview) -> Result<Receipt, AppError> {
        self.app().apply(&self.permit().await, ADMIN.0, preview.guid).await
    }

    /// Works until no operation is running.
    pub async fn work(&self) {
        self.app().work_on_operations().await.unwrap();
        assert_eq!(self.store().running_operations().await.unwrap(), [], "no operation failed");
    }

    /// Shows and applies the undo of an operation; the operation that undid it.
    pub async fn undo(&self, operation: Guid) -> Guid {
        let permit = self.permit().await;
        let request = self.app().undo_request(&permit, operation, ADMIN.0, "console").await.unwrap();
        let preview = self.preview(&request).await;
        let receipt = self.apply(&preview).await.unwrap();
        self.work().await;
        receipt.operation
    }
}
