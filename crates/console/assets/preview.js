// The live preview: after each change the server says what saving would do, and the parts it sends back take the
// place of those with the same id. The last answer wins; earlier ones are given up. Without an answer the form says
// why, and keeps what was chosen.

import { ask, body, parse } from "./html.js";
import { session, tell, untell } from "./trouble.js";

const QUIET_MS = 150;

export function followForms(root) {
  for (const form of root.querySelectorAll("form[data-preview]")) follow(form);
  for (const form of root.querySelectorAll("form[data-preview], form[data-keep]")) sendWithSession(form);
}

function follow(form) {
  let timer;
  let running;
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
    const answer = await ask(form.dataset.preview, { method: "POST", body: body(form), signal: mine.signal }).catch(() => null);
    if (mine.signal.aborted) return;
    bar()?.removeAttribute("aria-busy");
    // The token may be that of an older session of the same person.
    if (answer?.status === 403 && again !== "again" && !(await session())) return preview("again");
    if (!answer?.ok) return tell(form, answer, preview);
    untell(form);
    const focused = document.activeElement?.id;
    for (const part of [...parse(answer.text).children].filter((child) => child.id)) {
      document.getElementById(part.id)?.replaceWith(part);
    }
    if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
  };
  // What is typed counts while it is typed, not only when the field is left.
  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, () => {
      clearTimeout(timer);
      timer = setTimeout(preview, QUIET_MS);
    });
  }
  // A press on Save while an answer is on its way sends what is in the form; the server compares the digests.
  form.addEventListener("submit", giveUp);
}

/** Sends a form only while somebody is signed in and the server is there, so that nothing chosen gets lost. */
function sendWithSession(form) {
  let sure = false;
  form.addEventListener("submit", async (event) => {
    if (sure) return;
    event.preventDefault();
    const button = event.submitter;
    const trouble = await session();
    if (trouble) return tell(form, trouble.answer, () => untell(form));
    sure = true;
    form.requestSubmit(button);
    sure = false;
  });
}
