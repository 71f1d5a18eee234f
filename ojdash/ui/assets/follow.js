function follow(link) {
  // One entry in the browser's history, and Streamlit told as it is told of Back and Forward. Its own way of changing
  // page adds an entry between, with the old page and the new question, where Back would land.
  const to = new URL(link.href);
  to.pathname = to.pathname.replace(/oversikt$/, "");
  history.pushState({}, "", to);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
}

function followed(event) {
  // Whether a click was on a link within the site and is followed here, without a reload.
  const link = event.target.closest("a[data-ojdash]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return false;
  event.preventDefault();
  follow(link);
  return true;
}

// Links with `data-keys` are followed by those keys too, wherever the focus is but in a text or a choice.
const keyed = new Set();
const TYPED_IN = "textarea, select, input:not([type=checkbox]), [contenteditable], [role=combobox], [role=listbox]";

function listens(root) {
  keyed.add(root);
  return () => keyed.delete(root);
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat) return;
  if (event.composedPath().some((one) => one.matches?.(TYPED_IN))) return;
  const name = event.key === " " ? "Space" : event.key;
  for (const root of [...keyed].reverse()) { // the newest first: what the page no longer shows may stand a moment longer
    const links = root.isConnected ? [...root.querySelectorAll("a[data-keys]")] : [];
    const link = links.find((one) => one.dataset.keys.split(" ").includes(name));
    if (!link) continue;
    event.preventDefault();
    event.stopPropagation();
    follow(link);
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
    return;
  }
}, true);
