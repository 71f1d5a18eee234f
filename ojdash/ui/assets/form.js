// A form that saves as one types. The server makes the HTML; this binds its fields to what writing.js saves, and shows
// beside each how far its text has come, what others wrote, and its earlier versions.
const IGNORED = ["open", "disabled", "readonly", "data-state", "aria-live", "aria-expanded", "aria-describedby", "aria-pressed"];
const GROWS = CSS.supports("field-sizing", "content");
let numbered = 0;

function made(kind, { text, ...rest } = {}, ...within) {
  const one = document.createElement(kind);
  for (const [name, value] of Object.entries(rest)) if (value != null) one.setAttribute(name, value);
  if (text !== undefined) one.textContent = text;
  one.append(...within.filter(Boolean));
  return one;
}

const button = (text, act, name = null) => {
  const one = made("button", { type: "button", text, "aria-label": name });
  one.addEventListener("click", act);
  return one;
};

// A text that may be long enough to scroll; then the keyboard must reach it.
const said = (text) => made("pre", { text, tabindex: text.length > 400 || text.split("\n").length > 8 ? "0" : null });

// --- new HTML in place of the old, with what is in use left where it is --------------------------------------------

const key = (one) => one.dataset?.place ?? one.dataset?.key ?? (one.id || null);
const isSame = (one, other) => one.nodeName === other.nodeName && key(one) === key(other);
const next = (one) => {
  while (one?.dataset?.own !== undefined) one = one.nextSibling;
  return one;
};

function morph(old, fresh) {
  let at = next(old.firstChild);
  for (const wanted of [...fresh.childNodes]) {
    let found = at;
    if (key(wanted)) while (found && !isSame(found, wanted)) found = next(found.nextSibling);
    if (found && isSame(found, wanted)) {
      while (at !== found) {
        const gone = at;
        at = next(at.nextSibling);
        gone.remove();
      }
      at = next(found.nextSibling);
      update(found, wanted);
    } else {
      old.insertBefore(wanted, at);
    }
  }
  while (at) {
    const gone = at;
    at = next(at.nextSibling);
    gone.remove();
  }
}

function update(one, wanted) {
  if (one.nodeType !== Node.ELEMENT_NODE) {
    if (one.data !== wanted.data) one.data = wanted.data;
    return;
  }
  const isText = one.matches("textarea");
  const skipped = (name) => IGNORED.includes(name) || (isText && name === "style");
  for (const { name, value } of [...wanted.attributes]) {
    if (!skipped(name) && one.getAttribute(name) !== value) one.setAttribute(name, value);
  }
  for (const { name } of [...one.attributes]) if (!skipped(name) && !wanted.hasAttribute(name)) one.removeAttribute(name);
  if (!isText && !one.matches(".state, [data-why]")) morph(one, wanted);
}

// --- one field on the screen ---------------------------------------------------------------------------------------

function controls(field) {
  return [...field.querySelectorAll("textarea, select, input")].filter((one) => !one.closest("[data-own]"));
}

function read(field) {
  const all = controls(field);
  const kind = all[0]?.type;
  if (!all.length) return field.dataset.value ?? "";
  if (kind === "radio") return all.find((one) => one.checked)?.value ?? "";
  if (kind === "checkbox") return all.filter((one) => one.checked).map(code).join(field.dataset.join ?? " ");
  return all[0].value;
}

const code = (one) => one.getAttribute("value") ?? "ja";

function grow(one) {
  if (GROWS || !one.matches("textarea")) return;
  one.style.height = "auto";
  one.style.height = `${one.scrollHeight + 2}px`;
}

class View {
  constructor(form, field, place) {
    Object.assign(this, { form, field, place, panel: null, box: null, found: null, drawn: "" });
  }

  get all() { return controls(this.field); }
  get words() { return this.place.analys.words; }
  hasFocus() { return this.field.contains(this.form.active); }

  write(value) {
    const [first] = this.all;
    for (const one of this.field.querySelectorAll("button[data-write]")) {
      one.setAttribute("aria-pressed", String(one.dataset.write === value));
    }
    if (!first) return void (this.field.dataset.value = value);
    if (first.type === "radio") for (const one of this.all) one.checked = one.value === value;
    else if (first.type === "checkbox") {
      const chosen = this.all.length > 1 || this.field.dataset.join ? value.split(this.field.dataset.join ?? " ") : [value];
      for (const one of this.all) one.checked = chosen.includes(code(one));
    } else if (first.value !== value) {
      const caret = this.form.active === first && first.matches("textarea, [type=text]") ? first.selectionStart : null;
      const before = first.value;
      first.value = value;
      if (first.matches("select") && first.value !== value) {
        first.append(made("option", { value, text: value })); // a choice that this page does not know yet
        first.value = value;
      }
      if (caret !== null) {
        const isAfter = before.slice(caret) === value.slice(value.length - before.length + caret);
        const moved = before.slice(0, caret) === value.slice(0, caret) || !isAfter ? 0 : value.length - before.length;
        first.setSelectionRange(caret + moved, caret + moved);
      }
    }
    if (first.matches("textarea")) grow(first);
  }

  shown(value) {
    // A value in the words of the page.
    if (!value) return this.words.empty;
    const named = (one) => one?.closest("label")?.textContent.trim();
    const [first] = this.all;
    if (first?.matches("select")) return [...first.options].find((one) => one.value === value)?.textContent ?? value;
    if (first?.type === "radio") return named(this.all.find((one) => one.value === value)) ?? value;
    if (first?.type !== "checkbox") return value;
    return value.split(this.field.dataset.join ?? " ").map((word) =>
      named(this.all.find((one) => code(one) === word)) ?? word).join(", ");
  }

  say(told) {
    const state = this.field.querySelector(".state");
    this.field.dataset.state = told?.kind ?? "";
    if (!state) return;
    // What changes at every key is not read aloud; that it is saved, or not, is.
    state.setAttribute("aria-live", !told || told.kind === "saving" ? "off" : "polite");
    if (state.textContent !== (told?.text ?? "")) state.textContent = told?.text ?? "";
  }

  async changed() {
    if (this.panel) this.list();
    const first = this.field.closest("[data-first]")?.dataset.first;
    for (const [path, value] of Object.entries(first ? JSON.parse(first) : {})) {
      const place = this.place.analys.place(path); // what belongs to a new part of a list is written with it
      place.serve("", 0);
      if (!place.value) await place.type(value, true);
    }
    if (this.field.dataset.refresh !== undefined) this.form.refresh();
  }

  draw() {
    this.drawOffer();
    this.drawBeside();
  }

  drawOffer() {
    const { offer } = this.place;
    if (!offer || !this.form.mayWrite) {
      this.found?.remove();
      this.found = null;
      return;
    }
    if (this.found) return;
    const { words, place } = this;
    this.found = made("div", { class: "aside", "data-own": "", role: "group", "aria-label": words.unsaved_found },
      made("p", {}, made("strong", { text: words.unsaved_found })),
      said(this.shown(offer.value)),
      made("div", { class: "choices" },
        button(words.use_it, () => { this.focus(); place.restore(); }),
        button(words.throw_away, () => { this.focus(); place.drop(); })));
    this.field.append(this.found);
  }

  drawBeside() {
    const { place, words } = this;
    const versions = place.beside.length ? [place.newest, ...place.beside] : [];
    const texts = versions.map((version) => ({ version, ...place.texts.get(version) }));
    const isKnown = texts.length > 0 && texts.every((one) => one.value !== undefined);
    const mine = place.aside ? texts.findLast((one) => place.mine.has(one.version)) : null;
    if (mine) mine.value = place.value; // with what was typed since
    const drawn = isKnown ? JSON.stringify([versions, this.form.mayWrite]) : "";
    if (drawn === this.drawn) {
      if (mine && this.box) this.box.querySelector(`[data-version="${mine.version}"] pre`).textContent = this.shown(mine.value);
      return;
    }
    this.drawn = drawn;
    const hadFocus = this.box?.contains(this.form.active);
    this.box?.remove();
    this.box = null;
    if (hadFocus) this.focus();
    if (!isKnown) return;
    const written = texts.filter((one) => place.mine.has(one.version));
    const isPair = texts.length === 2 && written.length === 1;
    const only = written.length === 1 ? written[0] : null;
    const one = ({ version, value, role, organisation, at }) => {
      const [author, time] = [place.analys.by({ role, organisation }), clock(at)];
      const isMine = place.mine.has(version);
      const name = version === only?.version ? words.keep_mine : isPair ? words.keep_theirs : fill(words.keep_this, { who: author, time });
      const chosen = () => place.choose(mine?.version === version ? place.value : value);
      return made("div", { class: "text", "data-version": version },
        made("p", { class: "by", text: fill(isMine ? words.yours : words.theirs, { who: author, time }) }),
        said(this.shown(value)),
        this.form.mayWrite && button(name, chosen));
    };
    const canJoin = this.form.mayWrite && this.all[0]?.matches("textarea");
    const joined = () => texts.map(({ version, value }) => (mine?.version === version ? place.value : value)).filter(Boolean).join("\n\n");
    const say = this.form.mayWrite ? words.both : words.both_read_only;
    this.box = made("div", { class: "aside", "data-own": "", role: "group", "aria-label": say },
      made("p", {}, made("strong", { text: say })),
      made("div", { class: "texts" }, ...texts.map(one)),
      canJoin && made("div", { class: "choices" }, button(texts.length > 2 ? words.keep_all : words.keep_both, () => place.choose(joined()))));
    this.field.append(this.box);
  }

  focus() { (this.all.find((one) => one.checked) ?? this.all[0])?.focus({ preventScroll: true }); }

  // --- the earlier versions ---

  toggle() {
    if (this.panel) return this.close();
    this.panel = made("div", { class: "versions", "data-own": "", role: "region", "aria-label": this.words.versions });
    this.opener.setAttribute("aria-expanded", "true");
    (this.opener.closest(".below") ?? this.opener).after(this.panel);
    return this.list();
  }

  get opener() { return this.field.querySelector("button[data-versions]"); }

  close() {
    const hadFocus = this.panel?.contains(this.form.active);
    this.panel?.remove();
    this.panel = null;
    this.opener?.setAttribute("aria-expanded", "false");
    if (hadFocus) this.opener?.focus();
  }

  async list() {
    const { place, words } = this;
    const { failed, versions = [] } = await place.look();
    if (!this.panel) return;
    const hadFocus = this.panel.contains(this.form.active);
    const newest = versions.findLast((one) => !one.beside && !one.settled);
    const line = (one) => {
      const time = clock(one.at);
      const isNow = one === newest;
      const mark = isNow ? words.version_now : one.beside ? words.version_beside : null;
      const back = () => place.put(one.value);
      return made("li", {},
        made("p", { class: "by" }, fill(words.version_by, { who: place.analys.by(one), time }),
          mark && made("strong", { text: ` ${mark}` })),
        made("pre", { text: this.shown(one.value) }),
        !isNow && !one.beside && this.form.mayWrite && button(words.take_back, back, fill(words.take_back_of, { time })));
    };
    const close = button(words.close, () => this.close());
    this.panel.replaceChildren(
      made("div", { class: "top" }, made("strong", { text: words.versions }), close),
      failed ? made("p", { text: fill(words.versions_failed, { why: failed }) })
        : versions.length ? made("ol", {}, ...[...versions].reverse().map(line))
          : made("p", { text: words.versions_none }));
    const list = this.panel.querySelector("ol");
    if (list && list.scrollHeight > list.clientHeight) list.tabIndex = 0; // the keyboard scrolls it
    if (hadFocus) close.focus();
  }
}

// --- the whole form ------------------------------------------------------------------------------------------------

class Form {
  constructor(root, shadow) {
    Object.assign(this, { root, shadow, views: new Map(), data: {}, html: null, changes: 0, analys: null });
    this.note = made("p", { class: "unsaved", role: "status", "data-own": "" });
    root.after(this.note);
    const heard = (event) => { event.stopPropagation(); }; // Streamlit's own keys: "r" is not a new run in a text
    for (const kind of ["keydown", "keypress", "keyup"]) root.addEventListener(kind, heard);
    root.addEventListener("keydown", (event) => this.pressed(event));
    root.addEventListener("input", (event) => this.edited(event, false));
    root.addEventListener("change", (event) => this.edited(event, true));
    root.addEventListener("focusout", (event) => this.left(event));
    root.addEventListener("click", (event) => this.clicked(event));
    drags(this);
  }

  get active() { return this.shadow.activeElement; }
  get isReadOnly() { return this.data.may_write === false; }
  get mayWrite() { return !this.isReadOnly && Boolean(who.role) && !this.analys.lost; }
  watches(place) { return (this.data.watch ?? []).some((start) => place.startsWith(start)); }

  show(data, trigger) {
    const { analys: token, id, words, html, latest } = data;
    Object.assign(this, { data, trigger });
    if (this.analys?.id !== id) {
      this.analys?.forms.delete(this);
      if (!analyser.has(id)) analyser.set(id, new Analys(id));
      this.analys = analyser.get(id);
      this.html = null;
    }
    if (this.analys.token !== token) Object.assign(this.analys, { token, lost: "" });
    this.analys.words = words;
    this.analys.latest ??= latest ?? 0;
    this.analys.forms.add(this);
    if (this.html !== html) {
      this.html = html;
      this.lay(html);
    }
    this.allow();
    this.count();
    if (!this.analys.hasPolled) this.analys.poll();
  }

  lay(html) {
    const fresh = made("div");
    fresh.innerHTML = html;
    const served = new Map([...fresh.querySelectorAll(".field[data-place]")].map((field) => [field.dataset.place, read(field)]));
    const focus = this.active;
    const focused = focus?.closest?.(".field[data-place]")?.dataset.place;
    const caret = focus?.matches?.("textarea, [type=text]") ? [focus.selectionStart, focus.selectionEnd] : null;
    morph(this.root, fresh);
    const before = this.views;
    this.views = new Map();
    for (const field of this.root.querySelectorAll(".field[data-place]")) {
      const path = field.dataset.place;
      const place = this.analys.place(path);
      const old = before.get(field);
      const view = old?.place === place ? old : new View(this, field, place);
      this.views.set(field, view);
      place.views.add(view);
      place.serve(served.get(path), Number(field.dataset.version) || 0);
    }
    for (const [field, view] of before) {
      if (this.views.get(field) === view) continue;
      view.place.views.delete(view);
      if (field.isConnected) for (const one of [view.panel, view.box, view.found]) one?.remove();
    }
    for (const view of this.views.values()) {
      view.write(view.place.value);
      if (view.place.told) view.say(view.place.told);
      view.draw();
      const opener = view.opener;
      if (opener) opener.setAttribute("aria-expanded", String(Boolean(view.panel)));
    }
    // Whoever began the analys has said who they are: not asked for again.
    const said = [...this.root.querySelectorAll("[data-who][data-said]")];
    if (!who.role) for (const one of said) who.set(one.dataset.who, one.dataset.said);
    for (const one of this.root.querySelectorAll("[data-who]")) if (one !== this.active) one.value = who[one.dataset.who] ?? "";
    if (focused && !this.active) {
      const [one] = controls([...this.views.keys()].find((field) => field.dataset.place === focused) ?? made("div"));
      one?.focus({ preventScroll: true });
      if (caret && one) one.setSelectionRange(...caret);
    }
  }

  allow() {
    // Opens the fields, or says why they are closed.
    const readOnly = this.isReadOnly;
    const isClosed = !this.mayWrite;
    const { words, lost } = this.analys;
    const why = lost ? (readOnly ? lost : fill(words.lost_access, { why: lost }))
      : readOnly ? words.read_only : who.role ? "" : words.who_first;
    let say = this.root.querySelector("[data-why]");
    if (!say && why) {
      say = made("p", { "data-why": "", "data-own": "", role: "status" });
      this.root.prepend(say);
    }
    if (say) {
      say.id ||= `why-${(numbered += 1)}`;
      if (say.textContent !== why) say.textContent = why;
    }
    for (const view of this.views.values()) {
      for (const one of [...view.all, ...view.field.querySelectorAll("button[data-write], button[data-fill]")]) {
        // Who may only read can still mark and copy a text; so can who has lost the address with a text unsaved.
        const isText = one.matches("textarea, input:not([type=radio], [type=checkbox])");
        const canRead = isText && (readOnly || lost);
        if ("readOnly" in one && isText) one.readOnly = Boolean(canRead);
        one.disabled = one.dataset.locked !== undefined || (isClosed && !canRead);
        if (isClosed && say && why) one.setAttribute("aria-describedby", say.id);
        else if (say) one.removeAttribute("aria-describedby");
      }
      view.draw();
    }
    for (const one of this.root.querySelectorAll("[data-who]")) {
      one.disabled = Boolean(readOnly);
      if (one !== this.active && one.value !== who[one.dataset.who]) one.value = who[one.dataset.who];
    }
  }

  count() {
    // What is not saved though it should be, those no longer on the screen too.
    if (!this.analys) return;
    const { words, unsaved } = this.analys;
    const [first] = this.analys.forms; // several forms of one page say it once
    const count = first !== this ? 0 : unsaved.filter((place) => place.isFailing).length;
    const text = !count ? "" : count === 1 ? words.unsaved_one : fill(words.unsaved_many, { count });
    if (this.note.textContent !== text) this.note.textContent = text;
  }

  refresh() {
    // Several texts saved at once are one new run of the page.
    this.asked ??= setTimeout(() => {
      this.asked = null;
      this.trigger?.("changed", (this.changes += 1));
    }, 50);
  }

  viewOf(one) { return this.views.get(one.closest(".field[data-place]")); }

  edited({ target }, isWhole) {
    if (target.dataset.who) return this.introduced(target);
    const view = this.viewOf(target);
    if (!view || target.closest("[data-own]") || target.validity?.badInput) return;
    grow(target);
    const isChosen = target.matches("select, [type=radio], [type=checkbox]");
    // A date changes with every figure of its year; it is whole when the field is left, or after a while.
    view.place.type(read(view.field), isChosen || (isWhole && target.type !== "date"));
  }

  introduced(target) {
    who.set(target.dataset.who, target.value);
    for (const analys of analyser.values()) {
      for (const form of analys.forms) form.allow();
    }
  }

  left({ target }) {
    if (target.dataset.who && who.role) for (const analys of analyser.values()) {
      for (const place of analys.unsaved) place.refused = null;
      analys.flush();
    }
    const place = this.viewOf(target)?.place;
    if (!place || target.closest("[data-own]")) return;
    place.touched = 0;
    if (place.isDirty) place.send();
    else place.catchUp();
  }

  pressed(event) {
    if (event.key !== "Escape") return;
    const view = this.viewOf(event.target);
    if (view?.panel) {
      view.opener.focus();
      view.close();
    }
  }

  clicked(event) {
    if (followed(event)) return;
    const pushed = event.target.closest("button");
    const view = pushed && this.viewOf(pushed);
    if (!view || pushed.closest("[data-own]")) return;
    if (pushed.dataset.versions !== undefined) view.toggle();
    if (pushed.dataset.write !== undefined) view.place.put(pushed.dataset.write);
    if (pushed.dataset.fill !== undefined) {
      view.place.put([view.place.value, pushed.dataset.fill].filter(Boolean).join("\n\n"));
      view.focus();
    }
  }

  leave() {
    for (const view of this.views.values()) view.place.views.delete(view);
    this.analys?.forms.delete(this);
    for (const place of this.analys?.unsaved ?? []) place.send();
  }
}

const shownIn = new WeakMap();

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".ojdash-form");
  if (!shownIn.has(root)) shownIn.set(root, new Form(root, parentElement));
  const form = shownIn.get(root);
  form.show(data, setTriggerValue);
  const deaf = listens(root);
  return () => {
    deaf();
    form.leave();
  };
}
