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
