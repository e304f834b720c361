// What can be done now, on Home and on the dashboard of a partner, by its visible labels in both languages: each line
// leads to the page that would fix it, and that page says the same number.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { PHONE, axe, shareDemo, signIn } from "./harness.mjs";
import { heading, homeCustomer, number } from "./steps.mjs";

const WORDS = {
  en: {
    title: "What you can do now", twice: /although another license of/, users: "See the users",
    blocked: /blocked users? holds? licenses/, never: /never signed in with the password from here/,
    unused: /: \d[\d,]* paid seats? (is|are) unused \(/, reduce: /seats can be left out from the renewal on/, plan: "Plan fewer seats",
    leaving: /can be canceled until/,
    cancel: "See what canceling does", losing: /loses? data soon/, saves: "See what saves it", soon: "Lost in the next 7 days",
    month: "a month",
  },
  es: {
    title: "Qué puede hacer ahora", twice: /aunque otra de sus licencias/, users: "Ver los usuarios",
    blocked: /usuarios? bloqueados? tienen? licencias/, never: /nunca han? iniciado sesión con la contraseña de aquí/,
    unused: /: \d[\d.]* puestos? pagados? est(á|án) sin usar \(/, reduce: /desde la renovación/, plan: "Prever menos puestos",
    leaving: /se puede cancelar hasta/,
    cancel: "Ver qué hace la cancelación", losing: /pierden? datos pronto/, saves: "Ver qué los salva",
    soon: "Se pierden en los próximos 7 días", month: "al mes",
  },
};

for (const lang of ["en", "es"]) {
  const w = WORDS[lang];

  describe(`what can be done now (${lang})`, () => {
    const visit = shareDemo(["--users", "400"]);

    test("a partner's dashboard tells it over all customers, and each line opens what fixes it", async () => {
      await visit({ lang, name: `answers-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "partner-admin-agent");
        await counted(page, demo.url, w);
        await axe(page);
        const line = (text) => part(page, w).getByRole("row").filter({ hasText: text }).first();
        assert.ok((await line(w.unused).innerText()).includes(w.month), "unused seats have a price");
        await follow(page, demo, w, { text: w.leaving, step: w.cancel, at: /\/subscriptions\/[^/]+\/change\?do=cancel$/ });
        await follow(page, demo, w, { text: w.losing, step: w.saves, at: /\/data-at-risk\?soon=yes$/ });
        await page.getByText(w.soon).first().waitFor();
        await follow(page, demo, w, { text: w.reduce, step: w.plan, at: /\/change\?do=at-renewal&seats=\d+$/ });
        await page.getByRole("main").getByRole("button").first().waitFor();
      });
    });

    test("a Global admin's Home counts as the lists behind it do", async () => {
      await visit({ lang, name: `answers-home-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "global-admin");
        await counted(page, demo.url, w);
        await axe(page);
        for (const text of [w.twice, w.blocked, w.never]) {
          await page.goto(demo.url);
          const row = part(page, w).getByRole("row").filter({ hasText: text }).first();
          const told = (await row.getByRole("rowheader").innerText()).replace(/^.*: /, "");
          await row.getByRole("link", { name: w.users, exact: true }).click();
          await page.locator("form#users").waitFor();
          const shown = await page.locator(".page-head > .count").innerText();
          assert.equal(number(shown), number(told.match(/\d[\d.,]*/)[0]), `${text}`);
        }
      });
    });

    test("at 360 px the lines fit, and the page of one customer has them too", async () => {
      await visit({ lang, viewport: PHONE, name: `answers-phone-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "partner-admin-agent");
        await counted(page, `${demo.url}/c/${homeCustomer(demo).id}`, w);
        await axe(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        assert.equal(wide, false, "nothing sticks out");
        const small = demo.customers.at(-1);
        await page.goto(`${demo.url}/c/${small.id}`);
        await heading(page, w.title).waitFor();
      });
    });
  });
}

function part(page, w) {
  return page.locator("section.answers").filter({ has: page.getByRole("heading", { name: w.title, exact: true }) });
}

/** Opens a page until everybody is counted, with all lines unfolded. */
async function counted(page, address, w) {
  for (let tries = 0; tries < 20; tries += 1) {
    await page.goto(address);
    await heading(page, w.title).waitFor();
    if ((await part(page, w).getByRole("status").count()) === 0) return;
  }
  assert.fail("people are never counted");
}

async function follow(page, demo, w, { text, step, at }) {
  await page.goto(demo.url);
  const row = part(page, w).getByRole("row").filter({ hasText: text }).filter({ hasText: step }).first();
  await row.getByRole("link", { name: step, exact: true }).click();
  await page.waitForURL(at);
  await axe(page);
}
