//! What forms about licenses ask for and say: only what the person changed, and all that follows from it.

use cupo_domain::access::{Action, system_permit};
use cupo_domain::assignment::Holder;
use cupo_domain::catalogue::{Product, Workload};
use cupo_domain::ids::PlanId;
use cupo_testkit::server::TestServer;
use cupo_testkit::server::things::Things;

/// Fields of the form with this action, as a browser would send them untouched.
fn fields_of(page: &str, action: &str) -> Vec<(String, String)> {
    let form = page.split_once(&format!("action=\"{action}\"")).map_or("", |(_, rest)| rest);
    let form = form.split("</form>").next().unwrap_or_default();
    let value = |tag: &str, name: &str| {
        let rest = tag.split_once(&format!(" {name}=\""))?.1;
        Some(rest.split('"').next()?.replace("&#38;", "&"))
    };
    let sent = |tag: &&str| {
        let boxed = tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"");
        !tag.contains(" disabled") && (!boxed || tag.contains(" checked"))
    };
    let tags = form.split("<input").skip(1).filter_map(|rest| rest.split('>').next());
    tags.filter(sent).filter_map(|tag| Some((value(tag, "name")?, value(tag, "value")?))).collect()
}

fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    let own = ["csrf", "preview", "digest"];
    let sent = fields.iter().filter(|(name, _)| !own.contains(&name.as_str()));
    sent.map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

fn product(server: &TestServer, part_number: &str) -> Product {
    let catalogue = server.app().store().catalogue();
    catalogue.products().find(|p| p.part_number == part_number).cloned().unwrap()
}

fn plan_value(server: &TestServer, product: &Product, name: &str) -> (PlanId, String) {
    let catalogue = server.app().store().catalogue();
    let plan = catalogue.plans().find(|p| p.name == name && product.plans.contains(p.id)).unwrap();
    (plan.id, format!("{}:{}", product.guid, plan.guid))
}

async fn holder(server: &TestServer, things: &Things) -> Holder {
    let organisation = server.app().store().organisation(things.customer).await.unwrap().unwrap();
    let permit = system_permit(organisation.id, Action::View);
    let user = server.app().store().user_by_guid(&permit, things.user).await.unwrap().unwrap();
    server.app().holder(&permit, user.id).await.unwrap().unwrap()
}

on_both_servers! {
    async fn r_bulk_8_two_tabs_of_one_user_change_only_what_each_of_them_touched(server) {
        let things = server.things(server.info.customers[0].id).await;
        let (first, second) = (product(server, "SPE_E3"), product(server, "POWER_BI_PRO"));
        let (plan, off) = plan_value(server, &first, "YAMMER_ENTERPRISE");
        let panel = format!("/c/{}/users/{}", things.customer, things.user);
        let save = format!("{panel}/licenses/save");
        let mut admin = server.with_role("license-admin").await;
        let guid = first.guid.to_string();
        assert_eq!(admin.post(&save, &[("product", &guid)]).await.status, 303);
        let seen = fields_of(&admin.get(&panel).await.text(), &save);
        assert!(seen.contains(&("was".to_owned(), guid.clone())), "{seen:?}");

        let mut one = seen.clone();
        one.retain(|(name, value)| !(name == "plan" && *value == off));
        assert_eq!(one.len() + 1, seen.len(), "the plan was on");
        assert_eq!(admin.post(&save, &pairs(&one)).await.status, 303);
        assert!(holder(server, &things).await.sources[0].plans_off.contains(plan));

        let mut two = seen;
        two.push(("product".to_owned(), second.guid.to_string()));
        let answer = admin.post(&save, &pairs(&two)).await;
        assert_eq!(answer.status, 303);
        let holder = holder(server, &things).await;
        let off_now = |p: &Product| holder.sources.iter().find(|s| s.product == p.id).map(|s| s.plans_off.clone());
        assert_eq!(off_now(&first).map(|off| off.contains(plan)), Some(true), "the other tab's plan stays off");
        assert!(off_now(&second).is_some(), "and the own tick is done");
        let result = admin.get(answer.location()).await.text();
        assert!(!result.contains(&first.name_en), "a product that nobody touched is no line of the result");

        let now = fields_of(&admin.get(&panel).await.text(), &save);
        let answer = admin.post(&save, &pairs(&now)).await;
        assert!(answer.location().ends_with("did=nothing"), "nothing touched, nothing asked: {}", answer.location());
        let mut again = now;
        again.push(("plan".to_owned(), off));
        assert_eq!(admin.post(&save, &pairs(&again)).await.status, 303);
        let holder = self::holder(server, &things).await;
        assert!(holder.sources.iter().all(|s| s.plans_off.is_empty()), "switched on again by its own box");
    }

    async fn a_form_shown_again_keeps_what_was_touched_without_a_script(server) {
        let things = server.things(server.info.customers[0].id).await;
        let first = product(server, "SPE_E3");
        let panel = format!("/c/{}/users/{}", things.customer, things.user);
        let save = format!("{panel}/licenses/save");
        let mut admin = server.with_role("license-admin").await;
        let guid = first.guid.to_string();
        assert_eq!(admin.post(&save, &[("product", &guid)]).await.status, 303);
        let mut cleared = fields_of(&admin.get(&panel).await.text(), &save);
        cleared.retain(|(name, _)| name != "product");
        let shown = admin.post(&format!("{panel}/licenses/preview"), &pairs(&cleared)).await;
        assert_eq!(shown.status, 200);
        let mut again = fields_of(&shown.text(), &save);
        assert!(!again.iter().any(|(name, value)| name == "product" && *value == guid), "it stays cleared");
        again.push(("confirm".to_owned(), "yes".to_owned()));
        assert_eq!(admin.post(&save, &pairs(&again)).await.status, 303);
        assert!(holder(server, &things).await.sources.is_empty(), "and is taken by saving");
    }

    async fn r_ui_15_a_clock_that_erases_nothing_is_told_at_the_foot_and_asks_no_question(server) {
        let things = server.things(server.info.customers[0].id).await;
        let first = product(server, "SPE_E3");
        let (plan, off) = plan_value(server, &first, "OFFICESUBSCRIPTION");
        let workload = server.app().store().catalogue().plan(plan).map(|p| p.workload);
        assert_eq!(workload, Some(Workload::Apps));
        let panel = format!("/c/{}/users/{}", things.customer, things.user);
        let save = format!("{panel}/licenses/save");
        for (lang, said) in [("es", "Aplicaciones instaladas"), ("en", "Installed apps")] {
            let mut admin = server.with_role("license-admin").await.with("accept-language", lang);
            let guid = first.guid.to_string();
            admin.post(&save, &[("product", &guid)]).await;
            let mut fields = fields_of(&admin.get(&panel).await.text(), &save);
            fields.retain(|(name, value)| !(name == "plan" && *value == off));
            let page = admin.post(&format!("{panel}/licenses/preview"), &pairs(&fields)).await.text();
            let foot = page.split_once("id=\"save-bar\"").map_or("", |(_, rest)| rest);
            assert!(foot.contains(said) && foot.contains("<time"), "the clock with its day: {foot}");
            assert!(!foot.contains("<dialog"), "no question where nothing is lost for good");
            fields.retain(|(name, value)| !(name == "product" && *value == guid));
            let page = admin.post(&format!("{panel}/licenses/preview"), &pairs(&fields)).await.text();
            let foot = page.split_once("id=\"save-bar\"").map_or("", |(_, rest)| rest);
            assert!(foot.contains("<dialog"), "mail is lost for good");
        }
    }
}
