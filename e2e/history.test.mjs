// Who held what on a day, by its visible labels, in both languages: today, yesterday, a day that has not come.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { axe, shareDemo, signIn } from "./harness.mjs";
import { heading, homeCustomer, number, texts } from "./steps.mjs";

const WORDS = {
  en: {
    user: "What was held on a day", product: "Who held it on a day", day: "Day", show: "Show",
    later: "This day has not come yet. Choose an earlier one.", unknown: "The records of this customer begin later. Choose a later day.",
    still: "still held",
  },
  es: {
    user: "Qué tenía un día", product: "Quién lo tenía un día", day: "Día", show: "Mostrar",
    later: "Ese día aún no ha llegado. Elija uno anterior.",
    unknown: "Los registros de este cliente empiezan más tarde. Elija un día posterior.", still: "se tiene todavía",
  },
};

for (const lang of ["en", "es"]) {
  const w = WORDS[lang];

  describe(`who held what on a day (${lang})`, () => {
    const visit = shareDemo(["--users", "200"]);

    test("of a product and of a user; days that nobody can know are refused", async () => {
      await visit({ lang, name: `history-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "global-admin");
        const base = `${demo.url}/c/${homeCustomer(demo).id}`;
        await page.goto(`${base}/products`);
        await page.getByRole("link", { name: "Microsoft 365 E3", exact: true }).click();
        await page.getByRole("link", { name: w.product, exact: true }).click();
        const told = number(await page.locator(".page-head > .count").innerText());
        assert.ok(told > 0, "somebody holds it today");
        assert.ok((await page.getByRole("row").count()) > 1);
        assert.ok((await texts(page.getByRole("cell", { name: w.still }))).length > 0);
        await axe(page);
        await ask(page, w, "2199-01-01");
        await page.getByText(w.later).first().waitFor();
        await axe(page);
        await ask(page, w, "2001-01-01");
        await page.getByText(w.unknown).first().waitFor();

        await page.goto(`${base}/users?license=licensed`);
        const person = page.locator("tbody th a").first();
        const name = await person.innerText();
        await page.goto(new URL(await person.getAttribute("href"), demo.url).href);
        await heading(page, name).waitFor();
        await page.getByRole("link", { name: w.user, exact: true }).click();
        await page.waitForURL(/history\?user=/);
        assert.ok((await page.getByRole("row").count()) > 1, "the licenses of today");
        await axe(page);
      });
    });
  });
}

async function ask(page, w, day) {
  await page.getByLabel(w.day, { exact: true }).fill(day);
  await page.getByRole("button", { name: w.show, exact: true }).click();
}
