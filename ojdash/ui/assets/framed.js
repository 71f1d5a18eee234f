// Where another site shows a page of figures in a frame, the frame stays on it: links open in a new tab.
if (window.top !== window) {
  addEventListener("click", (event) => {
    const link = event.composedPath().find((one) => one instanceof Element && one.matches("a[href]"));
    if (!link || link.hasAttribute("download")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    open(link.href, "_blank", "noopener");
  }, true);
}
