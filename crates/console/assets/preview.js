// The live preview: after each change the server says what saving would do, and its parts take the place of those
// with the same id. The last answer wins. Without one the form says why, and keeps what was chosen.

import { ask, parse } from "./html.js";
import { session, tell, untell } from "./trouble.js";

const QUIET_MS = 150;

export function followForms(root) {
  for (const form of root.querySelectorAll("form[data-preview]")) follow(form);
  for (const form of root.querySelectorAll("form[data-preview], form[data-keep]")) sendWithSession(form);
}

function follow(form) {
  let timer;
  let running;
  // What the preview in the form does not say yet.
  let stale = false;
  const bar = () => form.querySelector(".save-bar, [role=status]");
  const giveUp = () => {
    clearTimeout(timer);
    running?.abort();
    bar()?.removeAttribute("aria-busy");
  };
  const preview = async (again) => {
    giveUp();
    const mine = (running = new AbortController());
    bar()?.setAttribute("aria-busy", "true");
    const answer = await ask(form.dataset.preview, { method: "POST", body: new URLSearchParams(new FormData(form)), signal: mine.signal }).catch(() => null);
    if (mine.signal.aborted) return;
    bar()?.removeAttribute("aria-busy");
    // The token may be that of an older session of the same person.
    if (answer?.status === 403 && again !== "again" && !(await session())) return preview("again");
    if (!answer?.ok) return tell(form, answer, preview);
    untell(form);
    stale = false;
    const focused = document.activeElement?.id;
    for (const part of [...parse(answer.text).children].filter((child) => child.id)) {
      document.getElementById(part.id)?.replaceWith(part);
    }
    if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
  };
  const soon = () => {
    stale = true;
    clearTimeout(timer);
    timer = setTimeout(preview, QUIET_MS);
  };
  form.addEventListener("input", soon);
  // Save waits for the answer: only what the preview says is saved. A price is shown first, the next press buys.
  form.addEventListener("submit", async (event) => {
    if (!stale) return giveUp();
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter;
    await preview();
    // Without one the form has said why. Going on would save, once the server is back, what nobody was shown.
    if (stale) return;
    if (form.dataset.look !== undefined) return void form.querySelector("[role=status]")?.focus();
    if (!button || button.isConnected) return form.requestSubmit(button);
    form.querySelector(".save-bar .primary:not(.no-script)")?.click();
  });
}

/** Sends a form only while somebody is signed in and the server is there, so that nothing chosen gets lost. */
function sendWithSession(form) {
  let sure = false;
  form.addEventListener("submit", async (event) => {
    if (sure) return;
    event.preventDefault();
    const button = event.submitter;
    const trouble = await session();
    if (trouble) return tell(form, trouble.answer, () => (untell(form), form.dispatchEvent(new Event("input"))));
    sure = true;
    form.requestSubmit(button);
    sure = false;
  });
}
