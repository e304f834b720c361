// Ticks in tables: ranges with the shift key, the box at the head for this page, and the selection that the server
// keeps. Requests go one after another, so that the last tick wins.

import { fetchHtml, parse } from "./html.js";

let queue = Promise.resolve();

export function countTicks(root) {
  for (const table of root.querySelectorAll(".table-ticks")) {
    const form = table.closest("form");
    const head = table.querySelector("[data-tick-page]");
    const boxes = () => [...table.querySelectorAll("input[name=ids]:not(:disabled)")];
    let last = null;
    const show = () => {
      const all = boxes();
      const ticked = all.filter((box) => box.checked).length;
      for (const box of all) box.closest("tr").classList.toggle("ticked", box.checked);
      if (!head) return;
      head.checked = ticked > 0 && ticked === all.length;
      head.indeterminate = ticked > 0 && ticked < all.length;
    };
    const changed = (list, ticked) => {
      show();
      if (form.hasAttribute("data-selection") && list.length > 0) send(form, list, ticked);
    };
    table.addEventListener("click", (event) => {
      const box = event.target.closest("input[name=ids]");
      if (!box) return;
      const all = boxes();
      const from = event.shiftKey && last ? all.indexOf(last) : all.indexOf(box);
      const to = all.indexOf(box);
      const range = all.slice(Math.min(from, to), Math.max(from, to) + 1);
      for (const other of range) other.checked = box.checked;
      last = box;
      changed(range, box.checked);
    });
    head?.addEventListener("change", () => {
      const list = boxes().filter((box) => box.checked !== head.checked);
      for (const box of list) box.checked = head.checked;
      changed(list, head.checked);
    });
    show();
  }
}

function send(form, list, ticked) {
  const fields = new URLSearchParams({ do: ticked ? "tick" : "untick" });
  for (const name of ["csrf", "back"]) fields.set(name, form.elements[name].value);
  for (const box of list) fields.append("ids", box.value);
  queue = queue.then(async () => {
    const answer = await fetchHtml(form.action, { method: "POST", body: fields }).catch(() => null);
    // Without an answer the form itself tells the server, and the server tells what is wrong.
    if (!answer) return form.requestSubmit(form.querySelector("[value=update]"));
    const bar = parse(answer.text).querySelector("#selection-bar");
    if (!bar) return;
    const count = document.querySelector("[data-selected-count]");
    if (count && bar.dataset.selected) count.textContent = bar.dataset.selected;
    document.getElementById("selection-bar").replaceWith(bar);
  });
}

