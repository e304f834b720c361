// What is chosen in a form stays chosen, is shown while it is typed, and takes along what belongs to it.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { axe, shareDemo, signIn } from "./harness.mjs";
import { boxes, changing, homeCustomer, press, productBox, productRows, texts, tick } from "./steps.mjs";

const OTHER = { en: "Español", es: "English" };
const PRODUCT = "Microsoft 365 F3";

const visit = shareDemo(["--users", "120"]);

for (const lang of ["en", "es"]) {
  describe(`what is chosen (${lang})`, () => {
    test("R-PARTNER-6 ticks survive a chip and the language, and a cleared product clears its plans", async () => {
      await visit({ lang, name: `chosen-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "partner-admin-agent");
        const home = new URL(`/c/${homeCustomer(demo).id}`, demo.url).href;
        await page.goto(`${home}/users?product=${await productId(page, home)}`);
        // The same person chose in the other language.
        const clear = page.locator("button[value=clear]");
        if ((await clear.count()) > 0) await clear.click();
        await page.waitForLoadState();
        for (const index of [0, 1, 2]) await tick(page, boxes(page).nth(index));
        await page.goto(`${home}/licenses/manage`);
        const row = productRows(page, PRODUCT);
        await row.locator("details summary").click();
        const plans = row.locator(".plans").getByRole("checkbox");
        const before = await states(plans);
        assert.ok(before.includes("true"), "some plans are on");

        await press(page, productBox(row), "false");
        assert.deepEqual([...new Set(await states(plans))], ["false"], "all empty");
        assert.equal(await plans.first().isDisabled(), true, "and locked");
        await axe(page);

        await page.locator(".people button").last().click();
        await page.waitForURL(/manage\?p\./);
        assert.equal(await page.locator(".people li").count(), 2);
        assert.equal(await productBox(productRows(page, PRODUCT)).getAttribute("aria-checked"), "false");
        await page.getByRole("button", { name: OTHER[lang], exact: true }).click();
        await page.waitForURL(/manage\?p\./);
        const again = productRows(page, PRODUCT);
        assert.equal(await productBox(again).getAttribute("aria-checked"), "false", "in the other language too");

        await again.locator("details summary").click();
        await press(page, productBox(again), "true");
        assert.deepEqual(await states(again.locator(".plans").getByRole("checkbox")), before, "as they were");
      });
    });

    test("R-BUY-1 what a quantity costs is said while it is typed", async () => {
      await visit({ lang, name: `typed-${lang}` }, async ({ demo, page }) => {
        await signIn(page, demo, "partner-admin-agent");
        const home = new URL(`/c/${homeCustomer(demo).id}`, demo.url).href;
        await page.goto(`${home}/subscriptions/buy?product=${await productId(page, home)}&more=2`);
        const said = async () => (await texts(page.locator("#buy-sentence"))).join();
        const two = await said();
        assert.match(two, /2/, "the number that was missing stands there already");
        const field = page.locator("#quantity");
        await changing(page, () => field.press("End").then(() => field.press("Backspace")));
        assert.notEqual(await said(), two);
        assert.equal(await field.evaluate((it) => it === document.activeElement), true, "still typing");
      });
    });
  });
}

async function productId(page, home) {
  await page.goto(`${home}/users`);
  const option = page.locator("select[name=product] option").filter({ hasText: PRODUCT }).first();
  return option.getAttribute("value");
}

async function states(checkboxes) {
  return checkboxes.evaluateAll((list) => list.map((box) => box.getAttribute("aria-checked")));
}
