// What the pages do beyond reading: figures that move while one looks, and no second click.
// Everything works without it: the page is reloaded by hand, and sending twice makes one record.

"use strict";

const QUIET_MILLISECONDS = 300;

const live = document.querySelector("#live[data-live]");

if (live && "EventSource" in window) {
  let shown = Number(live.dataset.position);
  let newest = shown;
  let busy = false;

  const figures = (where) =>
    new Map([...where.querySelectorAll("[data-figure]")].map((each) => [each.dataset.figure, each]));

  async function refresh() {
    busy = true;
    const wanted = newest;
    try {
      const address = new URL(location.href);
      address.searchParams.set("min_position", wanted);
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("#live");
      const before = figures(live);
      for (const opened of live.querySelectorAll("details[open][id]")) {
        fresh.querySelector("#" + CSS.escape(opened.id))?.setAttribute("open", "");
      }
      const focused = live.contains(document.activeElement) && document.activeElement.getAttribute("href");
      live.replaceChildren(...fresh.childNodes);
      live.dataset.position = fresh.dataset.position;
      shown = Number(fresh.dataset.position);
      if (focused) live.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
      for (const [name, each] of figures(live)) {
        if (before.get(name)?.textContent !== each.textContent) each.classList.add("moved");
      }
      document.querySelector("#updated").textContent =
        live.dataset.live.replace("{position}", shown.toLocaleString("zh-CN"));
    } finally {
      setTimeout(() => {
        busy = false;
        if (newest > shown) refresh();
      }, QUIET_MILLISECONDS);
    }
  }

  const positions = new EventSource("/api/v1/positions");
  positions.addEventListener("position", (event) => {
    newest = Math.max(newest, Number(event.data));
    if (newest > shown && !busy) refresh();
  });
  addEventListener("pagehide", () => positions.close());
}

for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
