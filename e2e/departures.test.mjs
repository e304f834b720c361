// People who leave, and groups that are refused: the choices of Delete user, and one press that repairs a group.
// In both languages, by visible labels.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { axe, shareDemo, signIn } from "./harness.mjs";
import { boxes, heading, homeCustomer, rail, readUpdated, save, tick } from "./steps.mjs";

const WORDS = {
  en: {
    active: "Active users", filter: "Filter users by...", product: "Product", apply: "Apply", delete: "Delete user",
    look: "Show what happens", seats: /back to the seller/, leave: /^Leave it:/, hand: /^Give it to somebody/,
    heir: "User name of the person who gets it", unknown: /No active user is called/, stays: /1 account stays/,
    again: /not the ones that were shown/, users: "Users deleted", shared: /The mailbox is shared now/, undo: "Undo",
    passwords: "New passwords", giveBack: "Give the mailbox back", restore: "Restore", several: "Manage product licenses",
    edit: "Product by product", save: "Save changes", updated: "Licenses updated", clear: "Clear selection",
    locate: /^Set a location for \d+ users?$/, location: "Usage location", fabric: "Microsoft Fabric (Free)",
    channel: /through a partner|middle of the term|committed/, gets: /gets? the location Spain/,
    saves: "Restoring the user before that day saves it.",
  },
  es: {
    active: "Usuarios activos", filter: "Filtrar usuarios por...", product: "Producto", apply: "Aplicar",
    delete: "Eliminar usuario", look: "Ver qué ocurrirá", seats: /al vendedor/, leave: /^Dejarlo:/,
    hand: /^Entregarlo a alguien/, heir: "Nombre de usuario de quien lo recibe",
    unknown: /Ningún usuario activo se llama/, stays: /1 cuenta permanece/, again: /no son las que se mostraron/,
    users: "Usuarios eliminados", shared: /El buzón ahora es compartido/, undo: "Deshacer",
    passwords: "Contraseñas nuevas", giveBack: "Devolver el buzón", restore: "Restaurar", several: "Administrar licencias de producto",
    edit: "Producto por producto", save: "Guardar cambios", updated: "Licencias actualizadas",
    clear: "Borrar selección", locate: /^Establecer la ubicación de \d+ usuarios?$/, location: "Ubicación de uso",
    fabric: "Microsoft Fabric (gratis)", channel: /a través de un partner|período está en curso|compromiso anual/, gets: /reciben? la ubicación España/,
    saves: "Restaurar al usuario antes de ese día lo salva.",
  },
};
const PRODUCT = "Microsoft 365 E3";

for (const lang of ["en", "es"]) {
  const w = WORDS[lang];

  describe(`people who leave (${lang})`, () => {
    const visit = shareDemo(["--users", "300"]);

    test("R-UI-13 R-DEL-5 R-DEL-6 R-DEL-3 license, mail and files are chosen, and a mailbox is handed over", async () => {
      await visit({ lang, name: `leaving-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "global-admin");
        const admin = demo.accounts.find((account) => account.role === "global-admin").username;
        await openPanel(page, w);
        const account = page.url();
        await deletion(page, w);
        await axe(page);
        // Once the account is gone, no license saves the mail: only its return does.
        await page.getByRole("main").getByText(w.saves).first().waitFor();

        // License: the form says beforehand what can go back to the seller, and why the rest cannot.
        const offered = await page.locator("#seats").getByRole("checkbox", { name: w.seats }).count();
        const told = await page.locator("#seats").innerText();
        assert.ok(offered > 0 || w.channel.test(told), told);

        // Mail: to nobody who is there, then to the administrator; other choices are shown before they are done.
        const main = page.getByRole("main");
        await main.getByRole("radio", { name: w.hand }).check();
        await main.getByLabel(w.heir, { exact: true }).first().fill("nobody@nowhere.example");
        await main.getByRole("button", { name: w.look, exact: true }).click();
        await main.getByText(w.unknown).first().waitFor();
        assert.equal(await main.getByRole("button", { name: w.delete, exact: true }).count(), 0);
        await axe(page);
        // Some letters of the name are enough.
        const heir = main.getByLabel(w.heir, { exact: true }).first();
        await heir.fill(admin.slice(0, 9));
        await main.locator("[data-suggestions] button").filter({ hasText: admin }).click();
        assert.equal(await heir.inputValue(), admin);
        await main.getByRole("button", { name: w.look, exact: true }).click();
        await main.getByText(w.stays).waitFor();
        await main.getByRole("radio", { name: w.leave }).check();
        await main.getByRole("button", { name: w.delete, exact: true }).click();
        await main.getByText(w.again).waitFor();
        await main.getByRole("radio", { name: w.hand }).check();
        await main.getByLabel(w.heir, { exact: true }).first().fill(admin);
        await main.getByRole("button", { name: w.look, exact: true }).click();
        await main.getByText(w.stays).waitFor();
        await main.getByRole("button", { name: w.delete, exact: true }).click();
        await heading(page, w.users).waitFor();
        await openRest(page);
        await main.getByText(w.shared).first().waitFor();

        // The account cannot go while the mailbox is shared; giving the mailbox back ends that.
        await page.goto(account);
        await deletion(page, w);
        await main.getByText(/E-ANCHOR/).or(main.getByRole("button", { name: w.giveBack, exact: true })).first().waitFor();
        await main.getByRole("button", { name: w.giveBack, exact: true }).click();
        // Where a license of this person finds no seat by now, that is shown before.
        const restore = main.getByRole("button", { name: w.restore, exact: true });
        await heading(page, w.passwords).or(restore).first().waitFor();
        if (await restore.isVisible()) await restore.click();
        await heading(page, w.passwords).waitFor();
      });
    });

    test("R-PARTNER-11 R-USER-1 one press repairs everybody who was refused for the same reason", async () => {
      await visit({ lang, name: `repair-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "global-admin");
        const home = new URL(`/c/${homeCustomer(demo).id}`, demo.url).href;
        await page.goto(`${home}/users?location=none`);
        const count = Math.min(await boxes(page).count(), 3);
        assert.ok(count > 1, "several users have no location");
        for (let at = 0; at < count; at += 1) await tick(page, boxes(page).nth(at));
        await page.getByRole("main").getByRole("link", { name: w.several, exact: true }).click();
        await page.getByRole("link", { name: w.edit, exact: true }).click();
        await heading(page, w.several).waitFor();
        const row = page.locator("tbody.product").filter({ hasText: w.fabric });
        const answer = page.waitForResponse((response) => response.url().endsWith("/preview"));
        await row.locator("th").getByRole("checkbox").click();
        await answer;
        await page.waitForFunction(() => !document.querySelector("[aria-busy]"));
        await save(page, w.save);
        await heading(page, w.updated).waitFor();
        assert.equal((await readUpdated(page)).refused, count);

        await page.getByRole("button", { name: w.locate }).click();
        await axe(page);
        await page.getByLabel(w.location, { exact: true }).selectOption("ES");
        await page.getByRole("main").locator("button.primary").click();
        await page.getByText(w.gets).first().waitFor();
        await axe(page);
        await page.getByRole("button", { name: w.save, exact: true }).click();

        // Back in the editor, with the same people and the same wish.
        await heading(page, w.several).waitFor();
        await save(page, w.save);
        await heading(page, w.updated).waitFor();
        assert.equal((await readUpdated(page)).changed, count, "now everybody has it");
      });
    });
  });
}

/** Active users > somebody who holds the product. */
async function openPanel(page, w) {
  await rail(page, w.active);
  await heading(page, w.active).waitFor();
  const filters = page.locator("details.filters");
  await filters.getByText(w.filter).click();
  await filters.getByLabel(w.product, { exact: true }).selectOption({ label: PRODUCT });
  await filters.getByRole("button", { name: w.apply, exact: true }).click();
  await page.locator(".filter-chips").waitFor();
  const href = await page.locator("tbody tr th a").nth(3).getAttribute("href");
  await page.goto(new URL(href, page.url()).href);
}

async function deletion(page, w) {
  await page.getByRole("link", { name: w.delete, exact: true }).click();
  await heading(page, w.delete).waitFor();
}

async function openRest(page) {
  const list = page.locator("details.rest");
  if (!(await list.evaluate((details) => details.open))) await list.locator("summary").first().click();
}
