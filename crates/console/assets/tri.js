// Draws three radio buttons as one box (filled, half, empty) and keeps the radio buttons as the truth.

const NEXT = { half: ["keep", "give", "take"], filled: ["keep", "take"], empty: ["keep", "give"] };
const CHECKED = { filled: "true", half: "mixed", empty: "false" };

export function drawTriBoxes(root) {
  for (const group of root.querySelectorAll("[data-tri]:not(.drawn)")) draw(group);
}

function draw(group) {
  const state = group.dataset.tri;
  const box = document.createElement("button");
  box.type = "button";
  box.className = "tri-box";
  box.setAttribute("role", "checkbox");
  box.setAttribute("aria-label", group.querySelector("legend").textContent);
  const chosen = () => group.querySelector("input:checked")?.value ?? "keep";
  const show = () => {
    const choice = chosen();
    const cleared = "cleared" in group.dataset;
    const shown = cleared || choice === "take" ? "empty" : choice === "give" ? "filled" : state;
    box.disabled = group.disabled;
    box.setAttribute("aria-checked", CHECKED[shown]);
    box.toggleAttribute("data-changed", choice !== "keep" && !cleared);
  };
  box.addEventListener("click", () => {
    const order = NEXT[state];
    const value = order[(order.indexOf(chosen()) + 1) % order.length];
    const radio = [...group.querySelectorAll("input")].find((input) => input.value === value);
    radio.checked = true;
    show();
    radio.dispatchEvent(new Event("change", { bubbles: true }));
  });
  // A checkbox is pressed with the space bar; Enter sends the form as in any other field.
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    group.form?.requestSubmit();
  });
  for (const input of group.querySelectorAll("input")) input.tabIndex = -1;
  group.addEventListener("change", show);
  group.addEventListener("tri-show", show);
  const [kind, product] = group.querySelector("input").name.split(".");
  if (kind === "p") group.addEventListener("change", () => clearPlans(group.form, product, chosen() === "take"));
  group.form?.addEventListener("reset", () => setTimeout(show));
  group.classList.add("drawn");
  group.append(box);
  show();
}

// What is taken away takes its service plans along: their boxes are empty and locked while it is.
function clearPlans(form, product, cleared) {
  for (const group of form.querySelectorAll("[data-tri]")) {
    if (!group.querySelector("input").name.startsWith(`s.${product}.`)) continue;
    if (cleared === "cleared" in group.dataset) continue;
    group.toggleAttribute("data-cleared", cleared);
    group.disabled = cleared;
    group.dispatchEvent(new Event("tri-show"));
  }
}
