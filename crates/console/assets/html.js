// Turns answers of our own server into nodes, through the one policy that the content policy knows.

const policy = globalThis.trustedTypes?.createPolicy("cupo", { createHTML: (text) => text });

/** Parses a fragment that this very server sent. */
export function parse(text) {
  const template = document.createElement("template");
  template.innerHTML = policy?.createHTML(text) ?? text;
  return template.content;
}

/** Asks this server for a page or fragment. */
export async function ask(address, options = {}) {
  const answer = await fetch(address, { credentials: "same-origin", ...options, headers: { accept: "text/html", "x-fragment": "1", ...options.headers } });
  return { ok: answer.ok, status: answer.status, text: await answer.text(), url: answer.url };
}

/** The same; gives nothing when it is not there. */
export async function fetchHtml(address, options) {
  const answer = await ask(address, options);
  return answer.ok ? answer : null;
}

/** The link of a click that opens it here and nowhere else. */
export function pressed(event, selector) {
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  return event.target.closest(selector);
}
