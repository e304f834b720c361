// Saved views of the list of users by their visible labels, in both languages, with script and without.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { axe, shareDemo, signIn } from "./harness.mjs";
import { boxes, heading, rail } from "./steps.mjs";

const WORDS = {
  en: {
    active: "Active users", now: (name) => `View: ${name}`, all: "All users", own: "your filters",
    over: "Users of over-assigned products", waiting: "Unlicensed users with mailbox or archive",
    save: "Save as a view", name: "Name of the view", wrong: "Enter a name of 1 to 80 letters.",
    taken: "There is a view of this name already. Choose another name, or change that view.",
    changed: (name) => `${name}, changed`, keep: (name) => `Save changes to ${name}`, manage: "All views",
    change: (name) => `Rename or delete (${name})`, rename: "Save name", remove: "Delete the view",
    filter: "Filter users by...", state: "License state", unlicensed: "Unlicensed", apply: "Apply",
    signin: "Sign-in state", allowed: "Allowed", blocked: "Blocked", none: "None yet",
  },
  es: {
    active: "Usuarios activos", now: (name) => `Vista: ${name}`, all: "Todos los usuarios", own: "sus filtros",
    over: "Usuarios de productos asignados de más", waiting: "Usuarios sin licencia con buzón o archivo",
    save: "Guardar como vista", name: "Nombre de la vista", wrong: "Escriba un nombre de 1 a 80 letras.",
    taken: "Ya hay una vista con este nombre. Elija otro nombre o cambie esa vista.",
    changed: (name) => `${name}, modificada`, keep: (name) => `Guardar los cambios en ${name}`,
    manage: "Todas las vistas", change: (name) => `Cambiar nombre o eliminar (${name})`, rename: "Guardar nombre",
    remove: "Eliminar la vista", filter: "Filtrar usuarios por...", state: "Estado de la licencia",
    unlicensed: "Sin licencia", apply: "Aplicar", signin: "Estado de inicio de sesión", allowed: "Permitido", blocked: "Bloqueado",
    none: "Todavía ninguna",
  },
};

for (const lang of ["en", "es"]) {
  const w = WORDS[lang];

  describe(`views (${lang})`, () => {
    const visit = shareDemo(["--users", "300"]);

    for (const script of [true, false]) {
      const how = script ? "with script" : "without script";
      test(`R-USER-11 ${how}: filter, save, share, change, rename, delete`, async () => {
        await visit({ lang, script, name: `views-${lang}-${script}` }, async ({ demo, page }) => {
          const look = async () => { if (script) await axe(page); };
          await signIn(page, demo, "global-admin");
          await rail(page, w.active);
          await shows(page, w.now(w.all));

          // A built-in view.
          await open(page, w.now(w.all), w.over);
          await shows(page, w.now(w.over));
          assert.ok((await boxes(page).count()) > 0, "the demo has a product that is over-assigned");
          assert.equal(await page.getByRole("link", { name: w.save, exact: true }).count(), 0, "it is a view already");
          await open(page, w.now(w.over), w.waiting);
          await shows(page, w.now(w.waiting));

          // Filters of one's own become a view; a name is needed.
          await page.goto(new URL(page.url()).href.split("?")[0]);
          await narrow(page, w, { [w.state]: w.unlicensed, [w.signin]: w.blocked });
          await shows(page, w.now(w.own));
          await page.getByRole("link", { name: w.save, exact: true }).click();
          await heading(page, w.save).waitFor();
          await look();
          await page.getByRole("button", { name: w.save, exact: true }).click();
          await page.getByRole("alert").or(page.locator(".error-summary")).getByText(w.wrong).waitFor();
          await look();
          const name = `Bajas ${script}`;
          await page.getByLabel(w.name).fill(name);
          await page.getByRole("button", { name: w.save, exact: true }).click();
          await shows(page, w.now(name));
          const address = page.url();

          // Changed filters are saved into the view.
          await narrow(page, w, { [w.signin]: w.allowed });
          await shows(page, w.now(w.changed(name)));
          await page.getByRole("link", { name: w.save, exact: true }).click();
          await page.getByRole("button", { name: w.keep(name), exact: true }).click();
          await shows(page, w.now(name));

          // Another administrator finds it, and cannot save a second one of that name.
          await page.context().clearCookies({ name: "cupo_session" });
          await signIn(page, demo, "license-admin");
          await page.goto(address);
          await page.getByRole("link", { name: w.save, exact: true }).click();
          await page.getByLabel(w.name).fill(name.toUpperCase());
          await page.getByRole("button", { name: /new view|vista nueva/ }).click();
          await page.locator(".error-summary").getByText(w.taken).waitFor();

          // Renamed, and deleted for everybody.
          await rail(page, w.active);
          await open(page, w.now(w.all), w.manage);
          await look();
          await page.getByRole("link", { name: w.change(name), exact: true }).click();
          await look();
          await page.getByLabel(w.name).fill(`${name} 2`);
          await page.getByRole("button", { name: w.rename, exact: true }).click();
          await page.getByRole("link", { name: w.change(`${name} 2`), exact: true }).click();
          await page.getByRole("button", { name: w.remove, exact: true }).click();
          await page.getByText(w.none, { exact: true }).waitFor();
        });
      });
    }
  });
}

function menu(page, label) {
  return page.getByRole("main").getByRole("button", { name: label, exact: true });
}

/** The list shows this view. */
async function shows(page, label) {
  await menu(page, label).waitFor();
}

async function open(page, now, link) {
  await menu(page, now).click();
  await page.locator("#views").getByRole("link", { name: link, exact: true }).click();
}

async function narrow(page, w, wanted) {
  const filters = page.locator("details.filters");
  if ((await filters.getAttribute("open")) === null) await filters.locator("summary").click();
  for (const [field, label] of Object.entries(wanted)) {
    const select = page.getByLabel(field, { exact: true });
    if (label === "") await select.selectOption("");
    else await select.selectOption({ label });
  }
  await page.getByRole("button", { name: w.apply, exact: true }).click();
}
