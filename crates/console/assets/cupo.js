// Enriches pages that work without it. It must never hold a text nor a rule.

import { drawTriBoxes } from "./tri.js";
import { countTicks, keepTicks } from "./ticks.js";
import { followForms } from "./preview.js";
import { openPanels } from "./panel.js";
import { followProgress } from "./progress.js";
import { listenToKeys, showDialogs, rememberDensity, suggestPeople } from "./small.js";

document.documentElement.classList.add("js");

/** Everything that has to be done again for parts that arrive later. */
export function enrich(root) {
  drawTriBoxes(root);
  countTicks(root);
  followForms(root);
  followProgress(root);
  suggestPeople(root);
}

enrich(document);
keepTicks();
openPanels(enrich);
listenToKeys();
showDialogs();
rememberDensity();
document.querySelector("[data-focus]")?.focus();
