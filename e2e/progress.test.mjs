// Long work as the browser follows it: the bar moves and the result appears without anybody's reload; and files that
// were sent leave nothing behind.

import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, test } from "node:test";

import { launchBrowser, newPage, shareDemo, signIn, startDemo } from "./harness.mjs";
import { homeCustomer, press, productBox, productRows, save } from "./steps.mjs";

const USERS = 16_000;
const ROWS = 6_000;
const LONG_MS_MAX = 120_000;

const PRODUCT = { en: "Microsoft Power Automate Free", es: "Microsoft Power Automate Gratis" };
const WORDS = {
  en: { all: /^Select all .* that match$/, save: "Save", moved: /^[\d,]+ of [\d,]+ users$/ },
  es: { all: /^Seleccionar los .* que coinciden$/, save: "Guardar", moved: /^[\d.]+ de [\d.]+ usuarios$/ },
};

/** Notes every text that the bar says from now on. */
async function listen(page) {
  await page.addInitScript(() => {
    globalThis.said = [];
    const note = () => {
      const words = document.querySelector("[data-progress-text]")?.textContent;
      if (words && globalThis.said.at(-1) !== words) globalThis.said.push(words);
    };
    new MutationObserver(note).observe(document, { childList: true, subtree: true, characterData: true });
  });
}

describe("long work", () => {
  const visit = shareDemo(["--users", String(USERS)]);

  for (const lang of ["en", "es"]) {
    test(`R-BULK-11 the bar of a large change moves and ends by itself (${lang})`, async () => {
      const w = WORDS[lang];
      await visit({ lang, name: `progress-${lang}` }, async ({ demo, page }) => {
        await listen(page);
        await signIn(page, demo, "partner-admin-agent");
        await page.goto(new URL(`/c/${homeCustomer(demo).id}/users`, demo.url).href);
        const all = page.getByRole("button", { name: w.all });
        if ((await all.count()) > 0) await all.click();
        await page.goto(new URL(`/c/${homeCustomer(demo).id}/licenses/manage`, demo.url).href);
        const box = productBox(productRows(page, PRODUCT[lang]));
        await press(page, box, lang === "en" ? "true" : "false");
        await save(page, w.save);
        await page.waitForURL(/\/operations\//);
        await page.locator("[data-events]").waitFor({ state: "detached", timeout: LONG_MS_MAX });
        for (const words of await page.evaluate(() => globalThis.said)) assert.match(words, w.moved);
        const [users] = (await page.locator("p.lead").innerText()).match(/[\d.,]+/);
        assert.equal(Number(users.replace(/\D/g, "")), USERS);
      });
    });
  }
});

describe("files that were sent", () => {
  test("a long import tells how far it is, and a stopped server leaves no file behind", async () => {
    const outer = process.env.TMPDIR;
    const folder = await mkdtemp(path.join(tmpdir(), "cupo-sent-"));
    process.env.TMPDIR = folder;
    const demo = await startDemo(["--users", "300"]);
    const browser = await launchBrowser();
    try {
      const page = await newPage(browser, { lang: "en" });
      await signIn(page, demo, "partner-admin-agent");
      const customer = demo.customers.find((one) => one.domain === "cordillera.example").id;
      const address = new URL(`/c/${customer}/users/import`, demo.url).href;
      const rows = Array.from({ length: ROWS }, (_, at) => `person.${at}@cordillera.example,,,Person ${at}${",".repeat(11)},ES`);
      const file = path.join(folder, "people.csv");
      await writeFile(file, [HEADINGS, ...rows, ""].join("\n"));

      await page.goto(address);
      await page.locator("#file").setInputFiles(file);
      await page.getByRole("button", { name: "Check the file" }).click();
      await page.getByRole("button", { name: /^Create/ }).click();
      await page.getByRole("heading", { name: /6,000 users created/ }).waitFor({ timeout: LONG_MS_MAX });

      await page.goto(address);
      await page.locator("#file").setInputFiles(file);
      await page.getByRole("button", { name: "Check the file" }).click();
      await page.locator(".import-result").waitFor();
      await page.goto(new URL("/catalogue/import", demo.url).href);
      await page.locator("#file").setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(LIST) });
      await page.getByRole("button", { name: "Check the file" }).click();
      await page.locator(".import-result").waitFor();
      assert.deepEqual(page.faults, []);
    } finally {
      await browser.close();
      await demo.stop();
      process.env.TMPDIR = outer ?? "";
      if (outer === undefined) delete process.env.TMPDIR;
    }
    const left = (await readdir(folder)).filter((name) => name !== "people.csv" && name.startsWith("cupo"));
    await rm(folder, { recursive: true, force: true });
    assert.deepEqual(left, [], "the server's temporary files are gone");
  });
});

const HEADINGS =
  "User Name,First Name,Last Name,Display Name,Job Title,Department,Office Number,Office Phone,Mobile Phone,Fax," +
  "Alternate email address,Address,City,State or Province,ZIP or Postal Code,Country or Region";

const LIST = [
  "Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,Service_Plans_Included_Friendly_Names",
  "Sample Product,SAMPLE_ONE,11111111-2222-4333-8444-555555555555,SAMPLE_PLAN,11111111-2222-4333-8444-666666666666,Sample Plan",
  "",
].join("\n");
