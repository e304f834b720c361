// What people do on the pages, by visible labels: ticks, three-state boxes, saving, reading the result.
// It must never reach for the server behind the page.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

/** The customer at which the demo's customer roles work. */
export function homeCustomer(demo) {
  const id = demo.accounts.find((account) => account.role === "global-admin").customer;
  return demo.customers.find((customer) => customer.id === id);
}

/** Follows a link of the rail. */
export async function rail(page, label) {
  await page.locator("nav#rail").getByRole("link", { name: label, exact: true }).click();
}

/** A label that begins so and goes on, as with the count of free seats behind a product. */
export function beginning(label) {
  return new RegExp(`^${label.replace(/[()]/g, "\\$&")}`);
}

export function heading(page, label) {
  return page.getByRole("main").getByRole("heading", { name: label, exact: true });
}

/** Ticks or clears the box of a row and waits until the server has kept it. */
export async function tick(page, box) {
  const answer = page.waitForResponse((response) => response.url().endsWith("/selection"));
  await box.click();
  // The answer has come; the page says so a moment later.
  const says = /data-selected="([^"]*)"/.exec(await (await answer).text())?.[1];
  if (says !== undefined) await page.locator(`#selection-bar[data-selected="${says}"]`).waitFor();
}

export function boxes(page) {
  return page.locator("tbody input[name=ids]");
}

/** How many users the server says are selected. */
export async function selectedCount(page) {
  return number(await page.locator("#selection-bar").getAttribute("data-selected"));
}

/** A whole number as the pages write it, with their separators and their minus sign. */
export function number(text) {
  return Number(text.replace("\u2212", "-").replace(/[^\d-]/g, ""));
}

/** The trimmed texts of all that match. */
export async function texts(locator) {
  return (await locator.allTextContents()).map((text) => text.replace(/\s+/g, " ").trim());
}

/** The rows of a product in Manage licenses. */
export function productRows(page, name) {
  return page.locator("tbody.product").filter({ has: page.locator(".product-title").getByText(name, { exact: true }) });
}

export function productBox(row) {
  return row.locator("th").getByRole("checkbox");
}

export async function available(row) {
  const read = (cell) => (cell.querySelector("strong") ?? cell).firstChild.textContent;
  const text = await row.locator(".avail").evaluate(read);
  return number(text);
}

/** Presses a three-state box until it shows `state`, and waits for the live preview after each press. */
export async function press(page, box, state) {
  for (let presses = 0; presses < 3; presses += 1) {
    if ((await box.getAttribute("aria-checked")) === state) return;
    await changing(page, () => box.click());
  }
  assert.equal(await box.getAttribute("aria-checked"), state, "the box reaches the state");
}

/** Does something that changes the form and waits until the new preview stands on the page. */
export async function changing(page, work) {
  const answer = page.waitForResponse((response) => response.url().endsWith("/preview"));
  await work();
  await answer;
  await page.waitForFunction(() => !document.querySelector("[aria-busy]"));
}

/**
 * Presses the button that saves. Where data would be lost, the one dialog names it, and its own button saves;
 * gives the text of that dialog, or null. `button` narrows where the button is looked for.
 */
export async function save(page, label, within = page.getByRole("main")) {
  const asks = (await page.locator("dialog#clocks").count()) > 0;
  await within.getByRole("button", { name: label, exact: true }).click();
  if (!asks) return null;
  const dialog = page.locator("dialog#clocks[open]");
  await dialog.waitFor();
  const said = await dialog.innerText();
  await dialog.locator("button.danger").click();
  return said;
}

/** What the page Licenses updated says: the sentence's users, and the totals of its lines. */
export async function readUpdated(page) {
  const [users, changed, same, refused] = (await page.locator("p.lead").innerText()).match(/\d+/g).map(Number);
  assert.equal(changed + same + refused, users, "the counts of the sentence add up to the selection");
  return { users, changed, same, refused };
}

/** Opens the list of results where it is folded. */
export async function openResults(page) {
  const list = page.locator("details.rest");
  if (!(await list.evaluate((details) => details.open))) await list.locator("summary").first().click();
}

/** Every row of the list of results. */
export async function resultRows(page) {
  await openResults(page);
  const rows = [];
  for (const row of await page.locator("details.rest tbody tr").all()) {
    const [user, product, result, what] = await texts(row.locator("th, td"));
    rows.push({ user, product, result, what });
  }
  return rows;
}

/** Presses a download link and gives the file's text. */
export async function download(page, label) {
  const started = page.waitForEvent("download");
  await page.getByRole("main").getByRole("link", { name: label, exact: true }).click();
  return readFile(await (await started).path(), "utf8");
}

/** The records of a CSV file as objects by heading, quoted cells and doubled quotes understood. */
export function parseCsv(text) {
  const records = [[""]];
  let quoted = false;
  const body = text.replace(/^\uFEFF/, "");
  for (let at = 0; at < body.length; at += 1) {
    const letter = body[at];
    const record = records.at(-1);
    if (quoted && letter === '"' && body[at + 1] === '"') record[record.length - 1] += body[(at += 1)];
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === ",") record.push("");
    else if (!quoted && letter === "\n") records.push([""]);
    else if (quoted || letter !== "\r") record[record.length - 1] += letter;
  }
  assert.equal(quoted, false, "every quoted cell of the file ends");
  if (records.at(-1).length === 1 && records.at(-1)[0] === "") records.pop();
  const [heads, ...rows] = records;
  for (const row of rows) assert.equal(row.length, heads.length, "every record has a cell per heading");
  return rows.map((row) => Object.fromEntries(row.map((cell, index) => [heads[index], cell])));
}
