// What a page does before Streamlit begins.

// Where another site shows a page of figures in a frame, the frame stays on it: links open in a new tab.
if (window.top !== window) {
  addEventListener("click", (event) => {
    const link = event.composedPath().find((one) => one instanceof Element && one.matches("a[href]"));
    // What is fetched and what is further down stay: neither leaves the page.
    if (!link || link.hasAttribute("download") || link.getAttribute("href").startsWith("#")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    open(link.href, "_blank", "noopener");
  }, true);
}

// A coordinator's address is in the form that it opened, and leaves the address bar.
if (new URL(location.href).searchParams.has("adress")) history.replaceState(null, "", location.pathname);

// An address that lets one write or own is a key. Once it has opened, the address bar and the history hold what the page
// carries instead, and this tab alone remembers the key, so that a reload and Back find it again (keep.js).
(() => {
  const analys = (to) => new URL(to, location.href).searchParams.get("analys");
  const push = history.pushState.bind(history), replace = history.replaceState.bind(history);
  const name = (carried) => `ojdash.key.${carried}`;
  const tab = (act) => { try { return act(sessionStorage); } catch { return null; /* this browser keeps nothing */ } };
  const opened = analys(location.href), key = tab((kept) => kept.getItem(name(opened)));
  let first = key ?? opened; // a key, for all we know
  addEventListener("ojdash-opened", ({ detail }) => { if (detail.carried === first) first = null; });
  history.pushState = (state, title, to) => {
    // Streamlit adds an entry where the server spells an address anew, and would leave the key in the one before.
    const [before, after] = [analys(location.href), analys(to ?? location.href)];
    const leaves = before !== after && (after ? before : before && before === first);
    // Kept before it leaves: who reloads before the page has told what it opened would have lost it.
    if (leaves && after && before === first) tab((kept) => kept.setItem(name(after), before));
    (leaves ? replace : push)(state, title, to);
    if (leaves && !after) tab((kept) => kept.removeItem(name(opened))); // it opened nothing
  };
  if (!key) return;
  const to = new URL(location.href);
  to.searchParams.set("analys", key);
  replace(history.state, "", to);
})();
