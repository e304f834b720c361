// Opens a page as a panel beside the list; its address can be shared.

import { fetchHtml, parse, pressed } from "./html.js";

export function openPanels(enrich) {
  const dialog = document.querySelector("[data-side-panel]");
  const content = document.querySelector("[data-side-panel-content]");
  if (!dialog || !content) return;
  let home = null;

  async function open(address, push) {
    const answer = await fetchHtml(address).catch(() => null);
    const panel = answer && parse(answer.text).querySelector("#panel");
    if (!panel) return location.assign(address);
    if (push) {
      home ??= location.href;
      history.pushState({ home }, "", address);
    }
    content.replaceChildren(panel);
    enrich(content);
    if (!dialog.open) dialog.showModal();
    panel.querySelector("h1")?.focus();
  }

  document.addEventListener("click", (event) => {
    const link = pressed(event, "a[data-panel], [data-side-panel] .tabs a");
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    open(link.href, true);
  });
  // A whole row leads where its name does, but for what can be pressed in it by itself and for text that is selected.
  document.addEventListener("click", (event) => {
    const row = pressed(event, "tr:has(> th a[data-panel])");
    const own = event.target.closest("a, button, input, label, select, textarea, summary, .tick");
    if (!row || own || event.defaultPrevented || String(getSelection())) return;
    row.querySelector("th a[data-panel]").click();
  });
  dialog.addEventListener("close", () => {
    content.replaceChildren();
    if (home) history.pushState({}, "", home);
    home = null;
  });
  addEventListener("popstate", (event) => {
    home = event.state?.home ?? null;
    if (home) return open(location.href, false);
    if (dialog.open) dialog.close();
  });
}
