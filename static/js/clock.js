// The browser's clock: a hold that runs down, and the reader's own zone, told to the server by a cookie.
(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && !document.cookie.includes(`tz=${encodeURIComponent(zone)}`)) {
    const secure = location.protocol === "https:" ? ";secure" : "";
    document.cookie = `tz=${encodeURIComponent(zone)};path=/;max-age=31536000;samesite=lax${secure}`;
  }

  // The server's time at rendering stands beside the end, so a wrong clock here does no harm.
  const ends = new WeakMap();
  const endOf = (bar) => {
    if (!ends.has(bar)) ends.set(bar, Date.now() + Date.parse(bar.dataset.until) - Date.parse(bar.dataset.now));
    return ends.get(bar);
  };
  const told = new Set();

  const tick = () => {
    for (const bar of document.querySelectorAll("progress[data-until]")) {
      const seconds = Math.max(0, Math.round((endOf(bar) - Date.now()) / 1000));
      const slip = bar.parentElement;
      const minutes = Math.ceil(seconds / 60);
      bar.value = seconds;
      for (const words of slip.querySelectorAll("[data-left]")) {
        const text = minutes > 1 ? words.dataset.left.replace("{n}", minutes) : words.dataset.last;
        if (words.textContent !== text) words.textContent = text;
      }
      if (seconds <= 120 && seconds > 0 && !told.has(bar.dataset.until)) {
        told.add(bar.dataset.until);
        document.getElementById("status").textContent = bar.dataset.soon;
      }
      slip.classList.toggle("ended", seconds === 0);
      slip.querySelector("[data-ended]").hidden = seconds > 0;
    }
  };
  if (document.querySelector("progress[data-until]")) setInterval(tick, 1000);
})();
