// Follows long work by server-sent events; the page is loaded again when it is finished.

export function followProgress(root) {
  for (const section of root.querySelectorAll("[data-events]")) {
    const source = new EventSource(section.dataset.events);
    const bar = section.querySelector("progress");
    const text = section.querySelector("[data-progress-text]");
    source.addEventListener("progress", (event) => {
      const { done, total, text: words } = JSON.parse(event.data);
      bar.max = total;
      bar.value = done;
      text.textContent = words;
    });
    source.addEventListener("done", () => (source.close(), location.reload()));
  }
}
