// A piece of HTML made by the server. Links within the site are followed without a reload; texts can be copied.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".ojdash-sheet");
  if (root.dataset.shown !== data.html) {
    root.innerHTML = data.html;
    root.dataset.shown = data.html;
  }
  root.onclick = (event) => {
    const link = event.target.closest("a[data-ojdash]");
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
    if (link && plain) {
      event.preventDefault();
      setTriggerValue("followed", link.getAttribute("href"));
      return;
    }
    const button = event.target.closest("button[data-copy]");
    if (button) {
      navigator.clipboard.writeText(button.dataset.copy).then(() => {
        root.querySelector("[role=status]").textContent = button.dataset.copied;
      });
    }
  };
}
