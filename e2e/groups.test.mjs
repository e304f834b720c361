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
    rule: /^Rule/, wrongRule: /At letter 21: A text in quotes/, byRule: "Choose members by a rule", edit: "Edit the rule",
    set: "Set the rule of a group", joining: /^Joining: /, hand: "Choose members by hand", says: "The rule says who is in it:",
  },
  es: {
    groups: "Grupos", create: "Crear un grupo", name: "Nombre", preview: "Vista previa", add: "Agregar personas",
    names: "Nombres de usuario, separados por comas", unknown: /No hay ningún usuario activo con este nombre/,
    all: "Todos los grupos", choose: "Elegir licencias", give: "Licencias de un grupo", ok: "Asignadas correctamente",
    needed: "Acciones necesarias", again: "Reprocesar", out: /^Quitar del grupo/, leave: "Quitar personas del grupo",
    remove: "Eliminar el grupo", erase: "Eliminar un grupo", licensed: /Un grupo con licencias no se puede eliminar/,
    rule: /^Regla/, wrongRule: /En la letra 21: Aquí falta un texto entre comillas/, byRule: "Elegir miembros con una regla",
    edit: "Editar la regla", set: "Definir la regla de un grupo", joining: /^Entran: /, hand: "Elegir miembros a mano",
    says: "La regla dice quién está en él:",
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

    test("R-GROUP-17: a rule says who is in a group, is shown first, and is given up", async () => {
      await visit({ lang, script: true, name: `group-rule-${lang}` }, async ({ demo, page }) => {
        const press = (label) => page.getByRole("main").getByRole("button", { name: label, exact: true }).click();
        const go = (label) => page.getByRole("main").getByRole("link", { name: label }).first().click();
        const back = async (name) => {
          await page.waitForURL(/\/operations\//);
          await rail(page, w.groups);
          await go(name);
          await heading(page, name).waitFor();
        };
        await signIn(page, demo, "global-admin");
        await rail(page, w.groups);

        // A wrong rule is told with the letter; a right one covers people before the group exists.
        await go(w.create);
        const name = `Cocina ${lang}`;
        await page.getByLabel(w.name, { exact: true }).fill(name);
        await page.getByLabel(w.rule).fill("user.department -eq Cocina");
        await press(w.preview);
        await page.locator(".error-summary").getByText(w.wrongRule).waitFor();
        await page.getByLabel(w.rule).fill('user.department -eq "Cocina"');
        await press(w.preview);
        await page.getByText(w.joining).waitFor();
        await axe(page);
        await press(w.create);
        await back(name);
        await page.getByText(w.says).waitFor();
        assert.ok(await page.locator(".table-box").last().locator("tbody tr").count() > 0, "its people are there");
        assert.equal(await page.getByRole("link", { name: w.out }).count(), 0, "nobody is taken out by hand");
        await axe(page);

        // Another rule is previewed with who leaves; then people are chosen by hand again.
        await go(w.edit);
        await axe(page);
        await page.getByLabel(w.rule).fill('user.department -eq "Cocina" -and user.country -eq "ES"');
        await press(w.preview);
        await heading(page, w.set).waitFor();
        await press(w.set);
        await back(name);
        await page.getByText('-and user.country -eq "ES"').waitFor();
        await go(w.hand);
        await press(w.hand);
        await back(name);
        await page.getByLabel(w.names).waitFor();
        assert.equal(await page.getByText(w.says).count(), 0);
      });
    });
  });
}
