// Draws three radio buttons as one box and keeps the radio buttons as the truth.

const NEXT = { half: ["keep", "give", "take"], filled: ["keep", "take"], empty: ["keep", "give"] };
const CHECKED = { filled: "true", half: "mixed", empty: "false" };

export function drawTriBoxes(root) {
  for (const group of root.querySelectorAll("[data-tri]:not(.drawn)")) draw(group);
}

function draw(group) {
  const box = document.createElement("button");
  box.type = "button";
  box.className = "tri-box";
  box.setAttribute("role", "checkbox");
  box.setAttribute("aria-label", group.querySelector("legend").textContent);
  const chosen = () => group.querySelector("input:checked")?.value ?? "keep";
  const show = () => {
    const choice = chosen();
    const cleared = "cleared" in group.dataset;
    const shown = cleared || choice === "take" ? "empty" : choice === "give" ? "filled" : base(group);
    box.disabled = group.disabled;
    box.setAttribute("aria-checked", CHECKED[shown]);
    box.toggleAttribute("data-changed", choice !== "keep" && !cleared);
  };
  box.addEventListener("click", () => {
    const order = NEXT[base(group)];
    const radio = choose(group, order[(order.indexOf(chosen()) + 1) % order.length]);
    show();
    radio.dispatchEvent(new Event("input", { bubbles: true }));
  });
  // Enter sends the form as in any other field.
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    group.form?.requestSubmit();
  });
  for (const input of group.querySelectorAll("input")) input.tabIndex = -1;
  group.addEventListener("input", show);
  group.addEventListener("tri-show", show);
  const [kind, product] = group.querySelector("input").name.split(".");
  if (kind === "p") group.addEventListener("input", () => follow(group.form, product, chosen()));
  group.form?.addEventListener("reset", () => setTimeout(show));
  group.classList.add("drawn");
  group.append(box);
  show();
}

// What is the case before anything is chosen: a plan comes with the license that is given.
function base(group) {
  return ("given" in group.dataset && group.dataset.with) || group.dataset.tri;
}

function choose(group, value) {
  const radio = group.querySelector(`[value=${value}]`);
  radio.checked = true;
  return radio;
}

// Service plans go with what is taken, empty and locked, and come with what is given.
function follow(form, product, choice) {
  for (const group of form.querySelectorAll(`[data-tri]:has([name^="s.${product}."])`)) {
    group.disabled = group.toggleAttribute("data-cleared", choice === "take");
    group.toggleAttribute("data-given", choice === "give");
    // Where nobody has it, there is nothing to take, and where everybody gets it, nothing to give.
    if (!NEXT[base(group)].includes(group.querySelector(":checked").value)) choose(group, "keep");
    group.dispatchEvent(new Event("tri-show"));
  }
}
