// Opens a page that has a panel beside the list; its address is the page's own, so it can be shared.

import { fetchHtml, parse } from "./html.js";

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
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    const link = plain && event.target.closest("a[data-panel], [data-side-panel] .tabs a");
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    open(link.href, true);
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
