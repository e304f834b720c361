// Ticks in tables, and the selection that the server keeps. Ticks made while an answer is on its way wait for it and go
// together, so that the last one wins; whoever leaves the page in between takes them along.

import { fetchHtml, parse, pressed } from "./html.js";

const LEAVING_MS_MAX = 2000;

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
      if (form.hasAttribute("data-selection") && list.length > 0) keep(form, list, ticked);
    };
    table.addEventListener("click", (event) => {
      const box = event.target.closest("input[name=ids]");
      if (!box) return;
      const all = boxes();
      const to = all.indexOf(box);
      const from = event.shiftKey && last ? all.indexOf(last) : to;
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
    form?.addEventListener("reset", () => setTimeout(show));
    show();
  }
}

let marks = new Map();
let sending = null;
let left = false;

function keep(form, list, ticked) {
  for (const box of list) marks.set(box.value, { form, ticked });
  sending ??= sendAll().finally(() => (sending = null));
}

async function sendAll() {
  while (marks.size > 0) {
    const form = marks.values().next().value.form;
    const answer = await send(form);
    if (left) return;
    // Without an answer the form itself tells the server, and the server tells what is wrong.
    if (!answer) return void setTimeout(() => form.requestSubmit(form.querySelector("[value=update]")));
    const bar = parse(answer.text).querySelector("#selection-bar");
    if (!bar) continue;
    const count = document.querySelector("[data-selected-count]");
    if (count && bar.dataset.selected) count.textContent = bar.dataset.selected;
    renew(document.getElementById("selection-bar"), bar);
  }
}

/** Makes a node say what the fresh one says, and leaves its equal parts in place: a button under a press keeps it. */
function renew(node, fresh) {
  for (const { name, value } of fresh.attributes) node.setAttribute(name, value);
  for (const name of node.getAttributeNames()) if (!fresh.hasAttribute(name)) node.removeAttribute(name);
  let at = node.firstChild;
  for (const part of [...fresh.childNodes]) {
    let same = at;
    while (same && !same.isEqualNode(part) && !(same.tagName === "DIV" && part.tagName === "DIV")) same = same.nextSibling;
    if (!same) {
      node.insertBefore(part, at);
      continue;
    }
    while (at !== same) at = remove(at);
    if (!same.isEqualNode(part)) renew(same, part);
    at = same.nextSibling;
  }
  while (at) at = remove(at);
}

function remove(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

/** Everything that waits, in one request that outlives the page. */
function send(form) {
  const fields = new URLSearchParams({ do: "update" });
  for (const name of ["csrf", "back"]) fields.set(name, form.elements[name].value);
  for (const [id, { ticked }] of marks) {
    fields.append("shown", id);
    if (ticked) fields.append("ids", id);
  }
  marks = new Map();
  return fetchHtml(form.action, { method: "POST", body: fields, keepalive: true }).catch(() => null);
}

/** Links and buttons wait for ticks on their way; leaving otherwise sends them. */
export function keepTicks() {
  const hold = (event, go) => {
    if (!sending) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    Promise.race([sending, new Promise((done) => setTimeout(done, LEAVING_MS_MAX))]).then(go);
  };
  addEventListener("click", (event) => {
    const link = pressed(event, "a[href]");
    if (link) hold(event, () => ((sending = null), link.click()));
  }, true);
  addEventListener("submit", (event) => {
    const { target, submitter } = event;
    hold(event, () => {
      sending = null;
      // What was pressed may be gone with the ticks: there is nothing left for it to do.
      if (!submitter || submitter.isConnected) target.requestSubmit(submitter);
    });
  }, true);
  addEventListener("pagehide", () => {
    left = true;
    if (marks.size > 0) send(marks.values().next().value.form);
  });
  addEventListener("pageshow", (event) => {
    left = false;
    // A page that the browser kept whole shows the ticks of then; the selection may be another by now.
    if (event.persisted && document.querySelector("[data-selection]")) return location.reload();
    // After Back or a reload browsers put old ticks in again; what is selected and chosen the server has said.
    if (event.persisted || sending || performance.getEntriesByType("navigation")[0]?.type === "navigate") return;
    for (const form of document.querySelectorAll("form[data-selection], form[data-preview]")) form.reset();
  });
}
