// What is being written in an analys, apart from what is on the screen: Streamlit may draw the page anew, or another
// page, while a text is still on its way. One Place a field; each is saved by itself and one version at a time.
const PAUSE = 700; // ms without a key before a text is saved
const LONGEST = 5_000; // ms of typing without a pause before it is saved all the same
const POLL = 10_000;
const BUSY = 10_000; // ms after the last key during which a field in focus is not changed by others
const PATIENCE = 20_000;
const MOST_WAIT = 30_000;
const KEEPALIVE = 60_000; // what a browser sends after the page is gone, in bytes

const fill = (words, said) => words.replace(/\{(\w+)\}/g, (_, name) => said[name] ?? "");

function clock(at) {
  // The reader's own clock: the time, and the day unless it is today.
  const then = new Date(at);
  if (isNaN(then)) return "";
  const time = { hour: "2-digit", minute: "2-digit" };
  return then.toDateString() === new Date().toDateString()
    ? then.toLocaleTimeString("sv-SE", time)
    : then.toLocaleString("sv-SE", { year: "numeric", month: "2-digit", day: "2-digit", ...time });
}

function kept(store, name, value) {
  // Read or, with a value, write; null takes away. A browser may refuse to keep anything.
  try {
    if (value === undefined) return JSON.parse(store().getItem(name));
    if (value === null) store().removeItem(name);
    else store().setItem(name, JSON.stringify(value));
  } catch { /* full or refused: then it is kept on the screen only */ }
  return null;
}

const who = {
  role: "", organisation: "",
  get now() { return { role: this.role, organisation: this.organisation }; },
  load() { Object.assign(this, { role: "", organisation: "" }, kept(() => localStorage, "ojdash.who")); },
  set(name, text) {
    this[name] = text.trim();
    kept(() => localStorage, "ojdash.who", this.now);
  },
};
who.load();

class Place {
  // value  what is on the screen         saved  what the server has of it
  // base   the version it was written on  aside  what is on the screen stands beside another text, not chosen between
  constructor(analys, path) {
    Object.assign(this, { analys, path, value: "", saved: "", base: 0, aside: false, touched: 0, since: 0, tries: 0 });
    Object.assign(this, { sending: null, isWhole: false, timer: 0, refused: null, doubt: null, waiting: null, offer: null, told: null });
    this.views = new Set(); // where it is on the screen
    this.texts = new Map(); // version to text, who and when, as far as they are known
    this.beside = []; // the versions that stand beside
    this.newest = 0; // the version that holds
    this.mine = new Set(); // the versions written here
    this.isNew = true;
    this.isStale = false; // whether texts may stand beside each other that are not known here
  }

  get isDirty() { return this.value !== this.saved; }
  get isFailing() { return this.isDirty && (this.tries > 0 || this.refused === this.value || Boolean(this.analys.lost)); }
  get isEdited() {
    return this.isDirty || Boolean(this.sending) || this.aside ||
      (Date.now() - this.touched < BUSY && [...this.views].some((view) => view.hasFocus()));
  }
  name(kind) { return `ojdash.${kind}/${this.analys.id}/${this.path}`; }

  serve(value, version) {
    // What the page was drawn with; it may be older than what is known here.
    if (this.isNew) {
      this.isNew = false;
      Object.assign(this, { value, saved: value, base: version, newest: version });
      this.find();
    } else if (version > this.base && !this.isEdited) {
      Object.assign(this, { value, saved: value, base: version, newest: Math.max(version, this.newest) });
    }
  }

  find() {
    // Text that an earlier load of the page did not get saved.
    const session = () => sessionStorage;
    const unsaved = kept(session, this.name("unsaved"));
    const found = kept(session, this.name("found"));
    kept(session, this.name("unsaved"), null);
    const both = found && unsaved && found.value !== unsaved.value ? `${found.value}\n\n${unsaved.value}` : null;
    this.offer = both ? { value: both, base: unsaved.base } : unsaved ?? found;
    if (this.offer?.value === this.value) this.offer = null;
    kept(session, this.name("found"), this.offer);
  }

  drop() {
    this.offer = null;
    kept(() => sessionStorage, this.name("found"), null);
    this.draw();
  }

  type(value, atOnce) {
    this.touched = Date.now();
    if (value !== this.value) {
      this.value = value;
      for (const view of this.views) view.write(value); // another part of the page may show the same field
      this.keep();
      if (!this.isDirty) {
        clearTimeout(this.timer);
        this.say(null);
        return this.draw();
      }
      this.since ||= this.touched;
      if (!this.aside) this.say("saving");
      this.draw();
    }
    if (!this.isDirty) return;
    if (atOnce) return this.send();
    if (!this.aside && !this.tries) this.later(); // aside: when the field is left; failing: at the next try
  }

  later() {
    clearTimeout(this.timer);
    const pause = Math.max(0, Math.min(PAUSE, this.since + LONGEST - Date.now()));
    this.timer = setTimeout(() => this.send(false), pause);
  }

  keep() {
    kept(() => sessionStorage, this.name("unsaved"), this.isDirty ? { value: this.value, base: this.base } : null);
    this.analys.count();
  }

  send(isWhole = true) {
    // Saves what is on the screen; one request a field at a time, and whoever asks meanwhile waits for the same.
    // isWhole: also what is typed while a request is on its way, at once and not after the next pause.
    clearTimeout(this.timer);
    this.isWhole ||= isWhole;
    this.sending ??= this.#send().finally(() => {
      Object.assign(this, { sending: null, isWhole: false });
      this.analys.count();
      this.catchUp();
    });
    return this.sending;
  }

  async #send() {
    while (this.isDirty && this.refused !== this.value && !this.analys.lost) {
      if (!who.role) return this.say("who_first");
      // An answer that never came may hide a text that was saved. It is sent again as it was: the same text twice on
      // the same version is one text, while another one would stand beside our own.
      const { value, base } = this.doubt ?? this;
      if (!this.aside && !this.tries) this.say("saving");
      const { status, said, wait } = await this.analys.ask("falt", { place: this.path, value, base });
      if (status === 200) {
        this.doubt = null;
        this.aside = false;
        this.newest = said.version;
        this.mine.add(said.version);
        this.texts.set(said.version, { value, ...who.now, ...said });
        this.keptAs(value, said);
        if (!this.isDirty) return this.done();
        if (!this.isWhole) return this.later();
        continue;
      }
      if (status === 409) {
        this.doubt = null;
        this.aside = true;
        this.mine.add(said.version);
        this.texts.set(said.version, { value, ...who.now, at: said.at });
        this.texts.set(said.other.version, said.other);
        this.newest = Math.max(this.newest, said.other.version);
        // What is written on the text that stands beside takes its place.
        this.beside = [...this.beside.filter((version) => version !== base && version !== said.version), said.version];
        this.keptAs(value, said);
        this.say("both");
        return this.draw();
      }
      if (this.analys.isLost(status, said)) return;
      if (status && status < 500 && status !== 429 && status !== 408 && (said || status !== 404)) {
        this.refused = value;
        this.doubt = null;
        this.say("not_saved", { why: said?.error ?? this.analys.words.refused });
        if (value === this.value) return;
        continue;
      }
      this.doubt = { value, base };
      return this.again(status, wait);
    }
  }

  keptAs(value, { version }) {
    Object.assign(this, { saved: value, base: version, tries: 0, refused: null, since: this.isDirty ? Date.now() : 0 });
    this.keep();
  }

  done() {
    this.since = 0;
    const { at } = this.texts.get(this.newest) ?? {};
    this.say("saved_at", { time: clock(at ?? Date.now()) });
    this.draw();
    for (const view of this.views) view.changed();
  }

  again(status, wait) {
    // Tries until it is saved, more and more seldom.
    const pause = Math.max(wait * 1000, Math.min(MOST_WAIT, 1000 * 2 ** this.tries));
    this.tries += 1;
    this.say("not_saved", { why: status ? this.analys.words.waiting : this.analys.words.retrying });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  hear(one) {
    // What somebody wrote. A text field knows one kind of line break.
    one = { ...one, value: one.value.replace(/\r\n?/g, "\n") };
    this.texts.set(one.version, one);
    if (one.beside || this.beside.length) this.isStale = true;
    if (one.beside || one.version <= this.base || this.mine.has(one.version)) return;
    this.newest = Math.max(this.newest, one.version);
    if (this.isEdited) {
      if (!(this.waiting?.version > one.version)) this.waiting = one;
      return;
    }
    this.waiting = null;
    const isOther = one.value !== this.value;
    Object.assign(this, { value: one.value, saved: one.value, base: one.version });
    this.keep();
    if (isOther) {
      for (const view of this.views) view.write(one.value);
      this.say("changed_by", { who: this.analys.by(one), time: clock(one.at) });
      for (const view of this.views) view.changed();
    }
    this.draw();
  }

  catchUp() {
    // What was heard while the field was being edited.
    const one = this.waiting;
    this.waiting = null;
    if (one) this.hear(one);
  }

  stand(versions) {
    // Which texts stand beside each other now.
    const before = this.beside;
    this.beside = versions;
    if (!versions.length && before.length) {
      this.aside = false;
      if (this.told?.kind === "both") this.say(null);
      this.catchUp();
    } else if (versions.length && !before.length) this.say("both");
    this.draw();
  }

  async look() {
    // Every version, oldest first, or why they can't be had.
    const { status, said } = await this.analys.ask("versioner", { place: this.path });
    if (status !== 200) return { failed: said?.error ?? this.analys.words.retrying };
    for (const one of said.versions) this.texts.set(one.version, one);
    this.newest = said.versions.findLast((one) => !one.beside && !one.settled)?.version ?? 0;
    this.isStale = Boolean(this.sending);
    if (!this.sending) this.stand(said.versions.filter((one) => one.beside).map((one) => one.version));
    return said;
  }

  async choose(value) {
    if (this.isDirty) await this.send(); // what was typed meanwhile is kept too
    const { status, said } = await this.analys.ask("val", { place: this.path, value, beside: this.beside });
    if (status === 200) {
      this.mine.add(said.version);
      this.texts.set(said.version, { value, ...who.now, at: said.at });
      Object.assign(this, { value, aside: false, beside: [], newest: said.version, waiting: null, doubt: null });
      this.keptAs(value, said);
      for (const view of this.views) view.write(value);
      return this.done();
    }
    if (!this.analys.isLost(status, said)) {
      this.say("not_saved", { why: said?.error ?? this.analys.words.choose_again });
    }
  }

  async put(value) {
    // Another text in place of what stands there; what was typed before is kept as a version first.
    if (this.isDirty) await this.send();
    if (this.isDirty) return; // it says why
    for (const view of this.views) view.write(value);
    await this.type(value, true);
  }

  async restore() {
    const { value, base } = this.offer;
    this.drop();
    if (this.isDirty) return this.put(value);
    this.base = Math.min(base, this.base);
    for (const view of this.views) view.write(value);
    await this.type(value, true);
  }

  say(kind, said = {}) {
    this.told = kind && { kind, text: fill(this.analys.words[kind], said) };
    for (const view of this.views) view.say(this.told);
    this.analys.count();
  }

  draw() { for (const view of this.views) view.draw(); }
}

class Analys {
  constructor(id) {
    Object.assign(this, { id, token: "", words: {}, latest: null, lost: "", places: new Map(), forms: new Set() });
    this.until = 0; // no polling before
    this.polled = null;
    this.hasPolled = false;
    this.isAsked = false;
  }

  place(path) {
    if (!this.places.has(path)) this.places.set(path, new Place(this, path));
    return this.places.get(path);
  }

  get unsaved() { return [...this.places.values()].filter((place) => place.isDirty); }

  by({ role, organisation, verified }) { return [role, organisation, verified].filter(Boolean).join(", ") || this.words.nobody; }

  async ask(name, said, keepalive = false) {
    // The answer's status, 0 when none came; its JSON or null; and how many seconds to wait.
    const author = name === "falt" || name === "val" ? who.now : {};
    try {
      const answer = await fetch(new URL(`api/analys/${name}`, location.href), {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ analys: this.token, ...author, ...said }),
        cache: "no-store",
        referrerPolicy: "no-referrer",
        signal: keepalive ? undefined : AbortSignal.timeout(PATIENCE),
        keepalive,
      });
      const read = await answer.json().catch(() => null);
      // Half an answer is none.
      if (answer.status === 200 && !read) return { status: 0, said: null, wait: 0 };
      return { status: answer.status, said: read, wait: Number(answer.headers.get("Retry-After")) || 0 };
    } catch {
      return { status: 0, said: null, wait: 0 };
    }
  }

  isLost(status, said) {
    // Whether the address no longer lets anyone in. Only our own server says so with a sentence; a proxy does not.
    if (![403, 404, 410].includes(status) || !said?.error) return false;
    this.lost = said.error;
    for (const place of this.unsaved) {
      clearTimeout(place.timer);
      place.say("not_saved", { why: this.lost });
    }
    for (const form of this.forms) form.allow();
    this.count();
    return true;
  }

  poll() {
    if (this.lost || document.hidden || !this.forms.size || Date.now() < this.until) return null;
    if (this.polled) this.isAsked = true; // what is written while an answer is on its way may not be in it
    else {
      this.polled = this.#poll().finally(() => {
        this.polled = null;
        if (this.isAsked) this.poll();
      });
    }
    return this.polled;
  }

  async #poll() {
    this.isAsked = false;
    // The first time also what stood beside each other when the page was drawn.
    const { status, said, wait } = await this.ask("sedan", { after: this.latest ?? 0, beside: !this.hasPolled });
    if (status !== 200) {
      this.isLost(status, said);
      this.until = Date.now() + wait * 1000;
      return;
    }
    this.hasPolled = true;
    this.latest = said.latest;
    let isNews = false;
    for (const one of said.fields) {
      const place = this.places.get(one.place);
      if (place) place.hear(one);
      isNews ||= !place?.views.size && [...this.forms].some((form) => form.watches(one.place));
    }
    for (const place of this.places.values()) place.catchUp();
    for (const path of Object.keys(said.beside ?? {})) if (this.places.has(path)) this.places.get(path).isStale = true;
    for (const place of this.places.values()) if (place.isStale) await place.look();
    if (isNews) for (const form of this.forms) form.refresh();
  }

  flush(isLeaving = false) {
    for (const place of this.unsaved) {
      const small = place.value.length * 3 < KEEPALIVE;
      if (isLeaving && who.role && !this.lost && small) {
        this.ask("falt", { place: place.path, value: place.value, base: place.base }, true);
      } else if (!isLeaving) place.send();
    }
  }

  count() { for (const form of this.forms) form.count(); }
}

const analyser = new Map();

addEventListener("beforeunload", (event) => {
  if (![...analyser.values()].some((analys) => analys.unsaved.length)) return;
  for (const analys of analyser.values()) analys.flush();
  event.preventDefault();
  event.returnValue = "";
});
addEventListener("pagehide", () => { for (const analys of analyser.values()) analys.flush(true); });
document.addEventListener("visibilitychange", () => {
  for (const analys of analyser.values()) document.hidden ? analys.flush() : analys.poll();
});
addEventListener("focus", () => { for (const analys of analyser.values()) analys.poll(); });
addEventListener("online", () => {
  for (const analys of analyser.values()) {
    analys.flush();
    analys.poll();
  }
});
addEventListener("storage", (event) => {
  // Another window of the same browser said who writes.
  if (event.key !== "ojdash.who") return;
  who.load();
  for (const analys of analyser.values()) for (const form of analys.forms) form.allow();
});
setInterval(() => { for (const analys of analyser.values()) analys.poll(); }, POLL);
