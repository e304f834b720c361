// What stays of work in hand when somebody leaves a page quickly, comes back, or has lost the session meanwhile.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { account, shareDemo, signIn } from "./harness.mjs";
import {
  boxes, changing, heading, homeCustomer, productBox, productRows, rail, readUpdated, selectedCount, texts, tick,
} from "./steps.mjs";

const WORDS = {
  en: {
    billing: "Billing", licenses: "Licenses", unassign: "Unassign licenses", selected: "Selected users", clear: "Clear selection", free: "Microsoft Fabric (Free)", save: "Save",
    updated: "Licenses updated", out: /no longer signed in/, signIn: /^Sign in in a new tab/,
    offline: /cannot be reached/,
  },
  es: {
    billing: "Facturación", licenses: "Licencias", unassign: "Anular la asignación de licencias",
    selected: "Usuarios seleccionados", clear: "Borrar selección", free: "Microsoft Fabric (gratis)", save: "Guardar",
    updated: "Licencias actualizadas", out: /Ya no tiene una sesión iniciada/, signIn: /^Inicie sesión en una pestaña/,
    offline: /No se puede contactar/,
  },
};

for (const lang of ["en", "es"]) {
  const w = WORDS[lang];

  describe(`leaving a page (${lang})`, () => {
    const visit = shareDemo(["--users", "300"]);

    test("R-PARTNER-3 ticks on their way are kept by whoever leaves at once, in few requests", async () => {
      await visit({ lang, name: `leave-${lang}` }, async ({ demo, page }) => {
        await openList(page, demo, w);
        let requests = 0;
        let release;
        const late = new Promise((done) => (release = done));
        await page.route("**/selection", async (route) => {
          requests += 1;
          await late;
          await route.continue();
        });
        for (let index = 0; index < 4; index += 1) await boxes(page).nth(index).click();
        const names = (await texts(page.locator("tbody th"))).slice(0, 4);
        await page.getByRole("link", { name: w.selected, exact: true }).click();
        release();
        await page.waitForURL(/view=selected/);
        assert.deepEqual(await texts(page.locator("tbody th")), names, "the four who were ticked");
        assert.equal(requests, 2, "the first tick, then the others together");
      });
    });

    test("R-UI-3 a button pressed while ticks are on their way does its work with all of them", async () => {
      await visit({ lang, name: `press-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "global-admin");
        await page.locator("nav#rail").getByText(w.billing, { exact: true }).waitFor();
        await rail(page, w.licenses);
        await page.getByRole("main").getByRole("link", { name: "Microsoft 365 F3", exact: true }).click();
        const button = page.getByRole("button", { name: w.unassign, exact: true });
        await page.route("**/selection", async (route) => {
          await new Promise((done) => setTimeout(done, 300));
          await route.continue();
        });
        for (const index of [0, 1, 2]) await boxes(page).nth(index).click();
        await button.click();
        const box = page.getByRole("dialog", { name: w.unassign, exact: true });
        await box.waitFor();
        assert.match(await box.innerText(), /\b3\b/, "the three who were ticked");
      });
    });

    test("R-PARTNER-3 a tick that waits is sent by whoever leaves in another way", async () => {
      await visit({ lang, name: `hide-${lang}` }, async ({ demo, page }) => {
        await openList(page, demo, w);
        // The answer to the first tick never comes; what follows waits for it.
        await page.evaluate(() => {
          const { fetch } = globalThis;
          let first = true;
          globalThis.fetch = (address, options) => {
            if (!first) return fetch(address, options);
            first = false;
            return new Promise(() => {});
          };
        });
        for (let index = 0; index < 3; index += 1) await boxes(page).nth(index).click();
        const list = page.url();
        await page.goto(new URL("/account/password", demo.url).href);
        for (let tries = 0; tries < 50; tries += 1) {
          await page.goto(list);
          if ((await selectedCount(page)) === 2) break;
        }
        assert.equal(await selectedCount(page), 2, "those that waited for the first are not lost");
      });
    });

    test("R-PARTNER-3 after Back the boxes say what is selected, not what was ticked", async () => {
      await visit({ lang, name: `back-${lang}` }, async ({ demo, page }) => {
        await openList(page, demo, w);
        await boxes(page).nth(0).click();
        await boxes(page).nth(1).click();
        await page.getByRole("link", { name: w.selected, exact: true }).click();
        await page.waitForURL(/view=selected/);
        assert.equal(await boxes(page).count(), 2);
        await page.getByRole("button", { name: w.clear, exact: true }).click();
        await page.locator(".empty").waitFor();
        await page.goBack();
        if (page.url().includes("view=selected")) await page.goBack();
        await page.waitForFunction(
          () => document.readyState === "complete" && document.querySelector('#selection-bar[data-selected="0"]'),
        );
        assert.equal(await page.locator("tbody input[name=ids]:checked").count(), 0);
      });
    });

    test("a panel left by Back and opened by Forward still knows the list under it", async () => {
      await visit({ lang, name: `panel-${lang}` }, async ({ demo, page }) => {
        await openList(page, demo, w);
        const list = page.url();
        const panel = page.locator("dialog[open] #panel");
        await page.locator("tbody th a").first().click();
        await panel.waitFor();
        const shown = page.url();
        assert.notEqual(shown, list);
        await page.goBack();
        await panel.waitFor({ state: "detached" });
        await page.waitForURL(list);
        await page.goForward();
        await panel.waitFor();
        await page.waitForURL(shown);
        await page.keyboard.press("Escape");
        await panel.waitFor({ state: "detached" });
        // Going back is asked of the browser, which does it when it can.
        await page.waitForURL(list);
      });
    });

    test("a session that ended while somebody chose is told at the form, and what was chosen is saved after all", async () => {
      await visit({ lang, name: `session-${lang}` }, async ({ demo, page }) => {
        await openManage(page, demo, w);
        await page.context().clearCookies();
        const box = productBox(productRows(page, w.free));
        await box.click();
        const told = page.locator("#save-bar [role=alert]");
        await told.getByText(w.out).waitFor();
        assert.equal(await page.locator("[aria-busy]").count(), 0, "nothing is on its way any more");
        const here = page.url();
        await page.getByRole("button", { name: w.save, exact: true }).click();
        await told.getByText(w.out).waitFor();
        assert.equal(page.url(), here);
        assert.equal(await box.getAttribute("aria-checked"), "true", "what was chosen still stands there");

        const [tab] = await Promise.all([
          page.context().waitForEvent("page"),
          told.getByRole("link", { name: w.signIn }).click(),
        ]);
        await tab.locator("#username").fill(account(demo, "partner-admin-agent").username);
        await tab.locator("#password").fill(account(demo, "partner-admin-agent").password);
        await tab.locator("#password").press("Enter");
        await tab.waitForURL((url) => url.pathname !== "/sign-in");
        await tab.close();
        await page.evaluate(() => dispatchEvent(new Event("focus")));
        await told.waitFor({ state: "detached" });
        await page.waitForFunction(() => !document.querySelector("[aria-busy]"));
        await page.getByRole("button", { name: w.save, exact: true }).click();
        await heading(page, w.updated).waitFor();
        assert.equal((await readUpdated(page)).changed, 1);
        page.faults.length = 0;
      });
    });

    test("a server out of reach is told at the form, which goes on when it is back", async () => {
      await visit({ lang, name: `offline-${lang}` }, async ({ demo, page }) => {
        await openManage(page, demo, w);
        await page.context().setOffline(true);
        const box = productBox(productRows(page, w.free));
        const before = await box.getAttribute("aria-checked");
        await box.click();
        const told = page.locator("#save-bar [role=alert]");
        await told.getByText(w.offline).waitFor();
        const here = page.url();
        await page.getByRole("button", { name: w.save, exact: true }).click();
        await told.getByText(w.offline).waitFor();
        assert.equal(page.url(), here);
        await page.context().setOffline(false);
        await told.waitFor({ state: "detached" });
        await page.locator('#save-bar:not([aria-busy="true"])').waitFor();
        await changing(page, () => box.click());
        assert.notEqual(await page.locator("#save-bar").getAttribute("aria-busy"), "true");
        assert.equal(await box.getAttribute("aria-checked"), before);
        page.faults.length = 0;
      });
    });
  });
}

/** Manage licenses for the first user of the list. */
async function openManage(page, demo, w) {
  await openList(page, demo, w);
  await tick(page, boxes(page).first());
  await page.locator("#selection-bar a.primary").click();
  await page.locator("#save-bar").waitFor();
}

/** The customer's users with an empty selection. */
async function openList(page, demo, w) {
  await signIn(page, demo, "partner-admin-agent");
  await page.goto(new URL(`/c/${homeCustomer(demo).id}/users`, demo.url).href);
  const clear = page.getByRole("button", { name: w.clear, exact: true });
  if ((await clear.count()) > 0) await clear.click();
  assert.equal(await selectedCount(page), 0);
}
