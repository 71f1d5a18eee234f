// A run of views is put in another order by its handles: a drop writes the sort key of the place it falls on, which the
// server has laid out (data-gap: the place before a view, data-end: the place after the last).
function drags(form) {
  const { root } = form;
  let moved = null;
  const clear = () => root.querySelectorAll(".over, .over-end").forEach((one) => one.classList.remove("over", "over-end"));
  const after = (event) => {
    // The view that the moved one would stand before; null at the end.
    const views = [...moved.parentElement.children];
    return views.find((one) => {
      const box = one.getBoundingClientRect();
      return event.clientY < box.top + box.height / 2;
    }) ?? null;
  };
  root.addEventListener("dragstart", (event) => {
    moved = form.mayWrite ? event.target.closest?.(".grip")?.closest("li.view") ?? null : null;
    if (!moved) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    event.dataTransfer.setDragImage(moved, 20, 20);
  });
  root.addEventListener("dragover", (event) => {
    if (!moved?.parentElement?.contains(event.target)) return;
    event.preventDefault();
    clear();
    const next = after(event);
    if (next) next.classList.add("over");
    else moved.parentElement.classList.add("over-end");
  });
  root.addEventListener("drop", (event) => {
    if (!moved?.parentElement?.contains(event.target)) return;
    event.preventDefault();
    const next = after(event);
    const mover = moved.querySelector(".mover");
    if (next !== moved && next !== moved.nextElementSibling) {
      form.viewOf(mover).place.put(next ? next.querySelector(".mover").dataset.gap : mover.dataset.end);
    }
  });
  root.addEventListener("dragend", () => { clear(); moved = null; });
}

