// What time does, seen ahead: data at risk with what saves it, holds, a person who leaves, the life of a subscription, and
// the clock of the demo; by visible labels, in both languages.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { account, axe, shareDemo, signIn } from "./harness.mjs";
import { heading, homeCustomer, rail } from "./steps.mjs";

const WORDS = {
  en: {
    risk: "Data at risk", restore: "Restore the user", give: "Give the license back", mail: /^Mail\b/,
    holds: "Holds", place: "Place a hold", preview: "Preview", release: "Release the hold", files: "Files",
    placed: "Hold placed", undo: "Undo", late: /a hold comes too late|user is deleted|no hold can be placed/,
    leaves: "Former employee", block: "Block sign-in", save: "Block sign-in", blocked: /blocked/i,
    products: "Your products", timeline: "Timeline", now: "Now", off: "Turn off recurring billing",
    changed: "Subscription changed", on: "Turn on recurring billing", over: /can only turn off recurring billing/,
    time: "Time", next: "Move to the next event", passed: /Time has passed/, day: "Move one day forward", to: "Move to that day",
    past: /only goes forward/, field: "Day", make: "Make an address", address: /\/calendar\/[0-9a-f]{64}$/,
    end: "End the address", plan: "Licenses from the next period on", planned: /Licenses from the next period on/,
  },
  es: {
    risk: "Datos en riesgo", restore: "Restaurar al usuario", give: "Devolver la licencia", mail: /^Correo\b/,
    holds: "Retenciones", place: "Aplicar una retención", preview: "Vista previa", release: "Levantar la retención",
    files: "Archivos", placed: "Retención aplicada", undo: "Deshacer",
    late: /llega demasiado tarde|está eliminado|ya no se puede aplicar/, leaves: "Antiguo empleado",
    block: "Bloquear el inicio de sesión", save: "Bloquear el inicio de sesión", blocked: /bloquead/i, products: "Sus productos",
    timeline: "Cronología", now: "Ahora", off: "Desactivar la facturación periódica", changed: "Suscripción modificada",
    on: "Activar la facturación periódica", over: /solo puede desactivar la facturación periódica/, time: "Tiempo",
    next: "Avanzar hasta el próximo suceso", passed: /El tiempo ha pasado/, day: "Avanzar un día", to: "Avanzar hasta ese día",
    past: /solo avanza/, field: "Día", make: "Crear una dirección", address: /\/calendar\/[0-9a-f]{64}$/,
    end: "Anular la dirección", plan: "Licencias desde el próximo período", planned: /Licencias desde el próximo período/,
  },
};

const press = (page, role, name) => page.getByRole("main").getByRole(role, { name, exact: true }).first().click();

describe("time", () => {
  const visit = shareDemo(["--users", "300"]);

  for (const lang of ["en", "es"]) {
    const w = WORDS[lang];

    test(`data at risk in ${lang}: the first loss on top, by day and kind, and what saves it leads on`, async () => {
      await visit({ lang, name: `risk-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "global-admin");
        await rail(page, w.risk);
        await heading(page, w.risk).waitFor();
        const dates = await page.locator("tbody time").evaluateAll((all) => all.map((it) => it.dateTime));
        assert.ok(dates.length > 5, `${dates.length} rows`);
        assert.deepEqual(dates, [...dates].sort(), "what is lost first stands on top");
        const day = page.locator(".strip a").first();
        const count = Number((await day.locator("strong").innerText()).replace(/\D/g, ""));
        await day.click();
        await page.locator(".filter-chips").waitFor();
        assert.equal(await page.locator("tbody tr").count(), count, "the day has as many rows as the strip says");
        await axe(page);
        await rail(page, w.risk);
        await page.getByRole("navigation").getByRole("link", { name: w.mail }).click();
        await press(page, "link", w.give);
        assert.match(new URL(page.url()).pathname, /\/users\/[0-9a-f-]+$/, "the licenses of that user");
      });
    });

    test(`an address for calendars in ${lang} is shown once, read without signing in, and ends`, async () => {
      await visit({ lang, name: `calendar-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "global-admin");
        await rail(page, w.risk);
        await press(page, "button", w.make);
        const address = await page.locator("code").innerText();
        assert.match(address, w.address);
        await axe(page);
        const calendar = await fetch(address);
        assert.equal(calendar.headers.get("content-type"), "text/calendar; charset=utf-8");
        const text = await calendar.text();
        assert.match(text, /^BEGIN:VCALENDAR\r\n/);
        assert.match(text, /BEGIN:VEVENT/);
        await rail(page, w.risk);
        await press(page, "button", w.end);
        assert.equal((await fetch(address)).status, 404);
      });
    });

    test(`R-HOLD-2 a person leaves in ${lang}: sign-in is blocked, files are held, and it can be undone`, async () => {
      await visit({ lang, name: `leaves-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "global-admin");
        const rows = `${demo.url}/c/${homeCustomer(demo).id}/users`;
        await page.goto(rows);
        const user = await page.locator("tbody th a").nth(lang === "en" ? 4 : 7).getAttribute("href");
        await page.goto(new URL(user, demo.url).href);
        await press(page, "link", w.leaves);
        await press(page, "link", w.block);
        await axe(page);
        await press(page, "button", w.save);
        await page.getByText(w.blocked).first().waitFor();
        await press(page, "link", w.place);
        await page.locator("#data").selectOption({ label: w.files });
        await press(page, "button", w.preview);
        await axe(page);
        await press(page, "button", w.place);
        await heading(page, w.placed).waitFor();
        assert.ok((await page.getByRole("main").getByText(w.undo, { exact: true }).count()) > 0, "it can be undone");
        await page.goto(`${new URL(user, demo.url).href.split("?")[0]}/holds`);
        await press(page, "link", w.release);
        await press(page, "button", w.release);
      });
    });

    test(`R-BUY-9 a subscription in ${lang}: now stands on its timeline, and recurring billing goes off and on`, async () => {
      await visit({ lang, name: `life-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "global-admin");
        await rail(page, w.products);
        const links = await page.locator("tbody th a").evaluateAll((all) => all.map((it) => it.href));
        let found = false;
        for (const href of links) {
          await page.goto(href);
          found = (await page.getByRole("link", { name: w.off, exact: true }).count()) > 0;
          if (found) break;
        }
        assert.ok(found, "one of them renews");
        const here = page.url();
        await heading(page, w.timeline).waitFor();
        assert.equal(await page.locator(".timeline [aria-current=date] strong").innerText(), w.now);
        await page.getByText(w.over).waitFor();
        await axe(page);
        await press(page, "link", w.off);
        await axe(page);
        await press(page, "button", w.off);
        await heading(page, w.changed).waitFor();
        await page.goto(here);
        await press(page, "link", w.on);
        await press(page, "button", w.on);
        await page.goto(here);
        await page.getByLabel(w.plan).fill("0");
        await press(page, "button", w.preview);
        await page.getByText(/E-QTY|R-PROD-17/).first().waitFor();
      });
    });

    test(`D-17 the clock of the demo in ${lang} goes forward only, and what is due happens`, async () => {
      await visit({ lang, name: `clock-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "global-admin");
        await rail(page, w.time);
        await axe(page);
        await press(page, "button", w.next);
        await page.getByText(w.passed).waitFor();
        await press(page, "button", w.day);
        await page.getByText(w.passed).waitFor();
        await page.getByLabel(w.field).fill("2001-01-01");
        await press(page, "button", w.to);
        await page.getByText(w.past).first().waitFor();
        await axe(page);
      });
    });
  }
});
