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
  box.disabled = group.disabled;
  const chosen = () => group.querySelector("input:checked")?.value ?? "keep";
  const show = () => {
    const choice = chosen();
    const shown = choice === "keep" ? state : choice === "give" ? "filled" : "empty";
    box.setAttribute("aria-checked", CHECKED[shown]);
    box.toggleAttribute("data-changed", choice !== "keep");
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
  group.form?.addEventListener("reset", () => setTimeout(show));
  group.classList.add("drawn");
  group.append(box);
  show();
}
