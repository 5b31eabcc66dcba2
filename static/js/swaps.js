// Around an htmx swap: what is being fetched is busy, what came takes the focus, what failed says so.
(() => {
  const banner = document.getElementById("trouble");
  let failed = null;

  const busy = (event, on) => {
    // Polling has no triggering event; it stays quiet.
    if (event.detail.requestConfig?.triggeringEvent) event.detail.target?.setAttribute("aria-busy", on);
  };
  const show = (kind) => (event) => {
    failed = event.detail.requestConfig;
    const why = kind || (event.detail.xhr.status === 403 ? "stale" : "server");
    for (const text of banner.querySelectorAll("[data-why]")) text.hidden = text.dataset.why !== why;
    banner.querySelector("[data-retry]").hidden = why === "stale";
    banner.hidden = false;
  };
  const retry = () => {
    banner.hidden = true;
    if (!failed?.elt.isConnected) return location.reload();
    const { verb, path, elt, target, triggeringEvent } = failed;
    htmx.ajax(verb, path, { source: elt, target, event: triggeringEvent });
  };

  document.addEventListener("htmx:beforeRequest", (event) => busy(event, "true"));
  document.addEventListener("htmx:afterRequest", (event) => {
    busy(event, "false");
    if (event.detail.successful) banner.hidden = true;
  });
  document.addEventListener("htmx:afterSettle", ({ target }) => {
    const place = target.matches?.("[data-focus]") ? target : target.querySelector?.("[data-focus]");
    place?.focus();
  });
  // A form that came back with errors as a whole page.
  document.querySelector("[role=alert][data-focus]")?.focus();
  document.addEventListener("htmx:responseError", show());
  document.addEventListener("htmx:sendError", show("offline"));
  document.addEventListener("htmx:timeout", show("offline"));
  banner.querySelector("[data-retry]").addEventListener("click", retry);
  banner.querySelector("[data-reload]").addEventListener("click", () => location.reload());
})();
