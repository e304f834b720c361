// Small things: keys, dialogs, density of rows, names while typing, focus.

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
  if (!("command" in HTMLButtonElement.prototype)) {
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[commandfor]");
      const dialog = document.getElementById(button?.getAttribute("commandfor"));
      dialog?.[button.getAttribute("command") === "close" ? "close" : "showModal"]();
    });
  }
  // What was sent open traps no focus until it is modal.
  for (const dialog of document.querySelectorAll("dialog[open]")) {
    dialog.close();
    dialog.showModal();
  }
}

export function rememberDensity() {
  const root = document.documentElement;
  if (localStorage.getItem("density") === "compact") root.dataset.density = "compact";
  const button = document.querySelector("[data-density-switch]");
  if (!button) return;
  button.hidden = false;
  const compact = () => root.dataset.density === "compact";
  const show = () => button.setAttribute("aria-pressed", compact());
  button.addEventListener("click", () => {
    root.dataset.density = compact() ? "" : "compact";
    localStorage.setItem("density", root.dataset.density);
    show();
  });
  show();
}

export function suggestPeople(root) {
  for (const area of root.querySelectorAll("[data-suggest]")) {
    const list = area.parentElement.querySelector("[data-suggestions]");
    const one = area.tagName === "INPUT";
    // Said aloud as it appears, and walked through with the arrows.
    list.ariaLive = "polite";
    let timer;
    const line = () => (one ? area.value : area.value.slice(0, area.selectionStart).split("\n").pop()).trim();
    const look = async () => {
      const typed = line();
      if (typed.length < LOOK_UP_LETTERS_MIN) return void (list.hidden = true);
      const answer = await fetchHtml(`${area.dataset.suggest}?q=${encodeURIComponent(typed)}`).catch(() => null);
      if (typed !== line()) return;
      list.replaceChildren(...(answer ? parse(answer.text).querySelectorAll("li") : []));
      // Whoever has typed a whole name needs no list in the way.
      const values = [...list.querySelectorAll("button")].map((button) => button.value);
      list.hidden = values.length === 0 || values.includes(typed);
    };
    const away = (event) => {
      const leaves = event.key === "Escape" || (event.type === "focusout" && !area.parentElement.contains(event.relatedTarget));
      if (!leaves || list.hidden || (!one && event.key !== "Escape")) return;
      list.hidden = true;
      if (event.key !== "Escape") return;
      // Only the list closes, not the panel that it is in.
      event.preventDefault();
      event.stopPropagation();
      area.focus();
    };
    const walk = (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || list.hidden) return;
      const stops = [area, ...list.querySelectorAll("button")];
      event.preventDefault();
      stops.at((stops.indexOf(document.activeElement) + step) % stops.length).focus();
    };
    area.parentElement.addEventListener("keydown", walk);
    area.parentElement.addEventListener("focusout", away);
    area.parentElement.addEventListener("keydown", away);
    // The box keeps the focus, so that the list stays until the press is done.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    area.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(look, LOOK_UP_MS);
    });
    list.addEventListener("click", (event) => {
      const button = event.target.closest("button[value]");
      if (!button) return;
      const end = one ? area.value.length : area.selectionStart;
      const start = area.value.lastIndexOf("\n", end - 1) + 1;
      area.setRangeText(one ? button.value : `${button.value}\n`, start, end, "end");
      list.hidden = true;
      area.focus();
    });
  }
}
