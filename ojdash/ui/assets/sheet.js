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

const INHERITED = ["--st-font", "--st-text-color", "--st-link-color", "--st-background-color"];

async function picture(root, shadow, { file, title, source }) {
  // The whole sheet, unrolled, with the title above and the source below, drawn by the browser itself.
  const whole = document.createElement("div");
  whole.innerHTML = "<h1></h1><div></div><p></p>";
  const [head, body, foot] = whole.children;
  head.textContent = title;
  foot.textContent = source;
  body.append(...[...root.cloneNode(true).childNodes].filter((one) => !one.matches?.("button, [role=status]")));
  const style = document.createElement("style");
  style.textContent = [...shadow.querySelectorAll("style")].map((one) => one.textContent).join("\n") +
    " .whole * { max-height: none !important; overflow: visible !important; position: static !important; }" +
    " .whole .oj-unseen { display: none } .whole h1, .whole > p { max-width: 1000px }" +
    ` .whole { padding: 16px; width: ${body.querySelector("table") ? "max-content" : "1000px"}; min-width: 1000px; }`;
  whole.className = "ojdash-sheet whole";
  const set = getComputedStyle(root);
  whole.style.cssText = INHERITED.map((name) => `${name}: ${set.getPropertyValue(name)}`).join("; ") +
    "; background: var(--st-background-color); position: absolute; left: -99999px;";
  whole.prepend(style);
  shadow.append(whole);
  const { offsetWidth: width, offsetHeight: height } = whole;
  whole.remove();
  whole.style.position = "static";
  const drawn = new XMLSerializer().serializeToString(whole);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<foreignObject width="100%" height="100%">${drawn}</foreignObject></svg>`;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = width * height > 4e6 ? 1 : 2;
  const canvas = Object.assign(document.createElement("canvas"), { width: scale * width, height: scale * height });
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  pen.drawImage(image, 0, 0);
  const link = Object.assign(document.createElement("a"), { href: canvas.toDataURL("image/png"), download: file });
  link.click();
}

async function make(link, root) {
  // A file that takes a while: what is done is said, it can be stopped, and a refusal is told in words.
  const words = link.closest("[data-making]").dataset;
  const status = root.querySelector("[role=status]");
  const made = (tag, more) => Object.assign(document.createElement(tag), more);
  const asked = new AbortController();
  root.making?.abort();
  root.making = asked;
  const said = `${words.making} ${link.textContent} `;
  const stop = made("button", { type: "button", className: "plain", textContent: words.stop });
  stop.onclick = () => asked.abort();
  status.replaceChildren(said, made("progress", { ariaLabel: said }), " ", stop);
  let told;
  try {
    const answer = await fetch(link.href, { signal: asked.signal });
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
