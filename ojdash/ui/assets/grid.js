// A table as it was read. Clicks in it are told to the server, which reads the file again and makes the HTML anew.
function fill(select, root) {
  // All indikatorer in every column's list would be a heavy page: a list gets them when somebody comes to it.
  if (select.dataset.filled) return;
  select.dataset.filled = "1";
  const here = new Set([...select.options].map((option) => option.value));
  const every = root.querySelector("template").content.cloneNode(true);
  every.querySelectorAll("option").forEach((option) => { if (here.has(option.value)) option.remove(); });
  select.append(every);
}

const named = (one) => JSON.stringify([one.closest("details")?.dataset.sheet, one.dataset.column, one.dataset.action, one.dataset.action === "head" ? one.dataset.value : ""]);

function replace(root, html) {
  // What was unfolded, scrolled to and in focus stays so.
  const open = new Map([...root.querySelectorAll("details")].map((one) => [one.dataset.sheet, one.open]));
  const places = new Map([...root.querySelectorAll(".box")].map((one) => [one.closest("details").dataset.sheet, [one.scrollLeft, one.scrollTop]]));
  const focus = root.getRootNode().activeElement;
  const inFocus = focus && root.contains(focus) ? named(focus) : null;
  root.innerHTML = html;
  for (const one of root.querySelectorAll("details")) {
    if (open.has(one.dataset.sheet)) one.open = open.get(one.dataset.sheet);
    const box = one.querySelector(".box");
    if (box && places.has(one.dataset.sheet)) [box.scrollLeft, box.scrollTop] = places.get(one.dataset.sheet);
  }
  if (inFocus) [...root.querySelectorAll("button, select")].find((one) => named(one) === inFocus)?.focus({ preventScroll: true });
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".ojdash-grid");
  let byKeys = false;
  if (root.dataset.shown !== data.html) {
    replace(root, data.html);
    root.dataset.shown = data.html;
  }
  const tell = (one, said) => setTriggerValue("pointed", { sheet: one.closest("details").dataset.sheet, ...said });
  const chosen = (select) => {
    const [action, ...value] = select.value.split(":");
    if (select.value === select.dataset.now || !select.isConnected) return;
    select.value = select.dataset.now; // what it becomes is the server's to say
    tell(select, { action, value: value.join(":"), column: select.dataset.column });
  };
  root.onclick = (event) => {
    const button = event.target.closest("button[data-action]");
    if (button) tell(button, { action: button.dataset.action, value: Number(button.dataset.value), column: "" });
  };
  root.onpointerdown = (event) => {
    byKeys = false;
    if (event.target.matches("select")) fill(event.target, root);
  };
  const entered = (event) => { if (event.target.matches("select")) fill(event.target, root); };
  // With the arrow keys one passes many choices: the one that is left there, or entered, is meant.
  root.onkeydown = (event) => {
    byKeys = true;
    if (event.key === "Enter" && event.target.matches("select") && event.target.value !== event.target.dataset.now) {
      event.preventDefault();
      chosen(event.target);
    }
  };
  root.onchange = (event) => { if (event.target.matches("select") && !byKeys) chosen(event.target); };
  const left = (event) => { if (event.target.matches("select") && byKeys) chosen(event.target); };
  root.addEventListener("focusin", entered);
  root.addEventListener("focusout", left);
  return () => {
    root.removeEventListener("focusin", entered);
    root.removeEventListener("focusout", left);
  };
}
