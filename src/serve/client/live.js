// The page listens for word that it has changed.
const seen = new URL(document.currentScript.src).searchParams.get("seen") ?? "";
const query = new URLSearchParams({ token, page: location.pathname, seen });
const socket = new WebSocket(`ws://${location.host}/-weef/live?${query}`);
socket.addEventListener("message", (event) => {
  if (JSON.parse(event.data).kind === "page") location.reload();
});
