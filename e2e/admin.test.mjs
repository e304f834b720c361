// Seed 000 by its visible labels, in both languages: take licenses away, on Licenses and on Active users.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { axe, shareDemo, signIn } from "./harness.mjs";
import {
  beginning, boxes, changing, heading, number, productBox, productRows, rail, readUpdated, resultRows, save,
  selectedCount, texts, tick,
} from "./steps.mjs";

const WORDS = {
  en: {
    billing: "Billing", licenses: "Licenses", seats: /Available licenses: \d+ now, \d+ after/, quantity: "Available quantity", unassign: "Unassign licenses",
    doUnassign: "Unassign", assign: "Assign licenses", pane: "Assign licenses to users", doAssign: "Assign",
    people: "User names, up to 20", plans: "Turn apps and services on or off",
    limit: "This page changes up to 20 users at a time",
    carry: "Go on in Active users", users: "Users", active: "Active users", tab: "Licenses and Apps",
    several: "Manage product licenses", all: "Unassign all", more: "Assign more", replace: "Replace",
    fabric: "Microsoft Fabric (Free)", save: "Save changes",
    done: "Done", updated: "Licenses updated", clear: "Clear selection", filter: "Filter users by...",
    product: "Product", state: "License state", unlicensed: "Unlicensed", apply: "Apply", delete: "Delete user",
    deleted: "Deleted users", restore: "Restore", passwords: "New passwords",
    change: "Change password", search: "Search", lost: "Data will be lost", mailbox: /mailbox/i,
    mail: "Exchange Online (Plan 1)", allowed: "Allowed", next: "Next",
    forms: "Microsoft Forms (Plan F1)", plain: "Save", saved: "Your changes were saved.", close: "Close",
    add: "Add a user", display: "Display name", alias: "User name", place: "Location", country: "Portugal", go: "Continue",
    give: /^Give licenses to/,
  },
  es: {
    billing: "Facturación", seats: /Licencias disponibles: [\d.]+ ahora, [\d.]+ después/, licenses: "Licencias", quantity: "Cantidad disponible",
    unassign: "Anular la asignación de licencias", doUnassign: "Quitar la asignación", assign: "Asignar licencias",
    pane: "Asignar licencias a usuarios", doAssign: "Asignar", people: "Nombres de usuario, hasta 20",
    plans: "Activar o desactivar aplicaciones y servicios", limit: "Esta página cambia hasta 20 usuarios cada vez",
    carry: "Continuar en Usuarios activos", users: "Usuarios", active: "Usuarios activos",
    tab: "Licencias y aplicaciones", several: "Administrar licencias de producto",
    all: "Anular la asignación de todos", more: "Asignar más", replace: "Reemplazar",
    fabric: "Microsoft Fabric (gratis)", save: "Guardar cambios", done: "Listo",
    updated: "Licencias actualizadas", clear: "Borrar selección", filter: "Filtrar usuarios por...",
    product: "Producto", state: "Estado de la licencia", unlicensed: "Sin licencia", apply: "Aplicar",
    delete: "Eliminar usuario", deleted: "Usuarios eliminados", restore: "Restaurar", passwords: "Contraseñas nuevas",
    change: "Cambiar la contraseña", search: "Buscar", lost: "Se perderán datos",
    mailbox: /buzón/i, mail: "Exchange Online (plan 1)", allowed: "Permitido", next: "Siguiente",
    forms: "Microsoft Forms (plan F1)", plain: "Guardar", saved: "Sus cambios se han guardado.", close: "Cerrar",
    add: "Agregar un usuario", display: "Nombre para mostrar", alias: "Nombre de usuario", place: "Ubicación",
    country: "Portugal", go: "Continuar", give: /^Dar licencias a/,
  },
};
const PRODUCT = "Microsoft 365 F3";
const LIMIT = 20;

for (const lang of ["en", "es"]) {
  const w = WORDS[lang];

  describe(`seed 000 (${lang})`, () => {
    const visit = shareDemo(["--users", "300"]);

    test("R-UI-1 R-UI-2 R-UI-3 the Licenses page: unassign from some users, assign again", async () => {
      await visit({ lang, name: `licenses-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "global-admin");
        const before = await available(page, w, PRODUCT);

        // 2. The product. 3. Its users. 4. Unassign licenses. 5. In the box, Unassign.
        await openProduct(page, w);
        await axe(page);
        const names = [];
        for (const index of [0, 1, 2]) {
          await boxes(page).nth(index).check();
          names.push((await page.locator("tbody tr").nth(index).locator("td.break").innerText()).replace(/\s/g, ""));
        }
        await unassign(page, w);
        await heading(page, w.updated).waitFor();
        assert.deepEqual(await readUpdated(page), { users: 3, changed: 3, same: 0, refused: 0 });
        await page.getByRole("link", { name: w.done, exact: true }).click();
        await heading(page, w.active).waitFor();
        assert.equal(await available(page, w, PRODUCT), before + 3, "three seats are free again");

        // Assign licenses > names typed or looked up > apps and services > Assign.
        await openProduct(page, w);
        await page.getByRole("button", { name: w.assign, exact: true }).click();
        const pane = page.getByRole("dialog", { name: w.pane, exact: true });
        const field = pane.getByLabel(w.people, { exact: true });
        await field.pressSequentially(names[0].slice(0, 8));
        await pane.locator("[data-suggestions] button").first().waitFor();
        await field.press("ArrowDown");
        await page.keyboard.press("Enter");
        assert.equal((await field.inputValue()).trim(), names[0], "the name that was looked up");
        await field.fill(names.join("\n"));
        await pane.getByText(w.plans).click();
        assert.ok((await pane.getByRole("checkbox").count()) > 5, "the product's service plans");
        await axe(page);
        await pane.getByRole("button", { name: w.doAssign, exact: true }).click();
        const asked = page.locator("dialog#question[open]");
        await asked.waitFor();
        assert.match(await asked.innerText(), w.seats, "seats before and after");
        await axe(page);
        await asked.locator("button[name=confirm]").click();
        await heading(page, w.updated).waitFor();
        assert.equal((await readUpdated(page)).changed, 3);
        assert.equal(await available(page, w, PRODUCT), before);
      });
    });

    test("R-UI-4 R-USER-12 a holder's row opens the plans of the product: untick, Save, Close", async () => {
      await visit({ lang, name: `plans-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "license-admin");
        await openProduct(page, w);
        const row = page.locator("tbody tr").nth(4);
        const name = (await row.locator("th").innerText()).trim();
        const before = number((await row.locator("td").last().innerText()).split(/\D+/)[0]);
        await row.locator("td").last().click();
        const panel = page.getByRole("dialog").filter({ has: page.locator("#panel") });
        await panel.getByRole("heading", { name, exact: true }).waitFor();
        assert.equal(await panel.getByText("Sway", { exact: true }).count(), 0, "what everybody has is not offered");
        await axe(page);
        const box = panel.getByRole("checkbox", { name: w.forms, exact: true });
        assert.equal(await box.isChecked(), true);
        await changing(page, () => box.uncheck());
        await save(page, w.plain, panel);
        await page.getByText(w.saved).waitFor();
        await heading(page, name).waitFor();
        assert.equal(await page.getByRole("checkbox", { name: w.forms, exact: true }).isChecked(), false);
        await axe(page);
        await page.getByRole("main").getByRole("link", { name: w.close, exact: true }).click();
        await heading(page, PRODUCT).waitFor();
        const after = page.locator("tbody tr").filter({ hasText: name }).first().locator("td").last();
        assert.equal(number((await after.innerText()).split(/\D+/)[0]), before - 1);
      });
    });

    test("R-USER-2 a user is added: shown first, with a location, and a password that is shown once", async () => {
      await visit({ lang, name: `add-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "user-admin");
        await openActive(page, w);
        await page.getByRole("main").getByRole("link", { name: w.add, exact: true }).click();
        await heading(page, w.add).waitFor();
        const name = `Nora Vega ${lang}`;
        await page.getByLabel(w.display, { exact: true }).fill(name);
        await page.getByLabel(w.alias, { exact: true }).fill(`nora.vega.${lang}`);
        await page.getByRole("button", { name: w.go, exact: true }).click();
        await page.locator("a[href='#location']").waitFor();
        await axe(page);
        await page.getByLabel(w.place, { exact: true }).selectOption({ label: w.country });
        await page.getByRole("button", { name: w.go, exact: true }).click();
        await page.locator("p.lead").filter({ hasText: `nora.vega.${lang}@` }).waitFor();
        await axe(page);
        await page.getByRole("button", { name: w.add, exact: true }).click();
        await heading(page, w.passwords).waitFor();
        const password = await page.locator("main code").innerText();
        assert.match(password, /^(\w{4}-){3}\w{4}$/);
        // Back leads to what was done, and asks for nothing to be sent again.
        await page.goBack();
        await heading(page, w.passwords).waitFor();
        assert.equal(await page.locator("main code").innerText(), password);
        await page.getByRole("link", { name: w.give }).click();
        await heading(page, name).waitFor();
      });
    });

    test("R-BULK-1 the 21st user is refused, and selection and intent go on in Active users", async () => {
      await visit({ lang, name: `limit-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "global-admin");
        const before = await available(page, w, PRODUCT);
        await openProduct(page, w);
        const names = [];
        for (let index = 0; index <= LIMIT; index += 1) {
          await boxes(page).nth(index).check();
          names.push((await page.locator("tbody tr").nth(index).locator("td.break").innerText()).replace(/\s/g, ""));
        }
        const all = String(LIMIT + 1);
        await page.locator("[data-picked]").getByText(all, { exact: true }).waitFor();
        await page.reload();
        assert.equal(await page.locator("[data-picked]").innerText(), all, "the bar says how many, and the server knows");
        await page.getByRole("button", { name: w.unassign, exact: true }).click();
        await page.getByText(w.limit, { exact: true }).waitFor();
        await axe(page);
        assert.equal(await page.locator("tbody input[name=ids]:checked").count(), LIMIT + 1, "the ticks are kept");
        await page.getByRole("button", { name: w.carry, exact: true }).click();
        await heading(page, w.several).waitFor();
        assert.equal(await page.locator(".people li").count(), LIMIT + 1, "the same users");
        const box = productBox(productRows(page, PRODUCT));
        assert.equal(await box.getAttribute("aria-checked"), "false", "the product is cleared already");
        assert.equal(await page.locator(".tri-box[data-changed]").count(), 1, "and nothing else is touched");
        await axe(page);
        await save(page, w.save);
        await heading(page, w.updated).waitFor();
        assert.equal((await readUpdated(page)).users, LIMIT + 1);
        assert.deepEqual([...new Set((await resultRows(page)).map((row) => row.product))], [PRODUCT]);
        await page.getByRole("link", { name: w.done, exact: true }).click();
        assert.equal(await available(page, w, PRODUCT), before + LIMIT + 1);

        // The same the other way round: 21 names in the pane.
        await openProduct(page, w);
        await page.getByRole("button", { name: w.assign, exact: true }).click();
        const pane = page.getByRole("dialog", { name: w.pane, exact: true });
        await pane.getByLabel(w.people, { exact: true }).fill(names.join("\n"));
        await pane.getByText(w.plans).click();
        await pane.locator("input[type=checkbox]:enabled").first().uncheck();
        await pane.getByRole("button", { name: w.doAssign, exact: true }).click();
        await page.getByText(w.limit, { exact: true }).waitFor();
        await page.getByRole("button", { name: w.carry, exact: true }).click();
        await heading(page, w.several).waitFor();
        assert.equal(await box.getAttribute("aria-checked"), "true", "the product is ticked already");
        assert.equal(await page.locator(".tri-box[data-changed]").count(), 2, "and the plan that was switched off is off");
        await save(page, w.save);
        await heading(page, w.updated).waitFor();
        assert.equal((await readUpdated(page)).changed, LIMIT + 1);
        assert.equal(await available(page, w, PRODUCT), before);
      });
    });

    test("R-UI-5 R-UI-15 one user: the row, the panel, the box, the dialog that names what is lost", async () => {
      await visit({ lang, name: `one-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "global-admin");

        // 1. Users > Active users. 2. The user's row.
        await openActive(page, w);
        await filterBy(page, w, w.product, w.mail);
        const row = page.locator("tbody tr").filter({ hasText: w.mail }).first();
        const name = (await row.locator("th").innerText()).trim();
        await row.getByRole("link").click();
        const panel = page.getByRole("dialog").filter({ has: page.locator("#panel") });
        await panel.getByRole("heading", { name, exact: true }).waitFor();

        // 3. Licenses and apps. 4. The section Licenses, a box, Save changes.
        await panel.getByRole("link", { name: w.tab, exact: true }).click();
        const section = panel.locator("details.licenses");
        await section.waitFor();
        if (!(await section.evaluate((details) => details.open))) await section.locator("summary").first().click();
        assert.match(await section.locator("summary").first().innerText(), new RegExp(w.licenses));
        await axe(page);
        const box = panel.getByRole("checkbox", { name: beginning(w.mail) });
        assert.equal(await box.isChecked(), true);
        await changing(page, () => box.click());
        const said = await save(page, w.save, panel);
        assert.ok(said?.includes(w.lost), "a dialog comes before data is lost");
        assert.match(said, w.mailbox);
        assert.match(said, /\b20\d\d\b/, "and says when");
        await heading(page, w.updated).waitFor();
        assert.deepEqual(await readUpdated(page), { users: 1, changed: 1, same: 0, refused: 0 });
        await axe(page);
      });
    });

    test("R-UI-7 several users: Manage product licenses, Unassign all, Save changes, Done", async () => {
      await visit({ lang, name: `several-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "global-admin");

        // 1. and 2. The circles beside the names.
        await openActive(page, w);
        await clearSelection(page, w);
        await filterBy(page, w, w.product, PRODUCT);
        for (const index of [0, 1, 2]) await tick(page, boxes(page).nth(index));
        const names = (await texts(page.locator("tbody th"))).slice(0, 3);

        // 3. Manage product licenses. 4. Unassign all, Save changes.
        await several(page, w, w.all);
        assert.deepEqual(await texts(page.locator(".people li")), names);
        await axe(page);
        await save(page, w.save);
        await heading(page, w.updated).waitFor();
        assert.deepEqual(await readUpdated(page), { users: 3, changed: 3, same: 0, refused: 0 });

        // 5. Done.
        await page.getByRole("link", { name: w.done, exact: true }).click();
        await heading(page, w.active).waitFor();
        assert.equal(await selectedCount(page), 3);
        for (const name of names) {
          await search(page, w, name);
          await page.getByRole("row").filter({ hasText: name }).getByText(w.unlicensed, { exact: true }).waitFor();
        }
        await clearSelection(page, w);
      });
    });

    test("R-UI-6 R-UI-8 several users: Assign more keeps what they have, Replace puts another in its place", async () => {
      await visit({ lang, name: `more-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "global-admin");
        await openActive(page, w);
        await clearSelection(page, w);
        await filterBy(page, w, w.product, PRODUCT);
        const rows = page.locator("tbody tr").filter({ hasText: w.allowed });
        for (const index of [8, 9]) await tick(page, rows.nth(index).getByRole("checkbox"));

        await several(page, w, w.more);
        const fabric = page.getByRole("checkbox", { name: beginning(w.fabric) });
        await changing(page, () => fabric.check());
        await axe(page);
        await save(page, w.save);
        await heading(page, w.updated).waitFor();
        assert.equal((await readUpdated(page)).changed, 2);
        for (const row of await resultRows(page)) assert.ok(row.what.includes(PRODUCT), "what they had is kept");

        await page.getByRole("link", { name: w.done, exact: true }).click();
        await several(page, w, w.replace);
        await changing(page, () => page.getByRole("checkbox", { name: beginning(PRODUCT) }).check());
        await save(page, w.save);
        await heading(page, w.updated).waitFor();
        assert.equal((await readUpdated(page)).changed, 2);
        await page.getByRole("link", { name: w.done, exact: true }).click();
        await clearSelection(page, w);
      });
    });

    test("R-DEL-1 R-RESTORE-1 deleting frees the seat at once; restoring gives a one-time password", async () => {
      await visit({ lang, name: `delete-${lang}` }, async ({ demo, page, newPage }) => {
        await signIn(page, demo, "global-admin");
        const before = await available(page, w, PRODUCT);
        await openActive(page, w);
        await filterBy(page, w, w.product, PRODUCT);
        // Somebody who is blocked could not try the password.
        const row = page.locator("tbody tr").filter({ hasText: w.allowed }).nth(4);
        const name = (await row.locator("th").innerText()).trim();
        const signInName = (await row.locator("td.break").innerText()).replace(/\s/g, "");
        await row.getByRole("link").click();
        const panel = page.getByRole("dialog").filter({ has: page.locator("#panel") });
        await panel.getByRole("link", { name: w.delete, exact: true }).click();
        await heading(page, w.delete).waitFor();
        await axe(page);
        await page.getByRole("main").getByRole("button", { name: w.delete, exact: true }).click();
        await page.waitForURL((url) => !url.pathname.endsWith("/users/delete"));
        assert.equal(await available(page, w, PRODUCT), before + 1, "the seat is free at once");

        await rail(page, w.deleted);
        await heading(page, w.deleted).waitFor();
        await page.getByRole("row").filter({ hasText: name }).getByRole("checkbox").check();
        await page.getByRole("button", { name: w.restore, exact: true }).click();
        // Shown first, with what comes back.
        await page.locator("main input[name=digest]").waitFor({ state: "attached" });
        await axe(page);
        await page.getByRole("main").getByRole("button", { name: w.restore, exact: true }).click();
        await heading(page, w.passwords).waitFor();
        await axe(page);
        const password = (await page.getByRole("row").filter({ hasText: signInName }).locator("code").innerText()).trim();
        assert.equal(await available(page, w, PRODUCT), before, "the license came back");

        // The password opens the door once, and asks for one of the user's own.
        const other = await newPage();
        await other.goto(new URL("/sign-in", demo.url).href);
        await other.locator("#username").fill(signInName);
        await other.locator("#password").fill(password);
        await other.locator("#password").press("Enter");
        await heading(other, w.change).waitFor();
        assert.equal(await other.locator("nav#rail").count(), 0, "nothing else is offered");
      });
    });
  });
}

/** Billing > Licenses. */
async function openLicenses(page, w) {
  await page.locator("nav#rail").getByText(w.billing, { exact: true }).waitFor();
  await rail(page, w.licenses);
  await heading(page, w.licenses).waitFor();
}

async function openProduct(page, w) {
  await openLicenses(page, w);
  await page.getByRole("main").getByRole("link", { name: PRODUCT, exact: true }).click();
  await heading(page, PRODUCT).waitFor();
}

/** Available seats of a product, as Licenses says. */
async function available(page, w, product) {
  await openLicenses(page, w);
  const row = page.locator("tbody tr").filter({ has: page.getByRole("link", { name: product, exact: true }) });
  return number(await row.locator(`td[data-label="${w.quantity}"]`).innerText());
}

/** Unassign licenses > the box that says what it would do > Unassign, or what it says where data would be lost. */
async function unassign(page, w) {
  await page.getByRole("button", { name: w.unassign, exact: true }).click();
  const box = page.getByRole("dialog", { name: w.unassign, exact: true });
  await box.getByRole("heading", { name: w.unassign, exact: true }).waitFor();
  assert.match(await box.innerText(), w.seats, "seats before and after");
  await axe(page);
  await box.locator("button[name=confirm]").click();
}

/** Users > Active users. */
async function openActive(page, w) {
  await page.locator("nav#rail").getByText(w.users, { exact: true }).waitFor();
  await rail(page, w.active);
  await heading(page, w.active).waitFor();
}

/** Manage product licenses > one of its ways. */
async function several(page, w, way) {
  await page.getByRole("main").getByRole("link", { name: w.several, exact: true }).click();
  await heading(page, w.several).waitFor();
  await page.getByRole("link", { name: way, exact: true }).click();
  if (way === w.more) await page.getByRole("link", { name: w.next, exact: true }).click();
  await page.waitForURL(/mode=/);
}

async function filterBy(page, w, field, value) {
  const filters = page.locator("details.filters");
  if (!(await filters.evaluate((details) => details.open))) await filters.getByText(w.filter).click();
  await filters.getByLabel(field, { exact: true }).selectOption({ label: value });
  await filters.getByRole("button", { name: w.apply, exact: true }).click();
  await page.locator(".filter-chips").waitFor();
}

async function search(page, w, text) {
  await page.locator("main input[type=search]").fill(text);
  await page.getByRole("main").getByRole("button", { name: w.search, exact: true }).click();
  await page.waitForLoadState();
}

async function clearSelection(page, w) {
  const clear = page.getByRole("button", { name: w.clear, exact: true });
  if ((await clear.count()) > 0) await clear.click();
  assert.equal(await selectedCount(page), 0);
}
