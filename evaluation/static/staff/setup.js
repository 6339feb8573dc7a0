// The page that sets up an empty home: chapters are added in place, and what participants see follows the typing.
// Every three seconds it asks whether a phone has opened the page that it was to try, and says so in place.
const link = document.querySelector("[data-look]");
const next = document.querySelector("#chapters");
const chips = document.querySelector("[data-chips]");
const chip = document.querySelector("template[data-chip]");

function shown(name) {
  return [...chips.querySelectorAll("input")].some((field) => field.value === name);
}

// That no chapter was named stands at the field and in the list of faults above, until one is.
function takeFaultAway() {
  const wrong = document.querySelector("#chapters-wrong");
  if (!wrong) return;
  const faults = [...wrong.children].map((one) => one.textContent);
  const summary = document.querySelector("#setup > .notice.error");
  for (const one of summary.querySelectorAll("li")) if (faults.includes(one.textContent)) one.remove();
  if (!summary.querySelector("li")) summary.remove();
  wrong.closest(".field").classList.remove("wrong");
  next.removeAttribute("aria-invalid");
  next.setAttribute("aria-describedby", "chapters-hint");
  wrong.remove();
}

function add() {
  const name = next.value.trim().replace(/\s+/g, " ");
  if (name && !shown(name)) {
    if (!chips.children.length) takeFaultAway();
    const one = chip.content.cloneNode(true);
    one.querySelector("span").textContent = name;
    one.querySelector("input").value = name;
    one.querySelector("button").value = name;
    one.querySelector("button").setAttribute("aria-label", chip.dataset.label.replace("%s", name));
    chips.append(one);
  }
  next.value = "";
  next.focus();
}

function chipsInPlace() {
  document.querySelector("[data-add]").addEventListener("click", (event) => {
    event.preventDefault();
    add();
  });
  next.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !next.value.trim()) return;
    event.preventDefault();
    add();
  });
  chips.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-remove]");
    if (!pressed) return;
    event.preventDefault();
    pressed.closest("li").remove();
    next.focus();
  });
}

function say(part) {
  const fields = part.dataset.of.split(" ").map((name) => document.getElementById(name).value.trim());
  part.textContent = fields.filter(Boolean).join(", ") || part.dataset.otherwise;
}

function preview() {
  document.querySelectorAll("[data-of]").forEach(say);
}

async function look() {
  try {
    const answer = await fetch(link.href);
    const page = answer.ok && new DOMParser().parseFromString(policy.createHTML(await answer.text()), "text/html");
    const said = page && page.querySelector("[data-opened]");
    const shown = document.querySelector("[data-opened]");
    if (said && said.textContent !== shown.textContent) shown.replaceWith(document.adoptNode(said));
  } catch {
    // The next time may do.
  }
}

// An address that leads to this computer alone is said to while it is typed; the server asks once more before it is kept.
function warn(field) {
  let host = "";
  try {
    host = new URL(field.value.trim()).hostname;
  } catch {
    // No address yet.
  }
  document.querySelector("[data-alone]").hidden = !/^(localhost|127\..*|\[::1\]|0\.0\.0\.0)$/.test(host);
  const use = document.querySelector("[data-use]");
  if (use) use.hidden = use.dataset.use === field.value.trim();
}

const policy = window.trustedTypes?.createPolicy("weaving", { createHTML: (text) => text }) ?? { createHTML: (text) => text };
if (link) {
  link.parentElement.hidden = true;
  setInterval(look, 3000);
}
const typed = document.querySelector("input#public");
if (typed) typed.addEventListener("input", () => warn(typed));
if (chip) {
  chipsInPlace();
  document.querySelector("#setup").addEventListener("input", preview);
}
