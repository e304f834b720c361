// Small things: keys, dialogs for browsers without invoker commands, density of rows, names while typing, focus.

import { fetchHtml, parse } from "./html.js";

const LOOK_UP_LETTERS_MIN = 3;
const LOOK_UP_MS = 150;

export function listenToKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) return;
    const search = document.querySelector("[data-search]") ?? document.querySelector("main input[type=search]");
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
  });
}

export function showDialogs() {
  const native = "command" in HTMLButtonElement.prototype;
  if (!native) {
    document.addEventListener("click", (event) => {
      const button = event.target.closest("button[commandfor]");
      const dialog = button && document.getElementById(button.getAttribute("commandfor"));
      if (!dialog) return;
      if (button.getAttribute("command") === "show-modal") dialog.showModal();
      else dialog.close();
    });
  }
  // A dialog that the server sent open has no backdrop and traps no focus until it is shown as a modal one.
  for (const dialog of document.querySelectorAll("dialog[open]")) {
    dialog.close();
    dialog.showModal();
  }
}

export function rememberDensity() {
  const root = document.documentElement;
  if (localStorage.getItem("density") === "compact") root.dataset.density = "compact";
  for (const button of document.querySelectorAll("[data-density-switch]")) {
    button.hidden = false;
    const show = () => button.setAttribute("aria-pressed", String(root.dataset.density === "compact"));
    button.addEventListener("click", () => {
      if (root.dataset.density === "compact") delete root.dataset.density;
      else root.dataset.density = "compact";
      localStorage.setItem("density", root.dataset.density ?? "");
      show();
    });
    show();
  }
}

export function suggestPeople(root) {
  for (const area of root.querySelectorAll("[data-suggest]")) {
    const list = area.parentElement.querySelector("[data-suggestions]");
    let timer;
    const line = () => area.value.slice(0, area.selectionStart).split("\n").pop().trim();
    const look = async () => {
      const typed = line();
      if (typed.length < LOOK_UP_LETTERS_MIN) return void (list.hidden = true);
      const answer = await fetchHtml(`${area.dataset.suggest}?q=${encodeURIComponent(typed)}`).catch(() => null);
      list.replaceChildren(...(answer ? parse(answer.text).querySelectorAll("li") : []));
      list.hidden = list.childElementCount === 0;
    };
    area.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(look, LOOK_UP_MS);
    });
    list.addEventListener("click", (event) => {
      const button = event.target.closest("button[value]");
      if (!button) return;
      const end = area.selectionStart;
      const start = area.value.lastIndexOf("\n", end - 1) + 1;
      area.setRangeText(`${button.value}\n`, start, end, "end");
      list.hidden = true;
      area.dispatchEvent(new Event("change", { bubbles: true }));
      area.focus();
    });
  }
}

export function placeFocus() {
  document.querySelector("[data-focus]")?.focus();
}
