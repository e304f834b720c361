// What a form says when the server gave no good answer, in words that the page brings along. A session that ended is
// taken up again by the same person in another tab.

import { ask, parse } from "./html.js";

const KINDS = { 0: "offline", 401: "session", 412: "changed" };

/** Nothing when the session goes on, else `{ answer }` as it came. Forms get the token of a newer session. */
export async function session() {
  const answer = await ask("/account/password").catch(() => null);
  if (!answer?.ok) return { answer };
  const page = parse(answer.text);
  // Another person's session must not send this form.
  const who = (root) => root.querySelector("button.account")?.getAttribute("aria-label");
  if (who(page) !== who(document)) return { answer: { status: 401 } };
  const token = page.querySelector("input[name=csrf]").value;
  for (const field of document.querySelectorAll("input[name=csrf]")) field.value = token;
  return null;
}

/** Says at the form what is wrong; `again` is done when it is mended. */
export function tell(form, answer, again) {
  untell(form);
  const kind = KINDS[answer?.status ?? 0] ?? "refused";
  const note = document.getElementById(`trouble-${kind}`)?.content.firstElementChild.cloneNode(true);
  if (!note) return;
  const words = kind === "refused" && parse(answer.text ?? "").querySelector(".trouble .lead")?.textContent;
  if (words) note.querySelector("span").textContent = words;
  const bar = form.querySelector(".save-bar");
  bar ? bar.prepend(note) : form.querySelector(".actions").before(note);
  const retry = async () => {
    if (!note.isConnected) return stop();
    if (kind === "session" && (await session())) return;
    stop();
    again();
  };
  const stop = () => {
    removeEventListener("focus", retry);
    removeEventListener("online", retry);
  };
  if (kind === "session") addEventListener("focus", retry);
  if (kind === "offline") addEventListener("online", retry);
  note.querySelector("button")?.addEventListener("click", retry);
}

export function untell(form) {
  for (const note of form.querySelectorAll(".form-trouble")) note.remove();
}
