// Both seeds to the end with JavaScript switched off.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { account, shareDemo, signIn } from "./harness.mjs";
import {
  beginning, boxes, heading, homeCustomer, productRows, rail, readUpdated, selectedCount, texts,
} from "./steps.mjs";

const WORDS = {
  en: {
    customers: "Customers", users: "Users and licenses", keep: "Keep the ticks of this page", next: "Next", last: "Last",
    selected: "Selected users", manage: "Manage licenses", give: "Give to all", take: "Take from all",
    preview: "Preview", save: "Save", updated: "Licenses updated", licenses: "Licenses",
    unassign: "Unassign licenses", doUnassign: "Unassign", assign: "Assign licenses", people: "User names, up to 20",
    doAssign: "Assign", active: "Active users", several: "Manage product licenses", all: "Unassign all",
    saveChanges: "Save changes", done: "Done", tab: "Licenses and Apps", free: "Microsoft Fabric (Free)",
    clear: "Clear selection", mail: "Exchange Online (Plan 1)", lost: "Data will be lost",
    forms: "Microsoft Forms (Plan F1)", close: "Close",
    out: /^You are no longer signed in/, resume: "Send what you had typed", send: "Send the form",
  },
  es: {
    customers: "Clientes", users: "Usuarios y licencias", keep: "Conservar las marcas de esta página",
    next: "Siguiente", last: "Última", selected: "Usuarios seleccionados", manage: "Administrar licencias", give: "Dar a todos",
    take: "Quitar a todos", preview: "Vista previa", save: "Guardar", updated: "Licencias actualizadas",
    licenses: "Licencias", unassign: "Anular la asignación de licencias", doUnassign: "Quitar la asignación",
    assign: "Asignar licencias", people: "Nombres de usuario, hasta 20", doAssign: "Asignar",
    active: "Usuarios activos", several: "Administrar licencias de producto", all: "Anular la asignación de todos",
    saveChanges: "Guardar cambios", done: "Listo", tab: "Licencias y aplicaciones", free: "Microsoft Fabric (gratis)",
    clear: "Borrar selección", mail: "Exchange Online (plan 1)", lost: "Se perderán datos",
    forms: "Microsoft Forms (plan F1)", close: "Cerrar",
    out: /^Ya no tiene una sesión iniciada/, resume: "Envíe lo que había escrito", send: "Enviar el formulario",
  },
};
const PRODUCT = "Microsoft 365 F3";

for (const lang of ["en", "es"]) {
  const w = WORDS[lang];

  describe(`without script (${lang})`, () => {
    const visit = shareDemo(["--users", "300"]);

    test("a form whose session had ended is sent after signing in, with what was typed", async () => {
      await visit({ lang, script: false, name: `noscript-session-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "global-admin");
        await page.goto(new URL(`/c/${homeCustomer(demo).id}/settings`, demo.url).href);
        await page.locator("#licenses_page_limit").fill("33");
        // What is left after the session has ended: the language, and the page.
        await page.context().clearCookies({ name: /session/ });
        await page.locator("main form:has(#licenses_page_limit) button[type=submit]").click();
        await page.getByText(w.out).waitFor();
        await page.locator("#username").fill(account(demo, "global-admin").username);
        await page.locator("#password").fill(account(demo, "global-admin").password);
        await page.locator("main form:has(#password) button[type=submit]").click();
        await heading(page, w.resume).waitFor();
        await page.getByRole("button", { name: w.send, exact: true }).click();
        await page.locator("main input[name=digest]").waitFor({ state: "attached" });
        await page.getByRole("cell", { name: "33", exact: true }).waitFor();
        page.faults.length = 0;
      });
    });

    test("seed 002: select on two pages, give a product, see before saving, save, take it back", async () => {
      await visit({ lang, script: false, name: `noscript-partner-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "partner-admin-agent");
        await rail(page, w.customers);
        await page.getByRole("main").getByRole("link", { name: homeCustomer(demo).name, exact: true }).click();
        await rail(page, w.users);
        await boxes(page).nth(0).check();
        await boxes(page).nth(1).check();
        // Every way on from the list takes its ticks along.
        await page.locator("nav.pager").getByRole("button", { name: w.next, exact: true }).click();
        assert.equal(await selectedCount(page), 2);
        await boxes(page).nth(0).check();
        await page.getByRole("button", { name: w.selected, exact: true }).click();
        assert.equal(await boxes(page).count(), 3);
        await boxes(page).nth(2).uncheck();
        await page.getByRole("button", { name: w.keep, exact: true }).click();
        assert.equal(await selectedCount(page), 2);
        await rail(page, w.users);
        await page.locator("nav.pager").getByRole("button", { name: w.last, exact: true }).click();
        await boxes(page).last().check();
        await page.getByRole("main").getByRole("button", { name: w.manage, exact: true }).click();
        await heading(page, w.manage).waitFor();
        assert.equal(await page.locator(".people li").count(), 3);
        const nothing = await page.locator(".save-sentence").innerText();
        await choose(page, w.free, w.give);
        await page.getByRole("button", { name: w.preview, exact: true }).click();
        assert.notEqual(await page.locator(".save-sentence").innerText(), nothing, "the page says what saving would do");
        assert.equal(await radio(page, w.free, w.give).isChecked(), true, "and keeps what was chosen");
        await page.getByRole("button", { name: w.save, exact: true }).click();
        await heading(page, w.updated).waitFor();
        assert.deepEqual(await readUpdated(page), { users: 3, changed: 3, same: 0, refused: 0 });

        await rail(page, w.users);
        await page.getByRole("main").getByRole("button", { name: w.manage, exact: true }).click();
        await choose(page, w.free, w.take);
        await page.getByRole("button", { name: w.save, exact: true }).click();
        await seen(page);
        await heading(page, w.updated).waitFor();
        assert.equal((await readUpdated(page)).changed, 3);
      });
    });

    test("seed 000: a box cleared that loses data asks once before it saves", async () => {
      await visit({ lang, script: false, name: `noscript-loss-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "license-admin");
        await rail(page, w.active);
        await page.locator("details.filters summary").click();
        await page.locator("select[name=product]").selectOption({ label: w.mail });
        await page.locator("details.filters button[type=submit]").click();
        await page.locator("tbody th a").first().click();
        await page.getByRole("link", { name: w.tab, exact: true }).click();
        await page.getByRole("checkbox", { name: beginning(w.mail) }).uncheck();
        await page.getByRole("button", { name: w.saveChanges, exact: true }).click();
        await heading(page, w.lost).waitFor();
        assert.match(await page.getByRole("main").innerText(), /\b20\d\d\b/, "the page says when");
        await page.locator("button.danger[name=confirm]").click();
        await heading(page, w.updated).waitFor();
        assert.equal((await readUpdated(page)).changed, 1);
      });
    });

    test("R-UI-4 a holder's row: untick a plan, see before saving, Save, Close", async () => {
      await visit({ lang, script: false, name: `noscript-plans-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "license-admin");
        await openProduct(page, w);
        const link = page.locator("tbody th a").nth(5);
        const name = (await link.innerText()).trim();
        await link.click();
        await heading(page, name).waitFor();
        await page.getByLabel(w.forms, { exact: true }).uncheck();
        await page.getByRole("button", { name: w.preview, exact: true }).click();
        assert.equal(await page.getByLabel(w.forms, { exact: true }).isChecked(), false, "what was chosen is kept");
        assert.match(await page.locator("p.save-sentence").innerText(), /1/);
        await page.getByRole("button", { name: w.save, exact: true }).click();
        await heading(page, name).waitFor();
        await page.locator(".flash").waitFor();
        assert.equal(await page.getByLabel(w.forms, { exact: true }).isChecked(), false);
        await page.getByRole("main").getByRole("link", { name: w.close, exact: true }).click();
        await heading(page, PRODUCT).waitFor();
      });
    });

    test("seed 000: unassign on Licenses, assign again, then Unassign all for several users", async () => {
      await visit({ lang, script: false, name: `noscript-admin-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "license-admin");
        await openProduct(page, w);
        const names = [];
        for (const index of [2, 3]) {
          await boxes(page).nth(index).check();
          names.push((await page.locator("tbody tr").nth(index).locator("td.break").innerText()).replace(/\s/g, ""));
        }
        await page.getByRole("button", { name: w.unassign, exact: true }).click();
        await heading(page, w.unassign).waitFor();
        await page.locator("dialog[open] button[name=confirm]").click();
        await heading(page, w.updated).waitFor();
        assert.equal((await readUpdated(page)).changed, 2);

        await openProduct(page, w);
        await page.getByRole("link", { name: w.assign, exact: true }).click();
        await page.getByLabel(w.people, { exact: true }).fill(names.join("\n"));
        await page.getByRole("button", { name: w.doAssign, exact: true }).click();
        await page.locator("dialog[open] button[name=confirm]").click();
        await heading(page, w.updated).waitFor();
        assert.equal((await readUpdated(page)).changed, 2);
        await page.getByRole("link", { name: w.done, exact: true }).click();

        await heading(page, w.active).waitFor();
        await boxes(page).nth(0).check();
        await boxes(page).nth(1).check();
        const ticked = (await texts(page.locator("tbody th"))).slice(0, 2);
        await page.getByRole("main").getByRole("button", { name: w.several, exact: true }).click();
        await page.getByRole("link", { name: w.all, exact: true }).click();
        assert.deepEqual(await texts(page.locator(".people li")), ticked);
        await page.getByRole("button", { name: w.saveChanges, exact: true }).click();
        await seen(page);
        await heading(page, w.updated).waitFor();
        assert.equal((await readUpdated(page)).changed, 2);
        await page.getByRole("link", { name: w.done, exact: true }).click();
        await heading(page, w.active).waitFor();
      });
    });
  });
}

/** What was sent without a preview is shown before it is done. */
async function seen(page) {
  await page.locator("main button[name=confirm]").click();
}

async function openProduct(page, w) {
  await rail(page, w.licenses);
  await page.getByRole("main").getByRole("link", { name: PRODUCT, exact: true }).click();
  await heading(page, PRODUCT).waitFor();
}

/** One of the three radio buttons that a box is without script. */
function radio(page, product, label) {
  return productRows(page, product).locator("th").getByRole("radio", { name: label, exact: true });
}

async function choose(page, product, label) {
  await radio(page, product, label).check();
}
