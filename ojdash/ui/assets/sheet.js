// A piece of HTML made by the server. Links within the site are followed without a reload, texts can be copied, and
// what is shown can be saved as a picture.
async function copy(button, root) {
  const text = button.dataset.copy;
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
  } else {
    // Plain http has no clipboard; the older way still works there.
    const field = Object.assign(document.createElement("textarea"), { value: text });
    root.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  root.querySelector("[role=status]").textContent = button.dataset.copied;
}

const UNROLLED = 1000; // px, how wide a list is drawn
const INHERITED = ["--st-font", "--st-text-color", "--st-link-color", "--st-background-color"];

async function picture(root, shadow, { file, said, look }) {
  // The whole sheet, unrolled, drawn by the browser itself in the page's letters.
  const body = document.createElement("div");
  body.append(...[...root.cloneNode(true).childNodes].filter((one) => !one.matches?.("button, [role=status]")));
  const style = document.createElement("style");
  style.textContent = [await ownLetters(), ...[...shadow.querySelectorAll("style")].map((one) => one.textContent)].join("\n") +
    " .whole * { max-height: none !important; overflow: visible !important; position: static !important; }" +
    ` .whole .oj-unseen { display: none } .whole { width: ${body.querySelector("table") ? "max-content" : `${UNROLLED}px`}; }`;
  body.className = "ojdash-sheet whole";
  const set = getComputedStyle(root);
  body.style.cssText = INHERITED.map((name) => `${name}: ${set.getPropertyValue(name)}`).join("; ") +
    "; position: absolute; left: -99999px;";
  body.prepend(style);
  shadow.append(body);
  const { offsetWidth: width, offsetHeight } = body;
  body.remove();
  body.style.position = "static";
  const height = Math.ceil(1.4 * offsetHeight) + 200; // room for letters that are larger after all; cut below
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<foreignObject width="100%" height="100%">${new XMLSerializer().serializeToString(body)}</foreignObject></svg>`;
  const scale = width * offsetHeight > PICTURE.most ? 1 : PICTURE.scale;
  saved(framed(cut(await drawnImage(svg), width, height, scale), said, look), file);
}

const ASK_AFTER = 1500; // ms between questions where in the queue a file is

function watched(words, number, line, said) {
  // Says where in the queue a file is; returns what ends it.
  const ask = async () => {
    try {
      const answer = await fetch(`${words.queue}/${number}`);
      const place = answer.ok ? (await answer.json()).said : "";
      const now = place ? `${said}: ${place}` : `${words.making} ${said}`;
      if (line.textContent !== now) line.textContent = now;
    } catch { /* the file itself tells that the server is gone */ }
  };
  const timer = setInterval(ask, ASK_AFTER);
  return () => clearInterval(timer);
}

async function make(link, root) {
  // A file that takes a while: what is done is said, it can be stopped, and a refusal is told in words.
  const words = link.closest("[data-making]").dataset;
  const status = root.querySelector("[role=status]");
  const made = (tag, more) => Object.assign(document.createElement(tag), more);
  const asked = new AbortController();
  root.making?.abort();
  root.making = asked;
  const said = `${words.making} ${link.textContent}`;
  const number = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
  const line = made("span", { textContent: said });
  const stop = made("button", { type: "button", className: "plain", textContent: words.stop });
  stop.onclick = () => asked.abort();
  status.replaceChildren(line, " ", made("progress", { ariaLabel: said }), " ", stop);
  const ended = watched(words, number, line, link.textContent);
  let told;
  try {
    const answer = await fetch(link.href, { signal: asked.signal, headers: { [words.number]: number } });
    if (answer.ok) {
      const name = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition"))[1];
      const url = URL.createObjectURL(await answer.blob());
      made("a", { href: url, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(url), 60000);
      told = `${words.made} ${name}`;
    } else {
      told = (await answer.json()).error;
    }
  } catch (error) {
    told = error.name === "AbortError" ? words.stopped : words.lost;
  }
  ended();
  if (root.making === asked) status.textContent = told;
}

export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".ojdash-sheet");
  if (root.dataset.shown !== data.html) {
    root.innerHTML = data.html;
    root.dataset.shown = data.html;
    const here = root.querySelector("nav ol [aria-current]");
    const row = here?.closest("ol"); // on a phone the steps are a row to drag: it opens at the current one
    if (row) row.scrollLeft += here.getBoundingClientRect().left - row.getBoundingClientRect().left;
  }
  root.onclick = (event) => {
    followed(event);
    const copied = event.target.closest("button[data-copy]");
    if (copied) copy(copied, root);
    const file = event.target.closest("[data-making] a[download]");
    if (file && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      make(file, root);
    }
    if (event.target.closest("button[data-picture]")) picture(root, parentElement, data.picture);
  };
  return listens(root);
}
