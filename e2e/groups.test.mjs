// Groups by their visible labels, in both languages, with script and without: created, filled, licensed, with what needs
// attention, emptied and deleted (R-UI-9).

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { axe, shareDemo, signIn } from "./harness.mjs";
import { heading, rail } from "./steps.mjs";

const WORDS = {
  en: {
    groups: "Groups", create: "Create a group", name: "Name", preview: "Preview", add: "Add people",
    names: "User names, separated by commas", unknown: /There is no active user of this name/, all: "All groups",
    choose: "Choose licenses", give: "Licenses of a group", ok: "Successfully assigned", needed: "Actions needed",
    again: "Reprocess", out: /^Take out/, leave: "Take people out", remove: "Delete the group", erase: "Delete a group",
    licensed: /A group with licenses cannot be deleted/, wrong: /Write a name of 1 to/, waiting: "Dirección: seguridad avanzada",
    noSeat: /E-COUNT/,
  },
  es: {
    groups: "Grupos", create: "Crear un grupo", name: "Nombre", preview: "Vista previa", add: "Agregar personas",
    names: "Nombres de usuario, separados por comas", unknown: /No hay ningún usuario activo con este nombre/,
    all: "Todos los grupos", choose: "Elegir licencias", give: "Licencias de un grupo", ok: "Asignadas correctamente",
    needed: "Acciones necesarias", again: "Reprocesar", out: /^Quitar del grupo/, leave: "Quitar personas del grupo",
    remove: "Eliminar el grupo", erase: "Eliminar un grupo", licensed: /Un grupo con licencias no se puede eliminar/,
    wrong: /Escriba un nombre de 1 a/, waiting: "Dirección: seguridad avanzada", noSeat: /E-COUNT/,
  },
};

for (const lang of ["en", "es"]) {
  const w = WORDS[lang];

  describe(`groups (${lang})`, () => {
    const visit = shareDemo(["--users", "300"]);

    for (const script of [true, false]) {
      const how = script ? "with script" : "without script";
      test(`R-UI-9 ${how}: create, add, license, what needs attention, take out, delete`, async () => {
        await visit({ lang, script, name: `groups-${lang}-${script}` }, async ({ demo, page }) => {
          const look = async () => { if (script) await axe(page); };
          const press = (label) => page.getByRole("main").getByRole("button", { name: label, exact: true }).click();
          const go = (label) => page.getByRole("main").getByRole("link", { name: label }).first().click();
          await signIn(page, demo, "global-admin");
          await rail(page, w.groups);
          await heading(page, w.groups).waitFor();
          await look();

          // The demo has a group whose members wait for seats.
          await go(w.waiting);
          await go(w.needed);
          await page.getByText(w.noSeat).first().waitFor();
          await look();
          await go(w.all);

          // A group needs a name; creating it is shown first.
          await go(w.create);
          await press(w.preview);
          await page.locator(".error-summary").getByText(w.wrong).waitFor();
          const name = `Ventas ${script}`;
          await page.getByLabel(w.name, { exact: true }).fill(name);
          await press(w.preview);
          await look();
          await press(w.create);
          await page.waitForURL(/\/operations\//);
          await rail(page, w.groups);
          await go(name);
          await heading(page, name).waitFor();

          // People join by their names; a wrong name is told beside the field.
          await page.getByLabel(w.names).fill("nobody@nowhere.example");
          await press(w.preview);
          await page.locator(".error-summary").getByText(w.unknown).waitFor();
          await look();
          const account = demo.accounts.find((it) => it.role === "user");
          await page.getByLabel(w.names).fill(account.username);
          await press(w.preview);
          await press(w.add);
          await page.waitForURL(/\/operations\//);
          await rail(page, w.groups);
          await go(name);
          assert.equal(await page.locator("#people ~ .table-box tbody tr").count(), 1);

          // What it gives is shown before it is given.
          await go(w.choose);
          await look();
          await page.getByRole("checkbox", { name: /^Microsoft Fabric/ }).check();
          await press(w.preview);
          await heading(page, w.give).waitFor();
          await look();
          await press(w.give);
          await page.waitForURL(/\/operations\//);
          await rail(page, w.groups);
          await go(name);
          await page.getByText(w.licensed).waitFor();

          // It gives nothing any more, its member leaves, and it goes.
          await go(w.choose);
          await page.locator("input[name=product]:checked").first().uncheck();
          await press(w.preview);
          await press(w.give);
          await page.waitForURL(/\/operations\//);
          await rail(page, w.groups);
          await go(name);
          await go(w.out);
          await press(w.leave);
          await page.waitForURL(/\/operations\//);
          await rail(page, w.groups);
          await go(name);
          await go(w.remove);
          await press(w.erase);
          await page.waitForURL(/\/operations\//);
          await rail(page, w.groups);
          assert.equal(await page.getByRole("link", { name, exact: true }).count(), 0);
        });
      });
    }
  });
}
