// Woven into every page of the preview, never into a built site: loads the page again when it has changed.
(() => {
  "use strict";

  const token = "TOKEN";
  const script = "/-weef/live.js";
  // What this page looked like when it was served; the server tells us when that is no longer so.
  const seen = new URL(document.currentScript.src).searchParams.get("seen");
  let stream = null;
  let timer = 0;
  let pause = 500;

  // A browser has six connections for one host, so only the tab that is looked at keeps one. What changed meanwhile
  // the server knows by `seen`.
  const open = () => {
    close();
    if (document.visibilityState === "hidden") return;
    const query = new URLSearchParams({ token, page: location.pathname, seen });
    stream = new EventSource(`/-weef/events?${query}`);
    stream.addEventListener("open", () => { pause = 500; });
    stream.addEventListener("reload", () => { close(); location.reload(); });
    stream.addEventListener("error", later);
    // The server has too many streams and gives this one up.
    stream.addEventListener("full", later);
  };

  const close = () => {
    clearTimeout(timer);
    if (stream) stream.close();
    stream = null;
  };

  const later = () => {
    close();
    timer = setTimeout(ask, pause);
    pause = Math.min(pause * 2, 4000);
  };

  // Another token means another server: everything may have changed.
  const ask = async () => {
    try {
      const answer = await fetch(script, { cache: "no-store" });
      const text = await answer.text();
      if (!answer.ok) later();
      else if (text.includes(token)) open();
      else location.reload();
    } catch {
      later();
    }
  };

  document.addEventListener("visibilitychange", open);
  addEventListener("pageshow", (event) => { if (event.persisted) open(); });
  addEventListener("pagehide", close);
  open();
})();
