// Seed 002 by its visible labels, in both languages: assign and revoke licenses for several users.

import { test } from "node:test";
import assert from "node:assert/strict";
import { withDemo, signIn, axe } from "./harness.mjs";

const WORDS = {
  en: {
    customers: "Customers", users: "Users and licenses", next: "Next", last: "Last", first: "First", previous: "Previous",
    selected: "Selected users", manage: "Manage licenses", section: "Assign and revoke licenses", product: "Product",
    available: "Available licenses", assigned: "Assigned", plans: "View service plans", save: "Save",
    updated: "Licenses updated", buyMore: "Buy more",
  },
  es: {
    customers: "Clientes", users: "Usuarios y licencias", next: "Siguiente", last: "Última", first: "Primera",
    previous: "Anterior", selected: "Usuarios seleccionados", manage: "Administrar licencias",
    section: "Asignar y revocar licencias", product: "Producto", available: "Licencias disponibles", assigned: "Asignado",
    plans: "Ver planes de servicio", save: "Guardar", updated: "Licencias actualizadas", buyMore: "Comprar más",
  },
};

for (const lang of ["en", "es"]) {
  const w = WORDS[lang];

  test(`R-PARTNER-1 R-PARTNER-2 R-PARTNER-3 R-PARTNER-4 R-PARTNER-5 R-PARTNER-6 R-PARTNER-10 R-PARTNER-11 R-BULK-4 R-BULK-9 assign, then revoke, for several users (${lang})`, async () => {
    await withDemo({ name: `partner-${lang}`, args: ["--users", "300"] }, async ({ demo, page }) => {
      await signIn(page, demo, "partner-admin-agent", lang);
      const customer = demo.customers.reduce((a, b) => (a.users > b.users ? a : b));

      // 1. Dashboard > Customers > a customer. 2. Users and licenses.
      await page.getByRole("navigation").getByRole("link", { name: w.customers, exact: true }).click();
      await page.getByRole("main").getByRole("link", { name: customer.name, exact: true }).click();
      await page.getByRole("navigation").getByRole("link", { name: w.users, exact: true }).click();
      await page.getByRole("heading", { name: w.users, exact: true }).waitFor();
      await axe(page);

      // 3. Tick users on two pages; the selection stays.
      await tick(page, 0);
      await tick(page, 1);
      await page.getByRole("link", { name: w.next, exact: true }).click();
      await tick(page, 0);
      await page.getByRole("link", { name: w.first, exact: true }).click();
      assert.equal(await page.locator("tbody input[name=ids]:checked").count(), 2, "ticks of the first page are kept");

      // 4. Selected users. 5. Manage licenses.
      await page.getByRole("link", { name: w.selected, exact: true }).click();
      await page.waitForURL(/view=selected/);
      assert.equal(await page.locator("tbody input[name=ids]").count(), 3, "exactly the selected users");
      const names = await page.locator("tbody th a").allTextContents();
      await page.getByRole("link", { name: w.manage, exact: true }).click();
      await page.getByRole("heading", { name: w.section, exact: true }).waitFor();
      for (const column of [w.product, w.available, w.assigned]) {
        await page.getByRole("columnheader", { name: column, exact: true }).waitFor();
      }
      const chips = await page.locator(".people li").allTextContents();
      assert.deepEqual(chips.map((c) => c.trim()), names.map((n) => n.trim()), "one chip per user, sorted");
      await axe(page);

      // 6. and 7. A product nobody of them has and that has free seats; its service plans can be seen.
      const row = await emptyRowWithSeats(page);
      const name = (await row.locator(".product-title").textContent()).trim();
      await row.getByText(w.plans).first().click();
      await choose(page, row, "give");

      // 8. Save opens Licenses updated.
      await page.getByRole("button", { name: w.save, exact: true }).click();
      await page.getByRole("heading", { name: w.updated, exact: true }).waitFor();
      await page.locator("details.rest").evaluate((d) => { d.open = true; });
      const lines = await page.locator("details.rest tbody tr").count();
      assert.equal(lines, 3, `a result per user for ${name}`);
      await axe(page);

      // Revoke what was given: clear the box and save.
      const done = await page.locator("details.rest .badge-done").count();
      assert.ok(done >= 1, "at least one of the three was given the license");
      await page.goto(`${demo.url}/c/${customer.id}/licenses/manage`);
      const again = page.locator("tbody.product", { hasText: name }).first();
      await choose(page, again, "take");
      await page.getByRole("button", { name: w.save, exact: true }).click();
      const confirm = page.locator("dialog[open] button.danger");
      await Promise.race([
        page.getByRole("heading", { name: w.updated, exact: true }).waitFor(),
        confirm.waitFor().then(() => confirm.click()),
      ]);
      await page.getByRole("heading", { name: w.updated, exact: true }).waitFor();
    });
  });
}

async function tick(page, index) {
  const box = page.locator("tbody input[name=ids]").nth(index);
  const answer = page.waitForResponse((r) => r.url().includes("/selection"));
  await box.click();
  await answer;
}

/** Sets a tri-state box the way the script draws it, or by its radio where it is not drawn. */
async function choose(page, row, value) {
  const radio = row.locator(`input[type=radio][value=${value}]`).first();
  const preview = page.waitForResponse((r) => r.url().includes("/preview"));
  await radio.evaluate((r) => {
    r.checked = true;
    r.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await preview;
}

async function emptyRowWithSeats(page) {
  for (const row of await page.locator("tbody.product").all()) {
    const available = Number((await row.locator(".avail").textContent()).replace(/\D/g, ""));
    const state = await row.locator("[data-state]").first().getAttribute("data-state");
    if (state === "empty" && available >= 3) return row;
  }
  throw new Error("the demo has a product with free seats that none of the three users holds");
}
