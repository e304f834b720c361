// Starts the demo and a real browser for one test, and stops both whatever happens.
// It must never touch a server that it did not start, nor fetch anything from outside.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before } from "node:test";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import axeCore from "axe-core";
import { chromium } from "playwright-core";

const FOLDER = path.dirname(fileURLToPath(import.meta.url));
const OUT = path.join(FOLDER, "out");
const READY_MS_MAX = 120_000;
const STOP_MS_MAX = 10_000;
const ACTION_MS_MAX = 15_000;
const STDERR_LINES_MAX = 200;
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
const LOCALES = { es: "es-ES", en: "en-US" };

/** Phone and desktop, the two widths every page is looked at. */
export const PHONE = { width: 360, height: 780 };
export const DESKTOP = { width: 1280, height: 900 };

/**
 * Starts `cupo demo` with more words of the command line, if any, and waits until it is ready.
 * Gives what the demo says about itself, and `stop()`.
 */
export async function startDemo(args = []) {
  const binary = process.env.CUPO_BIN;
  assert.ok(binary, "CUPO_BIN must name the binary under test; cargo xtask test --only browser sets it");
  const data = await mkdtemp(path.join(tmpdir(), "cupo-e2e-"));
  const words = ["demo", "--json", "--listen", "127.0.0.1:0", "--data", data, ...args];
  const child = spawn(binary, words, { stdio: ["ignore", "pipe", "pipe"] });
  const log = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    log.push(line);
    if (log.length > STDERR_LINES_MAX) log.shift();
  });
  const killAtExit = () => child.kill("SIGKILL");
  process.once("exit", killAtExit);
  const stop = async () => {
    process.removeListener("exit", killAtExit);
    await stopChild(child);
    await rm(data, { recursive: true, force: true });
  };
  try {
    const demo = JSON.parse(await readyLine(child, words, log));
    return { ...demo, log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The one line on standard output that says the demo is ready. */
function readyLine(child, words, log) {
  return new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`cupo ${words.join(" ")} ${why}\n${log.join("\n")}`));
    const timer = setTimeout(() => fail(`was not ready after ${READY_MS_MAX / 1000} s`), READY_MS_MAX);
    child.once("error", (error) => fail(`did not start: ${error.message}`));
    child.once("close", (code, signal) => fail(`ended before it was ready (${signal ?? code})`));
    createInterface({ input: child.stdout }).once("line", (line) => {
      clearTimeout(timer);
      resolve(line);
    });
    child.once("close", () => clearTimeout(timer));
  });
}

async function stopChild(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("close", resolve));
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS_MAX);
  child.kill("SIGTERM");
  await ended;
  clearTimeout(timer);
}

/** The distribution's Chromium with an empty profile and nothing that calls home. */
export function launchBrowser() {
  return chromium.launch({
    executablePath: process.env.CUPO_CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * A page in a context of its own: language `es` or `en` (left out: `signIn` decides), a viewport, `script: false`
 * to switch JavaScript off, `dark: true` for the dark scheme. Every error that the browser tells is kept in
 * `page.faults`.
 */
export async function newPage(browser, { lang, viewport = DESKTOP, script = true, dark = false } = {}) {
  const context = await browser.newContext({
    locale: lang === undefined ? undefined : localeOf(lang),
    viewport,
    javaScriptEnabled: script,
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
    acceptDownloads: true,
  });
  context.setDefaultTimeout(ACTION_MS_MAX);
  const page = await context.newPage();
  page.lang = lang;
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(`script error: ${error.message}`));
  page.on("console", (message) => {
    // A page that answers 403 or 404 is told as an error too; whether it may is for the test to say.
    const isPageItself = message.location().url.split("#")[0] === page.url().split("#")[0];
    const isAnswer = /failed to load resource.* status of 4\d\d/i.test(message.text());
    if (message.type() === "error" && !(isPageItself && isAnswer)) page.faults.push(message.text());
  });
  return page;
}

function localeOf(lang) {
  assert.ok(Object.hasOwn(LOCALES, lang), `the languages are ${Object.keys(LOCALES).join(", ")}, not ${lang}`);
  return LOCALES[lang];
}

/**
 * One demo and one browser for every test of a file, started before the first and stopped after the last.
 * Gives `visit(options, work)`: runs `work({ demo, page, newPage })` in contexts of its own. `options` are `name`
 * (of the pictures) and those of `newPage`. When the work fails, every open page is photographed into e2e/out.
 * An error in the browser's console fails it too.
 */
export function shareDemo(args = []) {
  let demo;
  let browser;
  before(async () => {
    demo = await startDemo(args);
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });
  return async ({ name, ...pageOptions }, work) => {
    const pages = [];
    const open = async (options = {}) => {
      const page = await newPage(browser, { ...pageOptions, ...options });
      pages.push(page);
      return page;
    };
    try {
      await work({ demo, page: await open(), newPage: open });
      assert.deepEqual(pages.flatMap((page) => page.faults), [], "the browser tells no error");
    } catch (error) {
      await photograph(pages, name);
      error.message += serverWords(demo);
      throw error;
    } finally {
      for (const page of pages) await page.context().close();
    }
  };
}

function serverWords(demo) {
  return demo.log.length === 0 ? "" : `\nlast words of the server:\n${demo.log.slice(-20).join("\n")}`;
}

async function photograph(pages, name) {
  await mkdir(OUT, { recursive: true });
  for (const [index, page] of pages.entries()) {
    const file = path.join(OUT, `${name.replace(/[^\w.-]+/g, "-")}-${process.pid}-${Date.now()}-${index + 1}.png`);
    try {
      await page.screenshot({ path: file, fullPage: true });
      console.error(`what the page at ${page.url()} showed: ${path.relative(process.cwd(), file)}`);
    } catch (error) {
      console.error(`no picture of ${page.url()}: ${error.message}`);
    }
  }
}

/** The account of a role in the demo, as `global-admin`. */
export function account(demo, role) {
  const found = demo.accounts.find((candidate) => candidate.role === role);
  const roles = demo.accounts.map((candidate) => candidate.role).join(", ");
  assert.ok(found, `the demo has no account for ${role}; it has ${roles}`);
  return found;
}

/** Signs in as the demo's account of this role; pages answer in `lang` from then on, as the browser asks. */
export async function signIn(page, demo, role, lang = page.lang ?? "en") {
  const { username, password } = account(demo, role);
  // A context's own language wins over the header, so two wishes cannot both be met.
  assert.ok(page.lang === undefined || page.lang === lang, `the page was opened for ${page.lang}, not ${lang}`);
  await page.context().setExtraHTTPHeaders({ "accept-language": localeOf(lang) });
  await page.goto(new URL("/sign-in", demo.url).href);
  await page.locator("#username").fill(username);
  const field = page.locator("#password");
  await field.fill(password);
  await field.press("Enter");
  await page.waitForURL((url) => url.pathname !== "/sign-in");
  const language = await page.locator("html").getAttribute("lang");
  assert.equal(language?.split("-")[0], lang, "the page answers in the browser's language");
}

/** Asserts that axe finds nothing on the page against WCAG 2.2 A and AA. Needs script switched on. */
export async function axe(page) {
  // Evaluated by the debugger and not added as a script, so the page's own content policy stays in force.
  await page.evaluate(axeCore.source);
  const violations = await page.evaluate(async (tags) => {
    const result = await globalThis.axe.run(document, { runOnly: { type: "tag", values: tags } });
    return result.violations;
  }, AXE_TAGS);
  assert.ok(violations.length === 0, `axe on ${page.url()}\n${violations.map(describe).join("\n")}`);
}

function describe({ id, impact, help, nodes }) {
  const places = nodes.map((node) => {
    const why = node.failureSummary.split("\n").map((line) => line.trim());
    return `    ${node.target.join(" ")}: ${node.html}\n      ${why.join("\n      ")}`;
  });
  return `  ${id} (${impact}): ${help}\n${places.join("\n")}`;
}
