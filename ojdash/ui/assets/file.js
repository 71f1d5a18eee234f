// A field for one file, which goes to a route of ours by itself; the page is told when it is there, or gone again.
const SILENCE = 30_000; // ms without a byte on its way before a connection is taken for broken
const MEGABYTE = 2 ** 20;
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const sized = (bytes) => {
  const [count, unit] = bytes < MEGABYTE ? [Math.ceil(bytes / 1024), "kB"] : [bytes / MEGABYTE, "MB"];
  return `${count.toLocaleString("sv-SE", { maximumFractionDigits: count < 10 ? 1 : 0 })} ${unit}`;
};
let numbered = 0;

function made(kind, properties = {}, ...within) {
  const element = document.createElement(kind);
  for (const [name, value] of Object.entries(properties)) name in element ? (element[name] = value) : element.setAttribute(name, value);
  element.append(...within);
  return element;
}

class Place {
  constructor(root) {
    const id = `ojdash-file-${++numbered}`;
    const button = (properties) => made("button", { type: "button", ...properties });
    this.root = root;
    this.input = made("input", { type: "file", hidden: true });
    this.label = made("p", { className: "label", id: `${id}-label` });
    this.choose = button({ id: `${id}-choose`, "aria-labelledby": `${id}-choose ${id}-label`, "aria-describedby": `${id}-hint` });
    this.hint = made("span", { className: "hint", id: `${id}-hint` });
    this.line = made("p", { role: "status" });
    this.why = made("p", { className: "why", role: "alert" });
    this.bar = made("progress", { max: 1 });
    this.away = button({});
    this.state = made("div", { className: "state" }, made("div", {}, this.line, this.why)); // always there, to be read aloud
    root.role = "group";
    root.setAttribute("aria-labelledby", `${id}-label`);
    root.replaceChildren(this.label, made("div", { className: "place" }, this.choose, this.hint, this.input), this.state);
    this.choose.onclick = () => this.input.click();
    this.input.onchange = () => this.take(this.input.files);
    this.away.onclick = () => this.take_away();
    root.ondragover = (event) => { event.preventDefault(); root.classList.add("over"); };
    root.ondragleave = (event) => { if (!root.contains(event.relatedTarget)) root.classList.remove("over"); };
    root.ondrop = (event) => {
      event.preventDefault();
      root.classList.remove("over");
      this.take(event.dataTransfer.files);
    };
  }

  show({ data, setStateValue }) {
    const isOther = data.address !== this.data?.address;
    if (isOther) this.request?.abort();
    if (isOther || JSON.stringify(data.sent) !== JSON.stringify(this.data.sent)) this.sent = data.sent;
    Object.assign(this, { data, tell: () => setStateValue("sent", `${Date.now()}`) });
    this.label.textContent = data.label;
    this.choose.textContent = data.words.choose;
    const most = fill(data.words.most, { most: data.megabytes });
    this.hint.replaceChildren(made("span", { textContent: `${data.words.or_drop} ` }), most);
    this.input.accept = data.types.map((type) => `.${type}`).join();
    this.input.setAttribute("aria-labelledby", this.label.id);
    this.draw(isOther ? {} : { line: this.line.textContent, why: this.why.textContent });
  }

  draw({ line = "", why = "" }) {
    const { words } = this.data;
    if (this.sent && !this.request) line = fill(words.sent, { ...this.sent, size: sized(this.sent.size) });
    if (this.line.textContent !== line) this.line.textContent = line;
    if (this.why.textContent !== why) this.why.textContent = why;
    this.away.textContent = this.request ? words.stop : words.remove;
    const hadFocus = this.root.getRootNode().activeElement === this.away;
    const wanted = [...(this.request ? [this.bar] : []), ...(this.request || this.sent ? [this.away] : [])];
    for (const part of [this.bar, this.away]) if (!wanted.includes(part)) part.remove();
    for (const part of wanted) if (!part.isConnected) this.state.append(part);
    if (hadFocus && !this.away.isConnected) this.choose.focus();
  }

  take(files) {
    const { data } = this;
    const [file] = files;
    const isSeveral = files.length > 1;
    if (!file) return;
    const isOther = !data.types.includes(file.name.split(".").pop().toLowerCase());
    const why = isSeveral ? data.words.several : isOther ? data.other : file.size > data.megabytes * MEGABYTE ? data.large : "";
    why ? this.draw({ why }) : this.send(file);
    this.input.value = ""; // the same file can be chosen again, when it is mended
  }

  send(file) {
    this.request?.abort();
    const { words } = this.data;
    const line = fill(words.sending, { name: file.name });
    const done = (why) => {
      this.sent = why ? null : { name: file.name, size: file.size };
      this.draw({ why });
    };
    this.ask("PUT", done, file, (part) => { this.bar.value = part; });
    this.sent = null;
    this.bar.value = 0;
    this.bar.ariaLabel = line;
    this.draw({ line });
  }

  take_away() {
    if (this.request) {
      this.request.abort();
      this.request = null;
      this.draw({ line: this.data.words.stopped });
      return this.tell();
    }
    this.ask("DELETE", (why) => {
      if (!why) this.sent = null;
      this.draw(why ? { why } : { line: this.data.words.removed });
    });
  }

  ask(method, done, file = null, came = () => {}) {
    // done gets "" or the sentence that says why not.
    const request = new XMLHttpRequest();
    let clock;
    const wait = () => {
      clearTimeout(clock);
      clock = setTimeout(() => end(this.data.words.lost), SILENCE);
    };
    const end = (why) => {
      clearTimeout(clock);
      if (this.request !== request) return;
      this.request = null;
      request.abort();
      done(why);
      if (this.root.isConnected) this.tell();
    };
    request.open(method, new URL(`api/filer/${this.data.address}`, location.href));
    if (file) request.setRequestHeader(this.data.header, encodeURIComponent(file.name));
    request.upload.onprogress = (event) => { wait(); came(event.total ? event.loaded / event.total : 0); };
    request.onload = () => {
      const isSentence = (request.getResponseHeader("Content-Type") ?? "").startsWith("text/plain");
      end(request.status === 204 ? "" : isSentence ? request.responseText : this.data.words.lost);
    };
    request.onerror = () => end(this.data.words.lost);
    this.request = request;
    wait();
    request.send(file);
  }
}

const places = new WeakMap();

export default function (component) {
  const root = component.parentElement.querySelector(".ojdash-file");
  if (!places.has(root)) places.set(root, new Place(root));
  places.get(root).show(component);
}
