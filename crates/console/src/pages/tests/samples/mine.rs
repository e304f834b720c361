//! The own pages of people.

use super::super::Sample;
use super::*;
use crate::pages::*;

fn seats() -> SeatBar {
    SeatBar { total: 5, taken: 3, reserved: 0, expiring: 0 }
}

impl Sample for MyLicensesPage {
    const NAME: &'static str = "my-licenses";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = |rows: Vec<MyLicense>, help: &str| Self {
            t,
            frame: frame(t, &t.my_licenses(), Place::MyLicenses, false),
            hello: t.my_hello(PEOPLE[0].0),
            rows,
            facts: vec![Fact::new(t.start_organisation(), CUSTOMER)],
            shop: Link::new(t.my_shop(), "/my/buy"),
            help: help.to_owned(),
        };
        let one = MyLicense {
            product: LONG.into(),
            from: t.my_from_own().into_owned(),
            apps: vec!["Exchange Online (Plan 2)".into(), "Power BI Pro".into()],
        };
        let off = MyLicense { product: LONG.into(), from: t.my_from_group("Ventas"), apps: Vec::new() };
        vec![("empty", page(Vec::new(), &t.start_nothing_help())), ("many", page(vec![one, off], ""))]
    }
}

impl Sample for PoliciesPage {
    const NAME: &'static str = "policies";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = |may, rows| Self {
            t,
            frame: frame(t, &t.policies_title(), Place::Settings, false),
            may,
            action: "/c/1/settings/self-service".into(),
            was: vec![("was_sector".into(), "commercial".into())],
            sectors: vec![Choice::new("commercial", t.policy_sector_commercial(), true)],
            sector: t.policy_sector_commercial().into_owned(),
            procedure: Field::text("request_procedure", t.request_procedure()).value(LONG),
            rows,
        };
        let row = || PolicyRow {
            product: LONG.into(),
            name: "self_service.1".into(),
            choices: vec![Choice::new("deny", t.policy_deny(), true)],
            says: t.policy_deny().into_owned(),
        };
        vec![
            ("empty", page(true, Vec::new())),
            ("many", page(true, vec![row()])),
            ("read", page(false, vec![row()])),
        ]
    }
}

impl Sample for PurchasesPage {
    const NAME: &'static str = "purchases";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let section = |guid: &str, people| PurchaseSection {
            purchaser: LONG.into(),
            guid: guid.to_owned(),
            href: "/c/1/subscriptions/1".into(),
            state: t.state_active().into_owned(),
            tone: Tone::Good,
            seats: Some(seats()),
            facts: vec![Fact::new(t.my_column_price(), "8,40 €")],
            people,
            more: t.purchases_more(3),
        };
        let person = PurchasePerson {
            name: LONG.into(),
            sign_in: "ana.lopez@norte.example".into(),
            href: "/c/1/users/1".into(),
            since: "1 nov 2026".into(),
        };
        let page = Self {
            t,
            frame: frame(t, LONG, Place::Products, false),
            facts: vec![Fact::new(t.purchases_free(), "2")],
            csv_href: "/c/1/self-service/1/people.csv".into(),
            sections: vec![section("a", vec![person]), section("b", Vec::new())],
        };
        vec![("many", page)]
    }
}

fn request_line(t: &'static Texts) -> RequestLine {
    RequestLine {
        product: LONG.into(),
        href: Some("/c/1/requests/1".into()),
        requester: LONG.into(),
        at: at(t, 3),
        state: t.request_waits().into_owned(),
        people: vec![LONG.into()],
        note: LONG.into(),
    }
}

impl Sample for MyRequestsPage {
    const NAME: &'static str = "my-requests";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = |procedure: &str, rows| Self {
            t,
            frame: frame(t, &t.my_requests(), Place::MyRequests, false),
            procedure: procedure.to_owned(),
            rows,
            shop: Link::new(t.my_shop(), "/my/buy"),
        };
        vec![("empty", page("", Vec::new())), ("many", page(LONG, vec![request_line(t)]))]
    }
}

impl Sample for RequestsPage {
    const NAME: &'static str = "requests";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = |rows| Self {
            t,
            frame: frame(t, &t.requests_title(), Place::Requests, false),
            procedure: String::new(),
            tabs: Vec::new(),
            rows,
            older: Some("?before=1".into()),
        };
        vec![("empty", page(Vec::new())), ("many", page(vec![request_line(t)]))]
    }
}

impl Sample for MyShopPage {
    const NAME: &'static str = "my-shop";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = |closed: &str, rows: Vec<MyOffer>| Self {
            t,
            frame: frame(t, &t.my_shop(), Place::MyShop, false),
            closed: closed.to_owned(),
            procedure: closed.to_owned(),
            rows,
            find: Field::text("q", t.my_shop_find()),
        };
        let offer = |buy: bool| MyOffer {
            product: LONG.into(),
            prices: vec![t.price_per_month("8,40 €")],
            buy: buy.then(|| "/my/buy/1".into()),
            trial: buy.then(|| "/my/buy/1?kind=trial".into()),
            ask: (!buy).then(|| "/my/requests/1".into()),
            why: if buy { String::new() } else { t.my_refused_policy().into_owned() },
        };
        vec![
            ("empty", page("", Vec::new())),
            ("many", page("", vec![offer(true), offer(false)])),
            ("closed", page(&t.my_refused_guest(), vec![offer(false)])),
        ]
    }
}

impl Sample for MyPurchasesPage {
    const NAME: &'static str = "my-purchases";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = |rows: Vec<MyPurchase>| Self {
            t,
            frame: frame(t, &t.my_purchases(), Place::MyPurchases, false),
            rows,
            shop: Link::new(t.my_shop(), "/my/buy"),
        };
        let row = |there: bool| MyPurchase {
            product: LONG.into(),
            href: there.then(|| "/my/purchases/1".into()),
            state: t.state_active().into_owned(),
            tone: Tone::Good,
            seats: seats(),
            price: t.price_per_month("8,40 €"),
            until: at(t, 12),
        };
        vec![("empty", page(Vec::new())), ("many", page(vec![row(true), row(false)]))]
    }
}

impl Sample for MyPurchasePage {
    const NAME: &'static str = "my-purchase";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = |people: Vec<MyPerson>, wrong: bool| {
            let mut give = Field::text("give", t.my_purchase_give()).hint(t.my_purchase_give_hint(20_usize));
            if wrong {
                give = give.value("nadie").error(t.my_names_wrong("nadie"));
            }
            Self {
                t,
                frame: frame(t, LONG, Place::MyPurchases, false),
                here: "/my/purchases/1".into(),
                state: t.state_active().into_owned(),
                tone: Tone::Good,
                errors: give.summary().into_iter().collect(),
                seats: seats(),
                facts: vec![Fact::new(t.my_fact_term(), t.my_purchase_renews("30 nov 2026"))],
                quantity: Some(Field::text("seats", t.my_purchase_change()).value("5")),
                more: if people.is_empty() { String::new() } else { t.my_purchase_first(100_usize) },
                find: (!people.is_empty()).then(|| Field::text("q", t.my_purchase_find())),
                people,
                give: Some(give),
                all: Link::new(t.my_purchases(), "/my/purchases"),
            }
        };
        let person = MyPerson {
            guid: GUID.into(),
            name: PEOPLE[0].0.into(),
            sign_in: "adriana.munoz@cordillera.example".into(),
            since: t.my_purchase_since("3 nov 2026"),
        };
        vec![("empty", page(Vec::new(), false)), ("many", page(vec![person], true))]
    }
}
