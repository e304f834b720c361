// Whom a preview concerns: names at the foot of the form, a list beside it that keeps the form as it is, and the same
// list as a page of its own on a phone.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { axe, shareDemo, signIn } from "./harness.mjs";
import { boxes, heading, homeCustomer, tick } from "./steps.mjs";

const WORDS = {
  en: { losses: "Lose licenses", title: "Whom this change concerns", more: /^and \d+ more$/, back: "Back to the change" },
  es: { losses: "Pierden licencias", title: "A quién afecta este cambio", more: /^y \d+ más$/, back: "Volver al cambio" },
};
const NARROW = { width: 320, height: 780 };

for (const lang of ["en", "es"]) {
  const w = WORDS[lang];

  describe(`whom a change concerns (${lang})`, () => {
    const visit = shareDemo(["--users", "300"]);

    test("R-UI-15 the foot of the form names the first users and leads to all of them", async () => {
      await visit({ lang, name: `whom-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "global-admin");
        const home = `/c/${homeCustomer(demo).id}`;
        await page.goto(new URL(`${home}/users?license=licensed`, demo.url).href);
        for (let index = 0; index < 12; index += 1) await tick(page, boxes(page).nth(index));
        await page.goto(new URL(`${home}/licenses/several?mode=unassign`, demo.url).href);
        const foot = page.locator("#save-bar");
        const link = foot.getByRole("link", { name: w.losses, exact: true });
        await link.waitFor();
        const row = foot.locator(".named-list > div").filter({ has: page.getByRole("link", { name: w.losses, exact: true }) });
        const named = (await row.locator(".named").innerText()).replace(/ (and|y) \d+ .*$/, "").split(", ");
        assert.equal(named.length, 5, named.join("; "));
        await row.getByRole("link", { name: w.more }).click();
        const panel = page.getByRole("dialog").filter({ has: page.locator("#panel") });
        await panel.getByRole("heading", { name: w.title }).waitFor();
        for (const name of named) await panel.getByRole("link", { name, exact: true }).first().waitFor();
        await axe(page);
        const list = page.url();
        await page.keyboard.press("Escape");
        await link.waitFor();

        await page.setViewportSize(NARROW);
        await page.goto(list);
        await heading(page, w.title).waitFor();
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(wide <= 0, `${wide} px too wide`);
        await axe(page);
        await page.getByRole("link", { name: w.back, exact: true }).click();
        await foot.waitFor();
        assert.match(page.url(), /licenses\/several\?mode=unassign/);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(over <= 0, `${over} px too wide`);
        await axe(page);
      });
    });
  });
}
