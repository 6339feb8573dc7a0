// What is typed is saved as it is typed, and is kept in this browser until the server has it; it shows on the phone
// meanwhile. Whoever was signed out signs in over the page; what met no connection is sent when it is back.
// Everything works without this script, by the button that saves.
const MONTH = 30 * 24 * 3600 * 1000;
const PAUSE = 1000;
const LONGEST = 5000;
const AGAIN = 5000;
const ASIDE = ["csrf_token", "counter", "before", "waits", "shown_wave", "shown_language", "place", "shown_place"];
const ASKED_AS_TYPED = /^(items|formats|scales|waves|about|translations)\//;
const OTHERS = "weaving somebody else signed in";
const keyOf = (name) => `weaving draft ${name}`;
const valuesOf = (form) => [...new FormData(form)].filter(([name]) => name !== "csrf_token" && name !== "counter");
const typedIn = (values) =>
  JSON.stringify(values.filter(([name]) => !ASIDE.includes(name) && !name.startsWith("before.")));
const timeOf = (moment) => new Date(moment).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, kept) {
  try {
    if (kept) localStorage.setItem(key, JSON.stringify(kept));
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

// One more empty row at the end of those in a form.
function addRow(rows) {
  const list = rows.querySelector("ol");
  const row = list.lastElementChild.cloneNode(true);
  const number = Math.max(...[...list.querySelectorAll("[name]")].map((one) => Number(one.name.split(".")[1]) || 0)) + 1;
  for (const one of row.querySelectorAll("[name]")) {
    one.name = one.name.replace(/\.\d+\./, `.${number}.`);
    one.value = "";
  }
  for (const one of row.querySelectorAll("span.hidden")) one.textContent = `, ${list.children.length + 1}`;
  row.querySelector(".moves")?.remove();
  list.append(row);
  return row;
}

// As many rows as there are in some values.
function addRows(form, values) {
  for (const rows of form.querySelectorAll("[data-rows]")) {
    const numbers = values.map(([name]) => name.split(".")).filter(([name]) => name === rows.dataset.rows);
    const wanted = Math.max(0, ...numbers.map(([, number]) => Number(number) + 1));
    while (rows.querySelector("ol").children.length < wanted) addRow(rows);
  }
}

function fill(form, values) {
  addRows(form, values);
  const names = new Set([...form.elements].map((one) => one.name));
  for (const one of form.elements) {
    const texts = values.filter(([name]) => name === one.name).map(([, text]) => text);
    if (["checkbox", "radio"].includes(one.type)) one.checked = texts.includes(one.value);
    else if (texts.length && !("shown" in one.dataset) && one.type !== "submit") one.value = texts[0];
  }
  return values.some(([name]) => names.has(name));
}

// What was kept, without the texts of a page of texts that nobody changed or that the server has by now: whatever
// stands there is newer, such as the words of a file that was taken in meanwhile.
function unsavedIn(form, values) {
  const [before, served] = [new Map(values), new Map(servedIn(form))];
  const textOf = (name) => name.replace(/^(words|before)\./, "");
  const same = (one, other) => one.trim() === other?.trim();
  const isSaved = ([name, text]) =>
    name.startsWith("words.") && (same(text, before.get(`before.${textOf(name)}`)) || same(text, served.get(name)));
  const saved = new Set(values.filter(isSaved).map(([name]) => textOf(name)));
  return values.filter(([name]) => !/^(words|before)\./.test(name) || !saved.has(textOf(name)));
}

function textsIn(values) {
  return values.filter(([name]) => name.startsWith("words.")).map(([name]) => name.replace("words.", ""));
}

// What a form was filled with, for the next save: of what somebody else wrote and is not shown, what was shown before.
// So it is not taken for a change by whoever sits here.
function seenBefore(entry, now, unseen) {
  if (entry.name !== "before") return unseen.includes(entry.name) ? entry.value : now;
  const [shown, before] = [JSON.parse(entry.value), JSON.parse(now)];
  for (const name of unseen) before[name] = shown[name];
  return JSON.stringify(before);
}

// What was wrong with what was sent, as the page came with it.
function faultsOfThePage() {
  return document.querySelector("[data-faults]");
}

function warn(event) {
  event.preventDefault();
}

// What a form holds as the server sent it, whatever was typed before this script came.
function servedIn(form) {
  const chosen = (one) => [...one.options].filter((option) => option.defaultSelected).map((option) => option.value);
  const texts = (one) => {
    if (one.localName === "select") return chosen(one).length ? chosen(one) : [one.options[0]?.value ?? ""];
    if (["checkbox", "radio"].includes(one.type)) return one.defaultChecked ? [one.value] : [];
    return [one.defaultValue];
  };
  const fields = [...form.elements].filter((one) => one.name && one.matches("input, textarea, select"));
  const sent = fields.filter((one) => !one.disabled && one.type !== "submit");
  return sent.flatMap((one) => texts(one).map((text) => [one.name, text]));
}

// Whether somebody has typed into a field since the server sent it.
function isTypedInto(one) {
  return one.matches("textarea, input:not([type])") && one.value !== one.defaultValue;
}

// One form whose words are kept in this browser until they are saved.
class KeptForm {
  constructor(form) {
    this.form = form;
    this.key = keyOf(form.dataset.keep);
    this.shown = typedIn(servedIn(form));
    form.autocomplete = "off"; // or Back would fill in what was typed as if the server had sent it
    const early = [...form.elements].filter(isTypedInto).map((one) => [one, one.value]);
    this.takeBack();
    for (const [one, text] of early) one.value = text;
    this.hasEarly = early.length > 0;
    if (this.hasEarly) this.keep();
    form.addEventListener("input", () => this.keep());
    form.addEventListener("submit", () => removeEventListener("beforeunload", warn));
  }

  get isChanged() {
    return typedIn(valuesOf(this.form)) !== this.shown;
  }

  keep() {
    const kept = this.isChanged ? { at: Date.now(), values: valuesOf(this.form) } : null;
    if (!write(this.key, kept)) addEventListener("beforeunload", warn);
  }

  takeBack() {
    const kept = read(this.key);
    if (!kept || Date.now() - kept.at >= MONTH || "unsaved" in this.form.dataset) return;
    kept.values = unsavedIn(this.form, kept.values);
    if (typedIn(kept.values) === this.shown || !fill(this.form, kept.values)) write(this.key, null);
    else if (this.isChanged) this.giveBack(kept);
    else write(this.key, null);
  }

  // What was typed beside both texts is saved by a press alone, also where it stands in its form again.
  giveBack(kept) {
    if (kept.values.some(([name]) => name === "waits")) {
      const waits = { type: "hidden", name: "waits", value: "yes" };
      this.form.append(Object.assign(document.createElement("input"), waits));
    }
    this.say(kept.at, textsIn(kept.values));
  }

  say(at, texts) {
    const said = document.getElementById("kept").content.cloneNode(true);
    const sentence = said.querySelector("p");
    sentence.textContent = sentence.textContent.replace("{time}", timeOf(at));
    if (texts.length) sentence.append(` (${texts.join(", ")})`);
    said.querySelector("button").addEventListener("click", () => {
      this.form.reset();
      this.saved(typedIn(valuesOf(this.form))); // or leaving the page would save what is let go
      location.reload();
    });
    this.form.parentElement.insertBefore(said, this.form); // form.before is its hidden field of that name
  }

  saved(typed) {
    this.shown = typed;
    this.keep();
  }
}

// Saves a kept form a moment after the last key, one save at a time.
class SavingForm {
  constructor(kept) {
    Object.assign(this, { kept, form: kept.form, said: document.getElementById("saving"), first: 0 });
    this.form.addEventListener("input", () => this.soon());
    this.form.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("online", () => this.save());
    if (sessionStorage.getItem(OTHERS)) this.tell(this.said.dataset.others);
    sessionStorage.removeItem(OTHERS);
    addEventListener("pagehide", () => this.isLeaving || this.save({ keepalive: true }));
    if (kept.hasEarly) this.soon();
  }

  soon() {
    const now = Date.now();
    this.first ||= now;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), Math.max(0, Math.min(PAUSE, this.first + LONGEST - now)));
  }

  // A press while a save is under way waits for it, or it would meet its own words as somebody else's.
  async submitted(event) {
    const pressed = event.submitter;
    if (pressed?.formTarget) return;
    clearTimeout(this.waiting);
    this.isLeaving = true;
    if (!this.sending) return;
    event.preventDefault();
    await this.sending;
    this.form.requestSubmit(pressed);
  }

  async save(options = {}) {
    clearTimeout(this.waiting);
    this.first = 0;
    if (this.sending || !this.kept.isChanged) return;
    this.sending = this.send(options);
    await this.sending;
    this.sending = null;
  }

  async send(options) {
    const typed = typedIn(valuesOf(this.form));
    const body = new URLSearchParams(new FormData(this.form));
    const headers = { Accept: "application/json" };
    try {
      await this.took(await fetch(this.form.action, { method: "POST", headers, body, ...options }), typed);
    } catch {
      this.lost();
    }
  }

  async took(answer, typed) {
    const isOurs = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    if (answer.status >= 500) return this.lost();
    if (answer.status === 401) return this.signIn();
    const sent = isOurs ? await answer.json() : { faults: [this.said.dataset.press], before: {} };
    const values = new Map(JSON.parse(typed));
    const [seen, unseen] = [new Map(), []];
    for (const [name, text] of Object.entries(sent.theirs || {})) {
      if (this.show(name, text, values.get(name))) seen.set(name, text);
      else unseen.push(name.replace(/^words\./, "before."));
    }
    for (const entry of this.form.querySelectorAll('input[type="hidden"]')) {
      if (entry.name in sent.before) entry.value = seenBefore(entry, sent.before[entry.name], unseen);
    }
    if (isOurs && "unsaved" in this.form.dataset) faultsOfThePage()?.remove(); // they were of what was sent before
    if (sent.faults) return this.tell(sent.faults.join(" "));
    this.kept.saved(JSON.stringify(JSON.parse(typed).map(([name, text]) => [name, seen.get(name) ?? text])));
    this.tell("", sent.saved);
    for (const button of document.querySelectorAll('button[name="history"]')) this.offer(button, sent.steps);
    if (this.kept.isChanged) this.soon();
  }

  // Whether what somebody else wrote is shown here: not where somebody writes or has written since, nor in boxes and
  // rows.
  show(name, text, sent) {
    const entry = this.form.elements[name];
    const isOne = ["text", "textarea", "select-one"].includes(entry?.type);
    if (!isOne || entry === document.activeElement || entry.value !== sent) return false;
    entry.value = text;
    return true;
  }

  offer(button, steps) {
    const [way] = button.value.split(" ");
    button.value = `${way} ${steps[way] || 0}`;
    button.disabled = !steps[way];
  }

  tell(fault, saved = "") {
    const [when, what] = this.said.children;
    when.textContent = saved;
    if (what.textContent !== fault) what.textContent = fault;
  }

  lost() {
    this.tell(this.said.dataset.offline);
    this.waiting = setTimeout(() => this.save(), AGAIN);
  }

  signIn() {
    const dialog = document.getElementById("sign-in");
    this.tell(this.said.dataset.signedOut);
    if (dialog.open || this.isLater) return;
    dialog.onclose = () => {
      this.isLater = true;
    };
    const frame = dialog.querySelector("iframe");
    frame.onload = () => this.signedIn(dialog, frame.contentDocument?.querySelector("[data-account]"));
    frame.src = frame.dataset.src;
    dialog.showModal();
  }

  signedIn(dialog, found) {
    if (!found) return;
    if (found.dataset.account !== this.form.dataset.keep.split(" ")[0]) {
      sessionStorage.setItem(OTHERS, "yes");
      return location.reload();
    }
    const token = found.querySelector('[name="csrf_token"]').value;
    for (const entry of document.querySelectorAll('input[name="csrf_token"]')) entry.value = token;
    dialog.onclose = null;
    dialog.close();
    this.save();
    document.getElementById("look")?.click(); // or the phone would go on asking who it is
  }
}

// What was kept of other parts of the draft, whose pages were left before it could be saved, is sent from this one.
// What the server refuses stands in the draft's history, and in its form again for whoever opens that part.
async function saveOtherParts(form) {
  const [account, draft, own] = form.dataset.keep.split(" ");
  const start = keyOf(`${account} ${draft} `);
  const parts = Object.keys(localStorage).filter((key) => key.startsWith(start) && key !== start + own);
  for (const key of parts.filter((one) => ASKED_AS_TYPED.test(one.slice(start.length)))) {
    const kept = read(key);
    if (!kept || kept.refused || Date.now() - kept.at >= MONTH) continue;
    const body = new URLSearchParams([...kept.values, ["csrf_token", form.elements.csrf_token.value]]);
    const address = `${location.pathname.split(draft)[0]}${draft}/${key.slice(start.length)}`;
    try {
      const answer = await fetch(address, { method: "POST", headers: { Accept: "application/json" }, body });
      if (answer.ok) write(key, null);
      else if ([409, 422].includes(answer.status)) write(key, { ...kept, refused: true });
    } catch {
      return; // the next page tries again, or this one when the connection is back
    }
  }
}

for (const rows of document.querySelectorAll("[data-rows]")) {
  rows.querySelector('button[value$=" add"]').addEventListener("click", (event) => {
    if (faultsOfThePage()) return; // the server says what is wrong with the form as it is now
    event.preventDefault();
    addRow(rows).querySelector("[name]").focus();
  });
}
const saved = document.querySelector("[data-saved]");
if (saved) {
  write(keyOf(saved.dataset.saved), null);
  const address = new URL(location);
  address.searchParams.delete("saved");
  history.replaceState(null, "", address);
}
for (const form of document.querySelectorAll("form[data-keep]")) {
  const kept = new KeptForm(form);
  if ("autosave" in form.dataset) {
    new SavingForm(kept);
    for (const when of ["load", "online"]) addEventListener(when, () => saveOtherParts(form));
  }
}

const look = document.getElementById("look");
if (look) {
  let waiting;
  look.form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => look.form.requestSubmit(look), 500);
  });
  for (const choice of look.parentElement.querySelectorAll("select")) {
    choice.addEventListener("change", () => look.form.requestSubmit(look));
  }
}
