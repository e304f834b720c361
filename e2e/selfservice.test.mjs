// What people buy for themselves, by its visible labels, in both languages, with script and without: what one holds, a
// trial, a purchase, its people, its seats, its end (R-SSP-1, R-SSP-2).

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";

import { axe, shareDemo, signIn } from "./harness.mjs";
import { heading, rail } from "./steps.mjs";

const WORDS = {
  en: {
    licenses: "My licenses and apps", own: "From a purchase of your own", shop: "Buy", purchases: "Manage my purchases",
    preview: "Preview", seats: "Seats", tooMany: /E-QTY, R-PROD-17/, trial: /^Try free for a month/, tryIt: /^Try /, buyIt: /^Buy /,
    give: "Give seats to", stranger: "nobody@nowhere.example", unknown: /E-SCOPE, R-SSP-2/, people: "People with a seat",
    total: "Number of seats", change: "Change the number of seats", cancel: "Cancel the purchase", had: /You have bought this product already/,
    none: "Nobody has a seat yet.", changed: "The purchase is changed.", ended: "The purchase has ended.", assigned: /R-BUY-5/,
    products: "Your products", filter: "Self-service", take: "Take control of this subscription", reason: "Why it is canceled",
    end: "Cancel subscription", say: "Say why it is canceled.", move: "Move users",
    gone: "Self-service purchase taken over: canceled",
    settings: "Settings", policies: "Decide product by product", policy: "Self-service purchases", deny: "Neither buy nor try",
    ask: /^Request a license/, forWhom: "For whom", why: "Why", send: "Send the request", sent: "Your request is sent.",
    waiting: /· waiting/, requests: "Requests", grant: "Grant", refuse: "Refuse", answer: "Answer",
    answered: "Request answered", granted: /· granted/, refused: /· refused/, note: "What you tell them", everybody: "All",
    free: "Available quantity", csv: /CSV/, heads: /Purchaser's user name/, by: /^Bought by/,
    save: "Save changes", plain: "Save changes", saved: "Your changes were saved.", of: "Self-service: Power BI Pro",
  },
  es: {
    licenses: "Mis licencias y aplicaciones", own: "De una compra suya", shop: "Comprar", purchases: "Administrar mis compras",
    preview: "Vista previa", seats: "Plazas", tooMany: /E-QTY, R-PROD-17/, trial: /^Probar gratis un mes/, tryIt: /^Probar /, buyIt: /^Comprar /,
    give: "Dar plazas a", stranger: "nobody@nowhere.example", unknown: /E-SCOPE, R-SSP-2/, people: "Personas con plaza",
    total: "Número de plazas", change: "Cambiar el número de plazas", cancel: "Cancelar la compra", had: /Ya ha comprado este producto/,
    none: "Todavía nadie tiene plaza.", changed: "La compra está cambiada.", ended: "La compra ha terminado.", assigned: /R-BUY-5/,
    products: "Sus productos", filter: "Autoservicio", take: "Apoderarse de esta suscripción", reason: "Por qué se cancela",
    end: "Cancelar suscripción", say: "Diga por qué se cancela.", move: "Mover usuarios",
    gone: "Compra de autoservicio asumida: cancelada",
    settings: "Configuración", policies: "Decidir producto a producto", policy: "Compras de autoservicio", deny: "Ni comprar ni probar",
    ask: /^Solicitar una licencia/, forWhom: "Para quién", why: "Por qué", send: "Enviar la solicitud",
    sent: "Su solicitud se ha enviado.", waiting: /· en espera/, requests: "Solicitudes",
    grant: "Conceder", refuse: "Denegar", answer: "Responder", answered: "Solicitud respondida", granted: /· concedida/,
    refused: /· denegada/, note: "Qué les dice", everybody: "Todas",
    free: "Cantidad disponible", csv: /CSV/, heads: /Nombre de usuario del comprador/, by: /^Comprado por/,
    save: "Guardar cambios", plain: "Guardar cambios", saved: "Sus cambios se han guardado.", of: "Autoservicio: Power BI Pro",
  },
};

/** What the demo's person without a role bought already, and what it tries and buys here. */
const BOUGHT = "Power BI Pro";
const WANTED = "Viva Learning";
/** What everybody may buy. */
const ASKED = WANTED;

for (const lang of ["en", "es"]) {
  const w = WORDS[lang];

  describe(`self-service (${lang})`, () => {
    const ending = shareDemo(["--users", "300"]);
    const asking = shareDemo(["--users", "300"]);
    for (const script of [true, false]) {
      const visit = shareDemo(["--users", "300"]);
      const how = script ? "with script" : "without script";
      test(`R-SSP-1 R-SSP-2 ${how}: what one holds, a trial, a purchase, its people, its end`, async () => {
        await visit({ lang, script, name: `selfservice-${lang}-${script}` }, async ({ demo, page }) => {
          const look = async () => { if (script) await axe(page); };
          const main = page.getByRole("main");
          const press = (label) => main.getByRole("button", { name: label, exact: true }).click();
          const row = (name) => main.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
          await signIn(page, demo, "user");
          await heading(page, w.licenses).waitFor();
          await row(BOUGHT).getByText(w.own).waitFor();
          await look();

          // What is bought already is not bought twice.
          await rail(page, w.shop);
          await heading(page, w.shop).waitFor();
          await row(BOUGHT).getByText(w.had).waitFor();
          await look();

          // A trial: too many seats are told beside the field, and nothing happens before the preview's button.
          await row(WANTED).getByRole("link", { name: w.trial }).click();
          await page.getByLabel(w.seats, { exact: true }).fill("26");
          await press(w.preview);
          await page.locator(".error-summary").getByText(w.tooMany).waitFor();
          await look();
          await page.getByLabel(w.seats, { exact: true }).fill("2");
          await press(w.preview);
          await look();
          await main.getByRole("button", { name: w.tryIt }).click();
          await page.waitForURL(/\/my\/purchases\?/);
          await row(WANTED).waitFor();
          await look();

          // The purchase takes the place of the trial.
          await rail(page, w.shop);
          await row(WANTED).getByRole("link", { name: w.buyIt }).click();
          await page.getByLabel(w.seats, { exact: true }).fill("2");
          await press(w.preview);
          await main.getByRole("button", { name: w.buyIt }).click();
          await page.waitForURL(/\/my\/purchases\?/);
          await main.getByRole("link", { name: WANTED, exact: true }).click();
          await heading(page, WANTED).waitFor();
          await page.getByText(w.none).waitFor();
          await look();

          // A seat for oneself and nobody from elsewhere.
          const own = await page.getByLabel(w.give, { exact: true }).inputValue();
          assert.match(own, /@/, "the own name stands there already");
          await page.getByLabel(w.give, { exact: true }).fill(w.stranger);
          await press(w.preview);
          await page.locator(".error-summary").getByText(w.unknown).waitFor();
          await page.getByLabel(w.give, { exact: true }).fill(own);
          await press(w.preview);
          await look();
          await press(w.people);
          await page.getByText(w.changed).waitFor();
          const mine = main.getByRole("checkbox");
          assert.equal(await mine.count(), 1);

          // Seats that are held cannot go; the seat is taken back, and the purchase ends.
          await page.getByLabel(w.total, { exact: true }).fill("0");
          await press(w.change);
          await page.locator(".error-summary").waitFor();
          await page.getByLabel(w.total, { exact: true }).fill("1");
          await press(w.change);
          await press(w.change);
          await page.getByText(w.changed).waitFor();
          await mine.check();
          await page.getByLabel(w.give, { exact: true }).fill("");
          await press(w.preview);
          await press(w.people);
          await page.getByText(w.none).waitFor();
          await press(w.cancel);
          await look();
          await press(w.cancel);
          await page.getByText(w.ended).waitFor();
          await look();
        });
      });
    }

    test("R-SSP-8 R-SSP-9 R-ROLE-11: an administrator decides product by product, and people are told", async () => {
      await ending({ lang, name: `selfservice-policy-${lang}` }, async ({ demo, page }) => {
        const main = page.getByRole("main");
        await signIn(page, demo, "global-admin");
        await rail(page, w.settings);
        await main.getByRole("link", { name: w.policies, exact: true }).click();
        await heading(page, w.policy).waitFor();
        await axe(page);
        await page.getByLabel(BOUGHT, { exact: true }).selectOption({ label: w.deny });
        await main.getByRole("button", { name: w.save, exact: true }).click();
        await main.getByText(w.of, { exact: true }).waitFor();
        await axe(page);
        await main.getByRole("button", { name: w.plain, exact: true }).click();
        await page.getByText(w.saved, { exact: true }).waitFor();
        const says = await page.getByLabel(BOUGHT, { exact: true }).locator("option:checked").textContent();
        assert.equal(says, w.deny);
      });
    });

    test("R-REQ-1 R-REQ-2 R-ROLE-13: where buying is not allowed somebody asks for two people, and each gets an answer", async () => {
      const visit = asking;
      await visit({ lang, name: `selfservice-request-${lang}` }, async ({ demo, page }) => {
        const main = page.getByRole("main");
        const press = (label) => main.getByRole("button", { name: label, exact: true }).click();
        const become = async (role) => { await page.context().clearCookies(); await signIn(page, demo, role, lang); };
        await signIn(page, demo, "global-admin");
        await rail(page, w.settings);
        await main.getByRole("link", { name: w.policies, exact: true }).click();
        await page.getByLabel(BOUGHT, { exact: true }).selectOption({ label: w.deny });
        await press(w.save);
        await press(w.plain);
        await page.getByText(w.saved, { exact: true }).waitFor();

        await become("user");
        await rail(page, w.shop);
        const row = main.getByRole("row").filter({ has: page.getByRole("rowheader", { name: ASKED, exact: true }) });
        assert.equal(await row.getByRole("link", { name: w.ask }).count(), 0, "what can be bought is not asked for");
        const other = main.getByRole("row").filter({ has: page.getByRole("rowheader", { name: BOUGHT, exact: true }) });
        assert.equal(await other.getByRole("link", { name: w.ask }).count(), 0, "what is bought already neither");
        await become("license-admin");
        await rail(page, w.shop);
        await heading(page, w.shop).waitFor();
        await other.getByRole("link", { name: w.ask }).click();
        await axe(page);
        const own = await page.getByLabel(w.forWhom, { exact: true }).inputValue();
        const colleague = demo.accounts.find((it) => it.role === "billing-admin").username;
        await page.getByLabel(w.forWhom, { exact: true }).fill(`${own}, ${colleague}`);
        await page.getByLabel(w.why, { exact: true }).fill("Reports");
        await press(w.preview);
        await axe(page);
        await press(w.send);
        await page.getByText(w.sent, { exact: true }).waitFor();
        await main.getByText(w.waiting).first().waitFor();
        await axe(page);

        await become("user-admin");
        await rail(page, w.requests);
        await axe(page);
        await main.getByRole("link", { name: BOUGHT, exact: true }).click();
        await axe(page);
        const answers = main.locator("select[name^='answer.']");
        assert.equal(await answers.count(), 2);
        await answers.nth(0).selectOption({ label: w.grant });
        await answers.nth(1).selectOption({ label: w.refuse });
        await page.getByLabel(w.note, { exact: true }).fill("Ask again in May");
        await press(w.preview);
        await axe(page);
        await press(w.answer);
        await heading(page, w.answered).waitFor();
        await axe(page);
        await rail(page, w.requests);
        await main.getByRole("link", { name: w.everybody, exact: true }).click();
        await main.getByRole("cell").filter({ hasText: w.granted }).filter({ hasText: w.refused }).waitFor();
      });
    });

    test("R-UI-11 R-SSP-5 R-SSP-7: an administrator takes control and cancels, with a reason and a confirmation", async () => {
      const visit = ending;
      await visit({ lang, name: `selfservice-end-${lang}` }, async ({ demo, page }) => {
        const main = page.getByRole("main");
        const press = (label) => main.getByRole("button", { name: label, exact: true }).click();
        await signIn(page, demo, "global-admin");
        await rail(page, w.products);
        await heading(page, w.products).waitFor();
        await main.getByRole("link", { name: w.filter, exact: true }).click();
        await main.getByRole("link", { name: BOUGHT }).first().click();
        await heading(page, BOUGHT).waitFor();
        await main.getByText(w.free, { exact: true }).waitFor();
        await axe(page);
        const [file] = await Promise.all([page.waitForEvent("download"), main.getByRole("link", { name: w.csv }).click()]);
        assert.match(await readFile(await file.path(), "utf8"), w.heads);
        await main.getByRole("link", { name: w.by }).click();
        await heading(page, w.take).waitFor();
        await main.getByRole("button", { name: w.move, exact: true }).waitFor();
        await axe(page);
        await press(w.end);
        await page.locator(".error-summary").getByText(w.say).waitFor();
        await axe(page);
        await page.getByLabel(w.reason, { exact: true }).fill("Budget");
        await press(w.end);
        await page.locator(".save-sentence").waitFor();
        await axe(page);
        await press(w.end);
        await page.waitForURL(/\/operations\//);
        await heading(page, w.gone).waitFor();
        await axe(page);
      });
    });
  });
}
