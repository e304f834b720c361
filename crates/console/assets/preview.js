// The live preview: after each change the server says what saving would do, and the parts it sends back take the
// place of those with the same id. The last answer wins; earlier ones are given up.

import { body, fetchHtml, parse } from "./html.js";

const QUIET_MS = 150;

export function followForms(root) {
  for (const form of root.querySelectorAll("form[data-preview]")) {
    let timer;
    let running;
    const ask = async () => {
      running?.abort();
      running = new AbortController();
      const bar = form.querySelector(".save-bar, [role=status]");
      bar?.setAttribute("aria-busy", "true");
      const answer = await fetchHtml(form.dataset.preview, { method: "POST", body: body(form), signal: running.signal }).catch(() => null);
      if (!answer) return;
      const focused = document.activeElement?.id;
      for (const part of [...parse(answer.text).children].filter((child) => child.id)) {
        document.getElementById(part.id)?.replaceWith(part);
      }
      form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
      if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
    };
    form.addEventListener("change", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, QUIET_MS);
    });
    // A press on Save while an answer is on its way sends what is in the form; the server compares the digests.
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      running?.abort();
    });
  }
}
