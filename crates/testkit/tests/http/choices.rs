//! What forms about licenses ask for and say: only what the person changed, and all that follows from it.

use cupo_domain::access::{Action, system_permit};
use cupo_domain::assignment::Holder;
use cupo_domain::catalogue::{Product, Workload};
use cupo_domain::ids::{Guid, PlanId};
use cupo_store::users::{UserFilter, UserRow};
use cupo_testkit::server::TestServer;
use cupo_testkit::server::client::Browser;
use cupo_testkit::server::things::Things;

use crate::previews::saved;

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
    holder_of(server, things, things.user).await
}

async fn holder_of(server: &TestServer, things: &Things, user: Guid) -> Holder {
    let organisation = server.app().store().organisation(things.customer).await.unwrap().unwrap();
    let permit = system_permit(organisation.id, Action::View);
    let user = server.app().store().user_by_guid(&permit, user).await.unwrap().unwrap();
    server.app().holder(&permit, user.id).await.unwrap().unwrap()
}

/// Another user of the customer.
async fn another(server: &TestServer, things: &Things) -> Guid {
    let organisation = server.app().store().organisation(things.customer).await.unwrap().unwrap();
    let permit = system_permit(organisation.id, Action::View);
    let ids = server.app().store().user_ids(&permit, &UserFilter::default()).await.unwrap();
    let users = server.app().store().users_by_id(&permit, &ids).await.unwrap();
    let other = |user: &&UserRow| user.guid != things.user && user.location.is_some();
    users.iter().rev().find(other).unwrap().guid
}

async fn tick(browser: &mut Browser, things: &Things, what: &str, users: &[Guid]) {
    let ids: Vec<String> = users.iter().map(ToString::to_string).collect();
    let mut fields = vec![("do", what), ("back", "/")];
    fields.extend(ids.iter().map(|id| ("ids", id.as_str())));
    assert_eq!(browser.post(&format!("/c/{}/selection", things.customer), &fields).await.status, 303);
}

fn value_of<'a>(page: &'a str, name: &str) -> &'a str {
    let rest = page.split_once(&format!("name=\"{name}\" value=\"")).map_or("", |(_, rest)| rest);
    rest.split('"').next().unwrap_or_default()
}

/// The live preview of a page.
fn foot_of(page: &str) -> &str {
    let foot = page.split_once("id=\"save-bar\"").map_or("", |(_, rest)| rest);
    foot.split("</form>").next().unwrap_or_default()
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
        assert_eq!(saved(&mut admin, &save, &[("product", &guid)]).await.status, 303);
        let seen = fields_of(&admin.get(&panel).await.text(), &save);
        assert!(seen.contains(&("was".to_owned(), guid.clone())), "{seen:?}");

        let mut one = seen.clone();
        one.retain(|(name, value)| !(name == "plan" && *value == off));
        assert_eq!(one.len() + 1, seen.len(), "the plan was on");
        assert_eq!(saved(&mut admin, &save, &pairs(&one)).await.status, 303);
        assert!(holder(server, &things).await.sources[0].plans_off.contains(plan));

        let mut two = seen;
        two.push(("product".to_owned(), second.guid.to_string()));
        let answer = saved(&mut admin, &save, &pairs(&two)).await;
        assert_eq!(answer.status, 303);
        let holder = holder(server, &things).await;
        let off_now = |p: &Product| holder.sources.iter().find(|s| s.product == p.id).map(|s| s.plans_off.clone());
        assert_eq!(off_now(&first).map(|off| off.contains(plan)), Some(true), "the other tab's plan stays off");
        assert!(off_now(&second).is_some(), "and the own tick is done");
        let result = admin.get(answer.location()).await.text();
        assert!(!result.contains("badge-unchanged"), "a product that nobody touched is no line of the result");

        let now = fields_of(&admin.get(&panel).await.text(), &save);
        let answer = saved(&mut admin, &save, &pairs(&now)).await;
        assert!(answer.location().ends_with("did=nothing"), "nothing touched, nothing asked: {}", answer.location());
        let mut again = now;
        again.push(("plan".to_owned(), off));
        assert_eq!(saved(&mut admin, &save, &pairs(&again)).await.status, 303);
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
        assert_eq!(saved(&mut admin, &save, &[("product", &guid)]).await.status, 303);
        let mut cleared = fields_of(&admin.get(&panel).await.text(), &save);
        cleared.retain(|(name, _)| name != "product");
        let shown = admin.post(&format!("{panel}/licenses/preview"), &pairs(&cleared)).await;
        assert_eq!(shown.status, 200);
        let mut again = fields_of(&shown.text(), &save);
        assert!(!again.iter().any(|(name, value)| name == "product" && *value == guid), "it stays cleared");
        again.push(("confirm".to_owned(), "yes".to_owned()));
        assert_eq!(saved(&mut admin, &save, &pairs(&again)).await.status, 303);
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
            saved(&mut admin, &save, &[("product", &guid)]).await;
            let mut fields = fields_of(&admin.get(&panel).await.text(), &save);
            fields.retain(|(name, value)| !(name == "plan" && *value == off));
            let page = admin.post(&format!("{panel}/licenses/preview"), &pairs(&fields)).await.text();
            let foot = foot_of(&page);
            assert!(foot.contains(said) && foot.contains("<time"), "the clock with its day: {foot}");
            assert!(!foot.contains("<dialog"), "no question where nothing is lost for good");
            fields.retain(|(name, value)| !(name == "product" && *value == guid));
            let page = admin.post(&format!("{panel}/licenses/preview"), &pairs(&fields)).await.text();
            let foot = foot_of(&page);
            assert!(foot.contains("<dialog"), "mail is lost for good");
        }
    }

    async fn what_differs_from_a_preview_is_told_with_what_it_was(server) {
        let things = server.things(server.info.customers[0].id).await;
        let manage = format!("/c/{}/licenses/manage", things.customer);
        let panel = format!("/c/{}/users/{}/licenses/save", things.customer, things.user);
        let mut other = server.with_role("global-admin").await;
        for (lang, part_number, said) in [
            ("en", "POWER_BI_PRO", "Before: License given. Now: Already as asked."),
            ("es", "SPE_E3", "Antes: Licencia asignada. Ahora: Ya estaba como se pidió."),
        ] {
            let mut admin = server.with_role("license-admin").await.with("accept-language", lang);
            tick(&mut admin, &things, "tick", &[things.user]).await;
            let guid = product(server, part_number).guid.to_string();
            let name = format!("p.{guid}");
            let shown = admin.post(&format!("{manage}/preview"), &[(&name, "give")]).await.text();
            let preview = value_of(foot_of(&shown), "preview").to_owned();
            let digest = value_of(foot_of(&shown), "digest").to_owned();
            assert!(!preview.is_empty(), "{shown}");
            assert_eq!(saved(&mut other, &panel, &[("product", &guid)]).await.status, 303);
            let asked = [(name.as_str(), "give"), ("preview", &preview), ("digest", &digest)];
            let answer = admin.post(&format!("{manage}/save"), &asked).await;
            assert_eq!(answer.status, 412);
            assert!(answer.text().contains(said), "{}", answer.text());
            let again = admin.post(&format!("{manage}/save"), &asked).await;
            assert_eq!(again.status, 412, "its place was taken by the preview that was just shown");
        }
    }

    async fn r_partner_3_a_preview_is_of_those_who_were_selected_when_it_was_shown(server) {
        let things = server.things(server.info.customers[0].id).await;
        let fabric = product(server, "POWER_BI_PRO");
        let (name, later) = (format!("p.{}", fabric.guid), another(server, &things).await);
        let manage = format!("/c/{}/licenses/manage", things.customer);
        let mut admin = server.with_role("license-admin").await;
        tick(&mut admin, &things, "tick", &[things.user]).await;
        let shown = admin.post(&format!("{manage}/preview"), &[(&name, "give")]).await.text();
        let preview = value_of(foot_of(&shown), "preview").to_owned();
        let digest = value_of(foot_of(&shown), "digest").to_owned();
        let before = holder_of(server, &things, later).await.sources.len();
        tick(&mut admin.clone(), &things, "tick", &[later]).await;
        let answer = admin.post(&format!("{manage}/save"), &[(&name, "give"), ("preview", &preview), ("digest", &digest)]).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        assert!(holder(server, &things).await.sources.iter().any(|s| s.product == fabric.id));
        assert_eq!(holder_of(server, &things, later).await.sources.len(), before, "ticked after the preview");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_partner_6_what_is_chosen_survives_a_chip_the_language_and_buying() {
    let server = TestServer::on_sqlite().await;
    let things = server.things(server.info.customers[0].id).await;
    let (first, later) = (product(&server, "SPE_E3"), another(&server, &things).await);
    let manage = format!("/c/{}/licenses/manage", things.customer);
    let mut admin = server.with_role("license-admin").await;
    tick(&mut admin, &things, "tick", &[things.user, later]).await;
    let (name, chip) = (format!("p.{}", first.guid), later.to_string());
    let page = admin.get(&manage).await.text();
    assert!(
        page.contains("formaction=\"/c/") && page.contains("name=\"do\" value=\"untick\""),
        "chips in the form"
    );
    let fields = [("do", "untick"), ("back", manage.as_str()), ("ids", &chip), (&name, "give")];
    let answer = admin.post(&format!("/c/{}/selection", things.customer), &fields).await;
    assert_eq!(answer.location(), format!("{manage}?{name}=give"));
    let page = admin.get(answer.location()).await.text();
    assert!(!page.contains(&format!("value=\"{later}\"")), "the chip is gone");
    assert!(page.contains(&format!("name=\"{name}\" value=\"give\" checked")), "the tick is not");
    assert!(!value_of(foot_of(&page), "preview").is_empty(), "and is shown at the foot");
    let here = format!("name=\"back\" value=\"{manage}?{name}=give\" id=\"here\"");
    assert!(page.contains(&here), "the language leads back to it");

    let several = format!("/c/{}/licenses/several", things.customer);
    let (_, off) = plan_value(&server, &first, "YAMMER_ENTERPRISE");
    let guid = first.guid.to_string();
    let plans = first.plans.iter().filter_map(|plan| {
        let plan = server.app().store().catalogue().plan(plan)?.guid;
        Some(format!("{guid}:{plan}")).filter(|value| *value != off)
    });
    let plans: Vec<String> = plans.collect();
    let back = format!("{several}?mode=assign");
    let mut fields =
        vec![("do", "untick"), ("back", back.as_str()), ("ids", &chip), ("product", &guid), ("plans", &guid)];
    fields.extend(plans.iter().map(|value| ("plan", value.as_str())));
    let answer = admin.post(&format!("/c/{}/selection", things.customer), &fields).await;
    let page = admin.get(answer.location()).await.text();
    assert!(page.contains(&format!("name=\"product\" value=\"{guid}\" checked")), "{}", answer.location());
    assert!(page.contains(&format!("name=\"plan\" value=\"{off}\">")), "the plan stays off");
    assert!(page.contains(&format!("?mode=replace&#38;product={guid}")), "Replace gets the ticks too");
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_ui_6_assign_more_next_and_then_the_products() {
    let server = TestServer::on_sqlite().await;
    let things = server.things(server.info.customers[0].id).await;
    for (lang, more, next) in [("en", "Assign more", "Next"), ("es", "Asignar más", "Siguiente")] {
        let mut admin = server.with_role("license-admin").await.with("accept-language", lang);
        tick(&mut admin, &things, "tick", &[things.user]).await;
        let several = format!("/c/{}/licenses/several", things.customer);
        let page = admin.get(&several).await.text();
        let link = format!("href=\"{several}?mode=assign\">{next}</a>");
        assert!(page.contains(more) && page.contains(&link), "{page}");
        assert!(!page.contains("name=\"product\""), "the products come next");
        assert!(admin.get(&format!("{several}?mode=assign")).await.text().contains("name=\"product\""));
    }
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn plans_of_a_product_that_is_cleared_are_empty_and_locked() {
    let server = TestServer::on_sqlite().await;
    let things = server.things(server.info.customers[0].id).await;
    let first = product(&server, "SPE_E3");
    let mut admin = server.with_role("license-admin").await;
    let panel = format!("/c/{}/users/{}/licenses/save", things.customer, things.user);
    saved(&mut admin, &panel, &[("product", &first.guid.to_string())]).await;
    tick(&mut admin, &things, "tick", &[things.user]).await;
    let manage = format!("/c/{}/licenses/manage", things.customer);
    assert!(!admin.get(&manage).await.text().contains("data-cleared"));
    let (_, plan) = plan_value(&server, &first, "YAMMER_ENTERPRISE");
    let plan = format!("s.{}", plan.replace(':', "."));
    let name = format!("p.{}", first.guid);
    let page = admin.post(&format!("{manage}/preview"), &[(&name, "take"), (&plan, "give")]).await.text();
    let row = page.split_once(&format!("data-product=\"{}\"", first.guid)).map_or("", |(_, rest)| rest);
    let row = row.split("</tbody>").next().unwrap_or_default();
    let boxes = row.matches("<fieldset").count();
    assert!(
        boxes > 10 && row.matches(" data-cleared disabled").count() == boxes - 1,
        "all but the product's own"
    );
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_partner_8_buying_more_knows_how_many_are_missing_and_is_no_dead_end() {
    let server = TestServer::on_sqlite().await;
    let things = server.things(server.info.customers[0].id).await;
    let mut agent = server.with_role("partner-admin-agent").await;
    let home = format!("/c/{}/subscriptions", things.customer);
    let scarce = product(&server, "SPE_E3").guid;
    let answer = agent.get(&format!("{home}/buy?product={scarce}&back=%2F")).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let quantity = async |agent: &mut Browser, address: &str| -> i64 {
        let page = agent.get(address).await.text();
        let fields = fields_of(&page, address.split('?').next().unwrap_or_default());
        fields.iter().find(|(name, _)| name == "quantity").unwrap().1.parse().unwrap()
    };
    let now = quantity(&mut agent, answer.location()).await;
    let answer = agent.get(&format!("{home}/buy?product={scarce}&more=2&back=%2F")).await;
    assert_eq!(quantity(&mut agent, answer.location()).await, now + 2);

    let catalogue = server.app().store().catalogue();
    let organisation = server.app().store().organisation(things.customer).await.unwrap().unwrap();
    let permit = system_permit(organisation.id, Action::View);
    let pools = server.app().store().pools(&permit).await.unwrap();
    let sold = |p: &&Product| !p.end_of_sale && p.clouds.contains(&organisation.cloud);
    let new = |p: &&Product| sold(p) && pools.iter().all(|pool| pool.product != p.id);
    let unowned = catalogue.products().find(new).unwrap().guid;
    let answer = agent.get(&format!("{home}/buy?product={unowned}&more=3&back=%2F")).await;
    assert_eq!(answer.status, 409);
    let link = format!("{home}/new?product={unowned}&#38;quantity=3");
    assert!(answer.text().contains(&link), "{}", answer.text());
    let page = agent.get(&format!("{home}/new?product={unowned}&quantity=3")).await;
    assert!(page.text().contains(&format!("<option value=\"{unowned}\" selected>")));
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_partner_2_the_head_of_the_ticks_is_the_column_of_users() {
    let server = TestServer::on_sqlite().await;
    let customer = server.info.customers[0].id;
    for (lang, word) in [("en", "Users"), ("es", "Usuarios")] {
        let mut agent = server.with_role("partner-admin-agent").await.with("accept-language", lang);
        let page = agent.get(&format!("/c/{customer}/users")).await.text();
        assert!(page.contains(&format!("<th scope=\"row\" data-label=\"{word}\">")), "{word}");
    }
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_partner_4_self_service_seats_have_a_row_of_their_own() {
    let server = TestServer::on_sqlite().await;
    let mut rows = 0;
    for customer in &server.info.customers {
        let home = format!("/c/{}", customer.id);
        for (lang, word) in [("en", "(self-service)"), ("es", "(autoservicio)")] {
            let mut agent = server.with_role("partner-admin-agent").await.with("accept-language", lang);
            let all = [("do", "all"), ("back", "/")];
            if agent.post(&format!("{home}/selection"), &all).await.status != 303 {
                continue;
            }
            let page = agent.get(&format!("{home}/licenses/manage")).await.text();
            rows += page.matches(word).count();
            let Some((_, row)) = page.split_once("-self-service\">") else { continue };
            let row = row.split("</tbody>").next().unwrap_or_default();
            assert!(
                row.contains("<fieldset class=\"tri\"") && row.contains(" disabled>"),
                "nobody else changes it"
            );
        }
    }
    assert!(rows >= 2, "the demo has a self-service purchase");
    server.end().await;
}
