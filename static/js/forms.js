// A form that is being sent says so on its button (data-busy holds the words) and is not sent twice.
(() => {
  const sent = new Map();

  const release = (form) => {
    const held = sent.get(form);
    if (!held) return;
    clearTimeout(held.timer);
    held.button?.removeAttribute("aria-busy");
    if (held.words) held.button.replaceChildren(...held.words);
    sent.delete(form);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method === "get") return;
    if (sent.has(form)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const button = event.submitter;
    const held = { button, timer: setTimeout(release, 15000, form) };
    if (button?.dataset.busy) {
      held.words = [...button.childNodes];
      button.replaceChildren(button.dataset.busy);
    }
    button?.setAttribute("aria-busy", "true");
    sent.set(form, held);
  }, true);
  document.addEventListener("htmx:afterRequest", (event) => release(event.detail.elt.closest("form")));
  // Back from the next page: the browser may show this one as it was left.
  addEventListener("pageshow", () => [...sent.keys()].forEach(release));
  // Back from the next page the browser ticks what was ticked, and the slip has to be asked for again.
  const altered = (field) => field.matches("option") ? field.selected !== field.defaultSelected : field.checked !== field.defaultChecked;
  addEventListener("pageshow", () => {
    const fields = document.querySelectorAll("#pick .days input, #n option, #party option");
    [...fields].find(altered)?.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();
