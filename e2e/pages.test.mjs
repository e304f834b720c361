// Every page for every kind of reader: no axe violation, no page wider than its window, little weight; sign-in; the
// keyboard alone; and roles that may only look.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { PHONE, account, axe, shareDemo, signIn } from "./harness.mjs";
import { boxes, heading, homeCustomer, productBox, productRows, rail, save, selectedCount, tick } from "./steps.mjs";

const ASSETS = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "crates", "console", "assets");
const SCRIPT_BYTES_MAX = 10 * 1024;
const PAGE_BYTES_MAX = 100 * 1024;
const NARROW = { width: 320, height: 780 };
const NOBODY = "00000000-0000-4000-8000-000000000000";

const CUSTOMER_PAGES = [
  "", "/users", "/users?q=zzzz", "/users?view=selected", "/deleted-users", "/users/delete?selected=1", "/users/import",
  "/licenses/manage", "/licenses/several", "/licenses/several?mode=assign", "/licenses/several?mode=replace",
  "/licenses/several?mode=unassign", "/licenses/several?mode=edit", "/products", "/subscriptions",
  "/subscriptions?kind=trial", "/subscriptions/new", "/operations", "/audit", "/settings", "/settings/self-service", "/roles",
  "/data-at-risk", "/data-at-risk?kept=yes", "/inactive-mailboxes", "/search-reach", "/views", "/views/new?license=unlicensed-mail",
  "/users?license=over-assigned", "/users?license=licensed&signin=never", "/users?license=twice", "/data-at-risk?soon=yes",
  "/groups", "/groups?q=zzzz", "/groups/new", "/waiting", "/requests", "/requests?all=yes",
  "/search?q=a", "/search?q=zzzz",
];
const GENERAL_PAGES = ["/", "/account/password", "/no-such-page", "/my/requests"];
const PARTNER_PAGES = [
  "/search?q=a",
  "/customers", "/customers/new", "/customers?q=zzzz", "/activity", "/catalogue", "/catalogue?q=zzzz", "/catalogue/import", "/mail", "/time",
];

const WORDS = {
  en: {
    signIn: "Sign in to Cupo", button: "Sign in", wrong: "User name or password is not right. Check both and try again.",
    locked: /Too many failed attempts. You can try again in \d+ minute/, other: "Español",
    out: "Sign out", account: /^Account of/, password: "Change password", current: "Current password",
    fresh: "New password", repeat: "New password again", differs: "The two new passwords differ",
    changed: "Your password was changed.", next: "Next", manage: "Manage licenses", save: "Save", updated: "Licenses updated",
    clear: "Clear selection",
  },
  es: {
    signIn: "Iniciar sesión en Cupo", button: "Iniciar sesión",
    wrong: "El nombre de usuario o la contraseña no son correctos. Compruebe ambos y vuelva a intentarlo.",
    locked: /Demasiados intentos fallidos. Puede volver a intentarlo dentro de \d+ minuto/, other: "English",
    out: "Cerrar sesión", account: /^Cuenta de/, password: "Cambiar la contraseña",
    current: "Contraseña actual", fresh: "Contraseña nueva", repeat: "Repita la contraseña nueva",
    differs: "Las dos contraseñas nuevas son distintas", changed: "Su contraseña se ha cambiado.",
  },
};

describe("every page", () => {
  const visit = shareDemo(["--users", "300"]);

  for (const [role, lang, dark] of [
    ["partner-admin-agent", "en", false],
    ["partner-admin-agent", "es", true],
    ["global-admin", "es", false],
    ["global-admin", "en", true],
    ["user", "es", false],
    ["user", "en", true],
  ]) {
    const scheme = dark ? "dark" : "light";
    test(`for ${role} in ${lang}, ${scheme}: no axe violation, no error, light, as wide as its window`, async () => {
      await visit({ lang, dark, name: `pages-${role}-${lang}` }, async ({ demo, page }) => {
        await page.goto(new URL("/sign-in", demo.url).href);
        await axe(page);
        await signIn(page, demo, role);
        const addresses = await allPages(page, demo, role);
        assert.ok(addresses.length > (role === "user" ? 2 : 25), `the pages of ${role}: ${addresses.length}`);
        for (const address of addresses) await look(page, demo, address);
      });
    });
  }

  for (const lang of ["en", "es"]) {
    test(`at 320 px in ${lang} no page scrolls sideways and axe finds nothing`, async () => {
      await visit({ lang, viewport: NARROW, name: `narrow-${lang}` }, async ({ demo, page }) => {
        await page.goto(new URL("/sign-in", demo.url).href);
        await fits(page);
        await signIn(page, demo, "partner-admin-agent");
        for (const address of await allPages(page, demo, "partner-admin-agent")) {
          await page.goto(new URL(address, demo.url).href);
          await fits(page);
        }
        await axe(page);
      });
    });
  }

  test("on a phone the rail is a sheet that opens from the menu", async () => {
    await visit({ lang: "es", viewport: PHONE, name: "sheet" }, async ({ demo, page }) => {
      await signIn(page, demo, "global-admin");
      assert.equal(await page.locator("nav#rail").isVisible(), false);
      await page.getByRole("button", { name: "Menú", exact: true }).click();
      await rail(page, "Usuarios activos");
      await heading(page, "Usuarios activos").waitFor();
      assert.equal(await page.locator("nav#rail").isVisible(), false, "and it closes on the way");
      await axe(page);
    });
  });

  test("the keyboard alone: pages, ticks, three-state boxes, Save", async () => {
    const w = WORDS.en;
    await visit({ lang: "en", name: "keyboard" }, async ({ demo, page }) => {
      await signIn(page, demo, "partner-admin-agent");
      await page.goto(`${demo.url}/c/${homeCustomer(demo).id}/users`);
      const clear = page.getByRole("button", { name: w.clear, exact: true });
      if ((await clear.count()) > 0) await clear.click();
      await page.reload();
      await page.keyboard.press("Tab");
      const first = await page.evaluate(() => document.activeElement.getAttribute("href"));
      assert.equal(first, "#main", "first the way past the rail");
      await reach(page, boxes(page).first());
      await tick(page, { click: () => page.keyboard.press("Space") });
      await page.keyboard.press("Tab");
      await reach(page, boxes(page).nth(1));
      await tick(page, { click: () => page.keyboard.press("Space") });
      await reach(page, page.locator("nav.pager").getByRole("link", { name: w.next, exact: true }));
      const range = await page.locator(".pager-range").innerText();
      await page.keyboard.press("Enter");
      await page.waitForFunction((old) => document.querySelector(".pager-range")?.innerText !== old, range);
      assert.equal(await selectedCount(page), 2);
      await reach(page, page.getByRole("main").getByRole("link", { name: w.manage, exact: true }));
      await page.keyboard.press("Enter");
      await heading(page, w.manage).waitFor();
      const box = productBox(productRows(page, "Microsoft Fabric (Free)"));
      await reach(page, box);
      const answer = page.waitForResponse((response) => response.url().endsWith("/preview"));
      await page.keyboard.press("Space");
      assert.equal(await box.getAttribute("aria-checked"), "true");
      await answer;
      await page.waitForFunction(() => !document.querySelector("[aria-busy]"));
      const kept = await box.evaluate((element) => element === document.activeElement);
      assert.equal(kept, true, "the preview leaves the focus");
      await reach(page, page.getByRole("button", { name: w.save, exact: true }));
      await page.keyboard.press("Enter");
      await heading(page, w.updated).waitFor();
    });
  });

  test("all scripts together stay below 10 KB compressed", async () => {
    const names = (await readdir(ASSETS)).filter((name) => name.endsWith(".js"));
    assert.ok(names.length > 0, "there are scripts");
    const sizes = await Promise.all(names.map(async (name) => gzipSync(await readFile(path.join(ASSETS, name))).length));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(bytes <= SCRIPT_BYTES_MAX, `${names.join(", ")}: ${bytes} bytes`);
  });
});

describe("roles that may only look", () => {
  const visit = shareDemo(["--users", "300"]);

  for (const role of ["global-reader", "partner-helpdesk-agent"]) {
    test(`R-ROLE-7 R-ROLE-15 ${role} is offered no change and refused one by address`, async () => {
      await visit({ lang: "en", name: role }, async ({ demo, page }) => {
        await signIn(page, demo, role);
        const home = `/c/${homeCustomer(demo).id}`;
        const opened = await page.goto(new URL(`${home}/users`, demo.url).href);
        assert.equal(opened.status(), 200);
        await boxes(page).first().waitFor();
        const user = new URL(await page.locator("tbody th a").first().getAttribute("href"), demo.url).pathname;
        await tick(page, boxes(page).first());
        const ways = page.locator(".selection-actions a, .selection-actions button");
        assert.equal(await ways.count(), 0, "no way on from the selection");
        await page.goto(new URL(`${home}/products`, demo.url).href);
        const product = await page.locator("tbody th a").first().getAttribute("href");
        for (const address of [product, `${user}?tab=licenses`, `${home}/subscriptions`, `${home}/deleted-users`]) {
          await page.goto(new URL(address, demo.url).href);
          const offers = await page.locator("main form[method=post] button:not([disabled])").allTextContents();
          assert.deepEqual(offers, [], `${address} offers nothing to send`);
        }

        // By address: the page and the change itself.
        for (const rest of ["/licenses/manage", "/licenses/several", "/users/delete?selected=1"]) {
          const address = `${home}${rest}`;
          const answer = await page.goto(new URL(address, demo.url).href);
          assert.equal(answer.status(), 403, address);
          assert.match(await page.getByRole("main").innerText(), /R-ROLE-\d+|E-ROLE/, "the rule is named");
        }
        await axe(page);
        const csrf = await page.locator("form[action='/language'] input[name=csrf]").getAttribute("value");
        for (const address of [`${user}/licenses/save`, `${product}/unassign`, `${home}/licenses/manage/save`]) {
          const answer = await page.context().request.post(new URL(address, demo.url).href, {
            form: { csrf, ids: NOBODY, product: NOBODY },
            headers: { origin: new URL(demo.url).origin },
          });
          assert.equal(answer.status(), 403, address);
          assert.match(await answer.text(), /R-ROLE-\d+|E-ROLE/, `${address} names the rule and not the form's token`);
        }
      });
    });
  }
});

for (const lang of ["en", "es"]) {
  const w = WORDS[lang];

  describe(`sign-in (${lang})`, () => {
    const visit = shareDemo(["--users", "300"]);

    test("the language is switched and remembered", async () => {
      await visit({ lang, name: `language-${lang}` }, async ({ demo, page }) => {
        await page.goto(new URL("/sign-in", demo.url).href);
        await heading(page, w.signIn).waitFor();
        await page.getByRole("button", { name: w.other, exact: true }).click();
        const there = WORDS[lang === "en" ? "es" : "en"];
        await heading(page, there.signIn).waitFor();
        await page.goto(new URL("/sign-in", demo.url).href);
        await heading(page, there.signIn).waitFor();
        await enter(page, account(demo, "global-admin"));
        assert.equal(await page.locator("html").getAttribute("lang"), lang === "en" ? "es" : "en");
      });
    });

    test("a wrong password is told, and repeated ones lock with a delay", async () => {
      await visit({ lang, name: `wrong-${lang}` }, async ({ demo, page }) => {
        const { username, password } = account(demo, "license-admin");
        await page.goto(new URL("/sign-in", demo.url).href);
        await attempt(page, username, "not-the-password");
        await page.getByRole("main").getByText(w.wrong).first().waitFor();
        assert.equal(await page.locator("#password").inputValue(), "", "the password is not sent back");
        await axe(page);
        const locked = page.getByText(w.locked);
        for (let count = 1; count < 12 && !(await locked.isVisible()); count += 1) {
          await attempt(page, username, "not-the-password");
        }
        await locked.waitFor();
        await axe(page);
        await attempt(page, username, password);
        await locked.waitFor();
        assert.equal(new URL(page.url()).pathname, "/sign-in", "even the right password waits");
      });
    });

    test("signing out ends the session", async () => {
      await visit({ lang, name: `out-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "global-admin");
        await page.getByRole("button", { name: w.account }).click();
        await axe(page);
        await page.getByRole("button", { name: w.out, exact: true }).click();
        await heading(page, w.signIn).waitFor();
        await page.goto(new URL(`/c/${homeCustomer(demo).id}/users`, demo.url).href);
        await heading(page, w.signIn).waitFor();
      });
    });

    test("the password is changed, and other sessions end", async () => {
      await visit({ lang, name: `password-${lang}` }, async ({ demo, page, newPage }) => {
        const { username, password } = account(demo, "user-admin");
        const other = await newPage();
        await signIn(other, demo, "user-admin");
        await signIn(page, demo, "user-admin");
        await page.getByRole("button", { name: w.account }).click();
        await page.getByRole("link", { name: w.password, exact: true }).click();
        await heading(page, w.password).waitFor();
        const fresh = "a long phrase of my own";
        await fillPasswords(page, w, [password, fresh, `${fresh}!`]);
        await page.getByRole("main").getByText(w.differs).first().waitFor();
        await axe(page);
        await fillPasswords(page, w, [password, fresh, fresh]);
        await page.getByText(w.changed).waitFor();
        await other.reload();
        await heading(other, w.signIn).waitFor();
        await enter(other, { username, password: fresh });
      });
    });
  });
}

/** Everything this role can open, with the parts that a customer of the demo has. */
async function allPages(page, demo, role) {
  if (role === "user") return GENERAL_PAGES;
  const home = `/c/${homeCustomer(demo).id}`;
  await page.goto(new URL(`${home}/users?license=unlicensed`, demo.url).href);
  const user = await firstLink(page, "tbody th a");
  if ((await selectedCount(page)) === 0) {
    for (const index of [0, 1]) await tick(page, boxes(page).nth(index));
  }
  await page.goto(new URL(`${home}/products`, demo.url).href);
  const product = await firstLink(page, "tbody th a");
  await page.goto(new URL(product, demo.url).href);
  const holder = await firstLink(page, "tbody th a");
  await page.goto(new URL(`${home}/subscriptions`, demo.url).href);
  const quantity = await firstLink(page, "tbody td a");
  await page.goto(new URL(`${home}/groups`, demo.url).href);
  const group = await firstLink(page, "tbody th a");
  const operation = await anOperation(page, demo, home);
  const customer = CUSTOMER_PAGES.map((rest) => `${home}${rest}`);
  const past = [`${home}/history?user=${user.split("/").pop()}`, `${home}/history?product=${product.split("/").pop()}`];
  const parts = [...past, user, `${user}?tab=licenses`, product, holder, `${product}?q=zzzz`, quantity, operation, `${operation}/undo`,
    group, `${group}?show=needed`, `${group}/licenses`, `${group}/reprocess`];
  return [...GENERAL_PAGES, ...customer, ...parts, ...(role.startsWith("partner-") ? PARTNER_PAGES : [])];
}

/** A change of licenses, so that its page, its undo, the list and the log have something to show. */
async function anOperation(page, demo, home) {
  await page.goto(new URL(`${home}/licenses/several?mode=assign`, demo.url).href);
  const box = page.locator("input[name=product]:enabled").first();
  const answer = page.waitForResponse((response) => response.url().endsWith("/preview"));
  await box.check();
  await answer;
  await page.waitForFunction(() => !document.querySelector("[aria-busy]"));
  await save(page, await page.locator(".save-bar .actions button.primary").innerText());
  await page.waitForURL(/\/operations\//);
  return new URL(page.url()).pathname;
}

async function firstLink(page, selector) {
  return page.locator(`main ${selector}`).first().getAttribute("href");
}

async function look(page, demo, address) {
  const answer = await page.goto(new URL(address, demo.url).href);
  const missing = address === "/no-such-page";
  assert.equal(answer.status(), missing ? 404 : 200, address);
  const { responseBodySize } = await answer.request().sizes();
  assert.ok(responseBodySize > 0 && responseBodySize <= PAGE_BYTES_MAX, `${address}: ${responseBodySize} bytes travel`);
  await fits(page);
  await axe(page);
}

async function fits(page) {
  const over = await page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide <= 0) return null;
    const edge = document.documentElement.clientWidth;
    const all = [...document.querySelectorAll("main *")].filter((part) => part.getBoundingClientRect().right > edge);
    return `${wide} px too wide: ${all.slice(-3).map((part) => part.outerHTML.slice(0, 120)).join("\n")}`;
  });
  assert.equal(over, null, page.url());
}

/** Presses Tab until the element has the focus. */
async function reach(page, target) {
  const element = await target.elementHandle();
  for (let presses = 0; presses < 400; presses += 1) {
    if (await element.evaluate((candidate) => candidate === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`the Tab key does not reach ${target}`);
}

async function attempt(page, username, password) {
  await page.locator("#username").fill(username);
  await page.locator("#password").fill(password);
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await page.locator("main form button.primary").click();
  await answer;
  await page.waitForLoadState();
}

async function enter(page, { username, password }) {
  await attempt(page, username, password);
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

async function fillPasswords(page, w, values) {
  for (const [index, label] of [w.current, w.fresh, w.repeat].entries()) {
    await page.getByLabel(label, { exact: true }).fill(values[index]);
  }
  await page.getByRole("main").getByRole("button", { name: w.password, exact: true }).click();
}
