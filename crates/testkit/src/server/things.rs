//! Things of a customer that addresses name: a user, a subscription, a product, an operation, a preview.
#![expect(clippy::unwrap_used, reason = "a customer without these things ends its test")]

use cupo_app::accounts::Asking;
use cupo_app::changes::Command;
use cupo_app::groups::GroupWish;
use cupo_app::licenses::doc::Wanted;
use cupo_app::licenses::{Request, Who};
use cupo_domain::access::{Action, system_permit};
use cupo_domain::command::{ChangeLicenses, Edits};
use cupo_domain::decide::quantity::{Channel, Status};
use cupo_domain::groups::GroupKind;
use cupo_domain::ids::{Guid, OperationId, UserId};
use cupo_store::groups::GroupList;
use cupo_store::guard::{WaitingRow, hold_change};
use cupo_store::organisations::Organisation;
use cupo_store::users::UserFilter;

use super::TestServer;

/// What addresses of one customer name.
#[derive(Clone, Debug)]
pub struct Things {
    /// The customer.
    pub customer: Guid,
    /// One of its users, without a role.
    pub user: Guid,
    /// The user's sign-in name.
    pub sign_in: String,
    /// A subscription that was bought through the partner.
    pub subscription: Guid,
    /// A subscription that the customer bought itself, if it has one.
    pub direct: Option<Guid>,
    /// A product it has.
    pub product: Guid,
    /// A saved view of its users.
    pub view: Guid,
    /// A group of its users.
    pub group: Guid,
    /// A change that waits for somebody to look at it.
    pub waiting: Guid,
    /// An operation that changed licenses.
    pub operation: Guid,
    /// A preview of a change of licenses.
    pub preview: Guid,
}

impl TestServer {
    /// Things of a customer; its last user loses all licenses for it.
    pub async fn things(&self, customer: Guid) -> Things {
        let app = self.app();
        let organisation = app.store().organisation(customer).await.unwrap().unwrap();
        let permit = system_permit(organisation.id, Action::AssignLicenses);
        let ids: Vec<UserId> = app.store().user_ids(&permit, &UserFilter::default()).await.unwrap();
        let mut ids: Vec<UserId> = ids.into_iter().collect();
        ids.sort();
        let last = *ids.last().unwrap();
        let user = app.store().users_by_id(&permit, &[last]).await.unwrap().into_iter().next().unwrap();
        let request = Request {
            who: Who::Users(vec![last]),
            wanted: Wanted::Change(ChangeLicenses::bulk(Edits::UnassignAll)),
            reason: String::new(),
            channel: "console",
            owner: 0,
            users_max: None,
            strict: false,
            once: None,
            used: None,
        };
        let receipt = app.save(&permit, &request, None).await.unwrap();
        app.work_on_operations().await.unwrap();
        assert_eq!(app.store().running_operations().await.unwrap(), [], "no operation failed");
        let view = match app.views(&permit).await.unwrap().first() {
            Some(view) => view.guid,
            None => {
                let by = Asking {
                    permit: &permit,
                    organisation: &organisation,
                    limited: false,
                    owner: 0,
                    channel: "console",
                    once: None,
                    reason: "",
                };
                let blocked = UserFilter { enabled: Some(false), ..UserFilter::default() };
                app.save_view(by, "Blocked", &blocked).await.unwrap()
            }
        };
        let preview = app.preview(&permit, &request).await.unwrap();
        let group = self.group(&organisation).await;
        let waiting = self.waiting(&organisation, last).await;
        let subscriptions = app.store().subscriptions(&permit).await.unwrap();
        let through = |channel: Channel| {
            subscriptions
                .iter()
                .find(|s| s.subscription.channel == channel && s.subscription.status == Status::Active)
        };
        let subscription = through(Channel::Reseller).or(subscriptions.first()).unwrap();
        let catalogue = app.store().catalogue();
        let product = catalogue.product(subscription.subscription.product).unwrap().guid;
        Things {
            customer,
            user: user.guid,
            sign_in: user.sign_in,
            subscription: subscription.guid,
            direct: through(Channel::Direct).map(|s| s.guid),
            product,
            view,
            group,
            waiting,
            operation: receipt.operation,
            preview: preview.guid,
        }
    }

    /// A change of a customer that waits: the deletion of a user.
    async fn waiting(&self, organisation: &Organisation, user: UserId) -> Guid {
        let (app, permit) = (self.app(), system_permit(organisation.id, Action::DeleteUsers));
        if let Some(row) = app.store().waiting(&permit, 1).await.unwrap().into_iter().next() {
            return row.guid;
        }
        let guid = Guid::from_u128(organisation.guid.as_u128() ^ 0x0dec_1de5);
        let row = WaitingRow {
            id: 1,
            guid,
            kind: "delete-users".to_owned(),
            command: format!("{{\"change\":{{\"delete-users\":[{}]}},\"channel\":\"api\"}}", user.0),
            channel: "api".to_owned(),
            actor: "system".to_owned(),
            reason: String::new(),
            users: 1,
            clocks: 0,
            created_at: app.now().0,
            state: 0,
            decided_by: String::new(),
            operation: OperationId(0),
        };
        let turn = app.store().turn().await.unwrap();
        app.store().commit(&turn, vec![hold_change(organisation.id, &row)]).await.unwrap();
        guid
    }

    /// A group of a customer; a new one where there is none.
    async fn group(&self, organisation: &Organisation) -> Guid {
        let app = self.app();
        let permit = system_permit(organisation.id, Action::ManageGroups);
        let list = GroupList { take: 1, ..GroupList::default() };
        if app.store().count_groups(&permit).await.unwrap() == 0 {
            let by = Asking {
                permit: &permit,
                organisation,
                limited: false,
                owner: 0,
                channel: "console",
                once: None,
                reason: "",
            };
            let (name, description) = ("Everybody".to_owned(), String::new());
            let wish =
                GroupWish::Create { name, description, kind: GroupKind::Security, rule: String::new() };
            app.run(by, &Command::Group(wish), None).await.unwrap();
        }
        app.store().groups(&permit, &list).await.unwrap().first().unwrap().group.guid
    }
}
