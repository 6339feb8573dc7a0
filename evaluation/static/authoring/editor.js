// What is typed is kept in this browser until it is saved, and shows on the phone meanwhile.
// Everything works without this script, but for what is typed when the connection is lost.
const MONTH = 30 * 24 * 3600 * 1000;
const keyOf = (name) => `weaving draft ${name}`;
const valuesOf = (form) => [...new FormData(form)].filter(([name]) => !["csrf_token", "counter"].includes(name));

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

function fill(form, values) {
  const names = new Set([...form.elements].map((one) => one.name));
  for (const one of form.elements) {
    const texts = values.filter(([name]) => name === one.name).map(([, text]) => text);
    if (one.type === "checkbox") one.checked = texts.includes(one.value);
    else if (texts.length && one.name !== "csrf_token" && one.type !== "submit") one.value = texts[0];
  }
  return values.some(([name]) => names.has(name));
}

function say(form, key, at) {
  const said = document.getElementById("kept").content.cloneNode(true);
  const time = new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const sentence = said.querySelector("p");
  sentence.textContent = sentence.textContent.replace("{time}", time);
  said.querySelector("button").addEventListener("click", () => {
    write(key, null);
    location.reload();
  });
  form.parentElement.insertBefore(said, form); // form.before is its hidden field of that name
}

function keep(form) {
  const key = keyOf(form.dataset.keep);
  const shown = JSON.stringify(valuesOf(form));
  const kept = read(key);
  if (kept && Date.now() - kept.at < MONTH && !("unsaved" in form.dataset)) {
    if (JSON.stringify(kept.values) === shown || !fill(form, kept.values)) write(key, null);
    else if (JSON.stringify(valuesOf(form)) !== shown) say(form, key, kept.at);
  }
  form.addEventListener("input", () => {
    const values = valuesOf(form);
    const isChanged = JSON.stringify(values) !== shown;
    if (!write(key, isChanged ? { at: Date.now(), values } : null)) addEventListener("beforeunload", warn);
  });
  form.addEventListener("submit", () => removeEventListener("beforeunload", warn));
}

function warn(event) {
  event.preventDefault();
}

const saved = document.querySelector("[data-saved]");
if (saved) {
  write(keyOf(saved.dataset.saved), null);
  const address = new URL(location);
  address.searchParams.delete("saved");
  history.replaceState(null, "", address);
}
for (const form of document.querySelectorAll("form[data-keep]")) keep(form);

const look = document.getElementById("look");
if (look) {
  let waiting;
  look.form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => look.form.requestSubmit(look), 500);
  });
}
