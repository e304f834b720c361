// Seed 002 by its visible labels, in both languages: assign and revoke licenses for several users.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { axe, shareDemo, signIn } from "./harness.mjs";
import {
  available, boxes, changing, download, heading, homeCustomer, number, openResults, parseCsv, press,
  productBox, productRows, rail, readUpdated, resultRows, save, selectedCount, texts, tick,
} from "./steps.mjs";

const WORDS = {
  en: {
    dashboard: "Dashboard", customers: "Customers", users: "Users and licenses",
    head: "Select all users on this page", first: "First", previous: "Previous", next: "Next", last: "Last",
    all: (count) => `Select all ${count} that match`, clear: "Clear selection", search: "Search",
    filter: "Filter users by...", state: "License state", unlicensed: "Unlicensed", product: "Product", apply: "Apply",
    noLocation: "no location", selected: "Selected users", manage: "Manage licenses",
    section: "Assign and revoke licenses", available: "Available licenses", assigned: "Assigned",
    more: (count) => `and ${count} more`, plans: "View service plans", buyMore: "Buy more", buy: "Buy licenses",
    total: "Total licenses", save: "Save", updated: "Licenses updated", changed: "changed", refused: "refused",
    csv: "Download CSV", json: "Download JSON", undo: "Undo", column: { user: "User name", product: "Product" },
    products: ["Microsoft 365 E3", "Microsoft Power Automate Free", "Microsoft Fabric (Free)"],
  },
  es: {
    dashboard: "Panel", customers: "Clientes", users: "Usuarios y licencias",
    head: "Seleccionar todos los usuarios de esta página", first: "Primera", previous: "Anterior", next: "Siguiente",
    last: "Última", all: (count) => `Seleccionar los ${count} que coinciden`, clear: "Borrar selección",
    search: "Buscar", filter: "Filtrar usuarios por...", state: "Estado de la licencia", unlicensed: "Sin licencia",
    product: "Producto", apply: "Aplicar", noLocation: "sin ubicación", selected: "Usuarios seleccionados",
    manage: "Administrar licencias", section: "Asignar y revocar licencias", available: "Licencias disponibles",
    assigned: "Asignado", more: (count) => `y ${count} más`, plans: "Ver planes de servicio", buyMore: "Comprar más",
    buy: "Comprar licencias", total: "Total de licencias", save: "Guardar", updated: "Licencias actualizadas",
    changed: "con cambios", refused: "rechazadas", csv: "Descargar CSV", json: "Descargar JSON", undo: "Deshacer",
    column: { user: "Nombre de usuario", product: "Producto" },
    products: ["Microsoft 365 E3", "Microsoft Power Automate Gratis", "Microsoft Fabric (gratis)"],
  },
};
const USERS = 300;
const CHIPS_MAX = 50;

for (const lang of ["en", "es"]) {
  const w = WORDS[lang];

  describe(`seed 002 (${lang})`, () => {
    const visit = shareDemo(["--users", String(USERS)]);

    test("R-PARTNER-1 R-PARTNER-2 R-PARTNER-3 R-PARTNER-6 steps 1 to 5: the selection", async () => {
      await visit({ lang, name: `selection-${lang}` }, async ({ demo, page }) => {
        await openUsers(page, demo, w);
        await clearSelection(page, demo, w);
        const size = await boxes(page).count();

        // 3. The box at the head of the column takes this page and no other.
        await tick(page, page.getByRole("checkbox", { name: w.head, exact: true }));
        assert.equal(await selectedCount(page), size);
        assert.equal(await page.locator("tbody input[name=ids]:checked").count(), size);
        await pager(page, w.next);
        assert.equal(await page.locator("tbody input[name=ids]:checked").count(), 0, "the next page is not taken");

        // First, Previous, Next and Last keep what was ticked.
        await tick(page, boxes(page).first());
        await pager(page, w.last);
        await tick(page, boxes(page).last());
        await pager(page, w.previous);
        await pager(page, w.first);
        assert.equal(await page.locator("tbody input[name=ids]:checked").count(), size);
        await pager(page, w.next);
        assert.equal(await boxes(page).first().isChecked(), true);
        assert.equal(await selectedCount(page), size + 2);

        // So do a search, a filter, a reload and a second tab.
        await search(page, w, "zzzz");
        assert.equal(await linkCount(page), size + 2);
        await search(page, w, "");
        await filterBy(page, w, w.state, w.unlicensed);
        assert.equal(await selectedCount(page), size + 2);
        await page.reload();
        assert.equal(await selectedCount(page), size + 2);
        const tab = await page.context().newPage();
        await tab.goto(page.url());
        assert.equal(await selectedCount(tab), size + 2);
        await tab.close();

        // Everybody who matches, as one criterion and not as a list of ids.
        const matching = number(await page.locator(".page-head .count").first().innerText());
        await page.getByRole("button", { name: w.clear, exact: true }).click();
        assert.equal(await selectedCount(page), 0);
        const [posted] = await Promise.all([
          page.waitForRequest((request) => request.url().endsWith("/selection")),
          page.getByRole("button", { name: w.all(matching), exact: true }).click(),
        ]);
        assert.deepEqual(new URLSearchParams(posted.postData()).getAll("do"), ["all"]);
        assert.equal(new URLSearchParams(posted.postData()).getAll("ids").length, 0, "no list of ids travels");
        await page.waitForLoadState();
        assert.equal(await selectedCount(page), matching);
        await page.getByRole("button", { name: w.clear, exact: true }).click();
        await openUsers(page, demo, w, false);
        await page.getByRole("button", { name: w.all(USERS), exact: true }).click();
        assert.equal(await selectedCount(page), USERS);

        // Fifty chips and a count of the others, which opens the list.
        await manage(page, w);
        assert.equal(await page.locator(".people li").count(), CHIPS_MAX);
        await page.getByRole("link", { name: w.more(USERS - CHIPS_MAX), exact: true }).click();
        await page.waitForURL(/view=selected/);
        const range = await page.locator(".pager-range").innerText();
        assert.equal(number(range.split(" ").at(-1)), USERS);
        await page.getByRole("button", { name: w.clear, exact: true }).click();
      });
    });

    test("R-PARTNER-4 R-PARTNER-5 R-PARTNER-7 R-PARTNER-8 R-BULK-8 step 5: states, holders, Buy more", async () => {
      await visit({ lang, name: `states-${lang}` }, async ({ demo, page }) => {
        await openUsers(page, demo, w);
        await clearSelection(page, demo, w);
        await page.getByRole("row").filter({ hasText: "Microsoft 365 F3" }).first().waitFor();
        await filterBy(page, w, w.product, "Microsoft 365 F3");
        await tick(page, boxes(page).nth(0));
        await tick(page, boxes(page).nth(1));
        const holders = (await texts(page.locator("tbody th"))).slice(0, 2);

        // All of them hold it: filled.
        await manage(page, w);
        assert.equal(await productBox(productRows(page, "Microsoft 365 F3")).getAttribute("aria-checked"), "true");
        assert.equal(await productBox(productRows(page, "Microsoft 365 E3")).getAttribute("aria-checked"), "false");
        await page.goBack();
        await filterBy(page, w, w.state, w.unlicensed, true);
        await tick(page, boxes(page).nth(0));
        await tick(page, boxes(page).nth(1));

        // Some of them: half. None: empty.
        await manage(page, w);
        const half = productRows(page, "Microsoft 365 F3");
        assert.equal(await productBox(half).getAttribute("aria-checked"), "mixed");
        assert.equal(await productBox(productRows(page, "Microsoft 365 E3")).getAttribute("aria-checked"), "false");

        // Every product of the customer, with its available licenses.
        for (const column of [w.product, w.available, w.assigned]) {
          await page.getByRole("columnheader", { name: column, exact: true }).waitFor();
        }
        const named = await texts(page.locator(".product-title"));
        assert.ok(named.length > 10 && new Set(named).size === named.length, "one row per product");

        // The link in the column Assigned: the selected holders and nobody else.
        await half.locator("button[popovertarget]").click();
        assert.deepEqual(await texts(half.locator(".holders li")), holders);
        await axe(page);
        await page.keyboard.press("Escape");

        // Nothing free: Buy more opens the purchase, which comes back with the selection as it was.
        const chips = await texts(page.locator(".people li"));
        // Rows of self-service purchases are nobody's to buy for.
        for (const row of await page.locator("tbody.product:not(:has(th fieldset[disabled]))").all()) {
          const offered = await row.getByRole("link", { name: w.buyMore }).count();
          assert.equal(offered > 0, (await available(row)) <= 0, "Buy more stands where nothing is free");
        }
        const full = page.locator("tbody.product").filter({ has: page.getByRole("link", { name: w.buyMore }) });
        const product = (await full.first().locator(".product-title").innerText()).trim();
        const before = await available(productRows(page, product));
        await full.first().getByRole("link", { name: w.buyMore }).click();
        await heading(page, w.buy).waitFor();
        await axe(page);
        const total = page.getByLabel(w.total, { exact: true });
        const bought = 3;
        await total.fill(String(Number(await total.inputValue()) + bought));
        // The price is shown before anything can be bought.
        await page.locator("#buy-sentence input[name=digest]:not([value=''])").waitFor({ state: "attached" });
        await page.getByRole("button", { name: w.buy, exact: true }).click();
        await heading(page, w.manage).waitFor();
        assert.deepEqual(await texts(page.locator(".people li")), chips, "the selection is as it was");
        assert.equal(await available(productRows(page, product)), before + bought);
        await clearSelection(page, demo, w);
      });
    });

    test("R-PARTNER-9 R-PARTNER-10 R-PARTNER-11 R-BULK-4 R-BULK-9 steps 3 to 8, then revoking 1 to 7", async () => {
      await visit({ lang, name: `save-${lang}` }, async ({ demo, page }) => {
        await openUsers(page, demo, w);
        await clearSelection(page, demo, w);
        await filterBy(page, w, w.state, w.unlicensed);
        const names = await selectUnlicensed(page, w);

        // 4. Selected users: exactly those.
        await page.getByRole("link", { name: w.selected, exact: true }).click();
        await page.waitForURL(/view=selected/);
        assert.deepEqual(await texts(page.locator("tbody th")), names);

        // 5. Manage licenses: a small box per user, sorted as the list is.
        await manage(page, w);
        assert.deepEqual(await texts(page.locator(".people li")), names);
        await axe(page);

        // 6. and 7. Two products, one of them without one of its service plans.
        const [one, two] = await productsWithSeats(page, w);
        const free = await available(productRows(page, one));
        const plans = productRows(page, one).locator("details");
        await plans.getByText(w.plans).click();
        await axe(page);
        await press(page, productBox(productRows(page, one)), "true");
        assert.equal(await available(productRows(page, one)), free - 2, "the two who can have it take two seats");
        assert.notEqual((await productRows(page, one).locator(".note").innerText()).trim(), "", "a refusal is foreseen");
        await press(page, productBox(productRows(page, two)), "true");
        await press(page, productBox(productRows(page, two)), "false");
        const plan = plans.getByRole("checkbox").first();
        await press(page, plan, "true");
        await press(page, productBox(productRows(page, two)), "true");

        // 8. Save opens Licenses updated with every success and every error.
        await save(page, w.save);
        await heading(page, w.updated).waitFor();
        await axe(page);
        const said = await readUpdated(page);
        assert.equal(said.users, 3);
        assert.equal(said.refused, 1);
        const rows = await resultRows(page);
        assert.equal(rows.length, 6, "a line per user and product");
        for (const name of names) {
          const own = rows.filter((row) => row.user.startsWith(name)).map((row) => row.product);
          assert.deepEqual(own.sort(), [one, two].sort(), `both products of ${name}`);
        }
        await filtersAddUp(page, w, rows.length);
        await filesAgree(page, w, rows.length);

        // Undo, and undo of the undo.
        await undo(page, w);
        assert.equal((await readUpdated(page)).changed, 2, "both are as they were");
        await undo(page, w);
        assert.equal((await readUpdated(page)).changed, 2, "and have their licenses again");

        // Revoking, steps 1 to 5: the selection is still there.
        await openUsers(page, demo, w, false);
        await page.getByRole("link", { name: w.selected, exact: true }).click();
        await page.waitForURL(/view=selected/);
        const without = page.getByRole("row").filter({ hasText: w.noLocation }).getByRole("checkbox");
        await tick(page, without);
        await manage(page, w);
        const chips = await texts(page.locator(".people li"));
        assert.equal(chips.length, 2);

        // 6. and 7. Clear the filled box, leave the other, save.
        const box = productBox(productRows(page, one));
        assert.equal(await box.getAttribute("aria-checked"), "true");
        await press(page, box, "false");
        const lost = await save(page, w.save);
        assert.ok(lost === null || /\d/.test(lost), "a dialog says when data is lost");
        await heading(page, w.updated).waitFor();
        const revoked = await resultRows(page);
        assert.deepEqual(revoked.map((row) => row.product), [one, one], "the product that was not touched is not in it");
        await openUsers(page, demo, w, false);
        await manage(page, w);
        assert.equal(await productBox(productRows(page, one)).getAttribute("aria-checked"), "false");
        assert.equal(await productBox(productRows(page, two)).getAttribute("aria-checked"), "true");
        await clearSelection(page, demo, w);
      });
    });

    test("R-BULK-8 a half box that nobody touches changes nobody", async () => {
      await visit({ lang, name: `half-${lang}` }, async ({ demo, page }) => {
        await openUsers(page, demo, w);
        await clearSelection(page, demo, w);
        await filterBy(page, w, w.product, "Microsoft 365 F3");
        await tick(page, boxes(page).nth(0));
        await filterBy(page, w, w.state, w.unlicensed, true);
        await tick(page, boxes(page).nth(0));
        await manage(page, w);
        const half = productBox(productRows(page, "Microsoft 365 F3"));
        assert.equal(await half.getAttribute("aria-checked"), "mixed");

        // Round the states and back to half: the form asks for nothing again.
        for (const state of ["true", "false", "mixed"]) {
          await changing(page, () => half.click());
          assert.equal(await half.getAttribute("aria-checked"), state);
        }
        const [other] = await productsWithSeats(page, w, 1);
        await press(page, productBox(productRows(page, other)), "true");
        await save(page, w.save);
        await heading(page, w.updated).waitFor();
        const outcomes = JSON.parse(await download(page, w.json)).outcomes;
        assert.deepEqual([...new Set(outcomes.map((line) => line.product.name))], [other]);
        await openUsers(page, demo, w, false);
        await manage(page, w);
        assert.equal(await productBox(productRows(page, "Microsoft 365 F3")).getAttribute("aria-checked"), "mixed");
        await clearSelection(page, demo, w);
      });
    });
  });
}

/** 1. Dashboard > Customers > a customer. 2. Users and licenses. */
async function openUsers(page, demo, w, first = true) {
  if (first) await signIn(page, demo, "partner-admin-agent");
  await rail(page, w.dashboard);
  await rail(page, w.customers);
  await page.getByRole("main").getByRole("link", { name: homeCustomer(demo).name, exact: true }).click();
  await rail(page, w.users);
  await heading(page, w.users).waitFor();
}

async function pager(page, label) {
  const range = await page.locator(".pager-range").innerText();
  await page.locator("nav.pager").getByRole("link", { name: label, exact: true }).click();
  await page.waitForFunction((old) => document.querySelector(".pager-range")?.innerText !== old, range);
}

async function search(page, w, text) {
  await page.locator("main input[type=search]").fill(text);
  await page.getByRole("main").getByRole("button", { name: w.search, exact: true }).click();
  await page.waitForLoadState();
}

/** Filter users by... > one field. `again` when another filter goes away by it. */
async function filterBy(page, w, field, value, again = false) {
  if (again) await page.goto(page.url().replace(/\?.*/, ""));
  const filters = page.locator("details.filters");
  if (!(await filters.evaluate((details) => details.open))) await filters.getByText(w.filter).click();
  await filters.getByLabel(field, { exact: true }).selectOption({ label: value });
  await filters.getByRole("button", { name: w.apply, exact: true }).click();
  await page.locator(".filter-chips").waitFor();
}

/** The count beside the link Selected users. */
async function linkCount(page) {
  return number(await page.locator("[data-selected-count]").innerText());
}

async function manage(page, w) {
  await page.getByRole("main").getByRole("link", { name: w.manage, exact: true }).click();
  await heading(page, w.manage).waitFor();
  await heading(page, w.section).waitFor();
}

async function clearSelection(page, demo, w) {
  if ((await page.locator("#selection-bar").count()) === 0) await openUsers(page, demo, w, false);
  const clear = page.getByRole("button", { name: w.clear, exact: true });
  if ((await clear.count()) > 0) await clear.click();
  assert.equal(await selectedCount(page), 0);
}

/** Two unlicensed users with a location and one without; their names in the order of the list. */
async function selectUnlicensed(page, w) {
  const rows = page.locator("tbody tr");
  const none = rows.filter({ hasText: w.noLocation });
  const placed = rows.filter({ hasNotText: w.noLocation }).filter({ hasText: w.unlicensed });
  const chosen = [placed.nth(0), placed.nth(1), none.first()];
  const names = [];
  for (const row of chosen) {
    await tick(page, row.getByRole("checkbox"));
    names.push((await row.locator("th").innerText()).trim());
  }
  return (await texts(page.locator("tbody th"))).filter((name) => names.includes(name));
}

/** Products that nobody selected holds and of which seats are free; those that go together in the demo. */
async function productsWithSeats(page, w, wanted = 2) {
  const found = [];
  for (const name of w.products) {
    const row = productRows(page, name);
    if ((await row.count()) === 0) continue;
    const box = await productBox(row).getAttribute("aria-checked");
    if (box === "false" && (await available(row)) >= 2) found.push(name);
  }
  const all = await texts(page.locator(".product-title"));
  assert.ok(found.length >= wanted, `${wanted} products with two free seats, of ${all}`);
  return found;
}

/** Each filter shows as many lines as its count says, and the counts add up. */
async function filtersAddUp(page, w, lines) {
  const here = page.url();
  let sum = 0;
  for (const label of [w.changed, w.refused]) {
    const tab = page.locator(".rest nav.tabs li").filter({ has: page.getByRole("link", { name: label, exact: true }) });
    const count = number(await tab.locator(".count").innerText());
    sum += count;
    await tab.getByRole("link").click();
    await page.waitForURL(/verdict=/);
    assert.equal((await resultRows(page)).length, count, `as many lines as the filter ${label} says`);
    await page.goto(here);
    await openResults(page);
  }
  assert.equal(sum, lines, "every line is changed or refused");
}

/** The CSV and the JSON file parse and say the same. */
async function filesAgree(page, w, lines) {
  const csv = parseCsv(await download(page, w.csv));
  const json = JSON.parse(await download(page, w.json));
  assert.equal(csv.length, lines);
  const pairs = csv.map((line) => `${line[w.column.user]} ${line[w.column.product]}`);
  assert.deepEqual(pairs, json.outcomes.map((line) => `${line.user.user_name} ${line.product.name}`));
  assert.equal(json.users, 3);
  assert.equal(json.succeeded + json.unchanged + json.refused, json.users);
}

async function undo(page, w) {
  await page.locator(".page-tools").getByRole("link", { name: w.undo, exact: true }).click();
  await heading(page, w.undo).or(page.locator("form.save-bar")).first().waitFor();
  await axe(page);
  const from = page.url();
  await page.locator("form.save-bar button[type=submit]").click();
  await page.waitForURL((url) => url.href !== from && !url.pathname.endsWith("/undo"));
}
