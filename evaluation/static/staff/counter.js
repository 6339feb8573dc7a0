// Asks every three seconds how many have answered; the server answers 304 while that is the same. Figures follow in
// place; once the evening has moved on the page is fetched and put in, so that a connection that fails leaves what
// stands there. Where the answer is not a count, or none comes, the page says that it stands still.
const policy = window.trustedTypes?.createPolicy("weaving", { createHTML: (text) => text });
let tag = "", lastAnswer = new Date(), unpressed = "", isAway = false;

const projector = () => document.getElementById("screen");
const page = () => projector() || document.querySelector("[data-now]");

// Whether the projector's page stands on a screen that a hall can read goes along, so that a phone counts as none.
const countAt = (place) => place.dataset.now + (projector() ? `&narrow=${Number(innerWidth < 640)}` : "");

function counted(now) {
  const place = page();
  for (const each of place.querySelectorAll("[data-show]")) each.textContent = now[each.dataset.show];
  const bar = place.querySelector("progress[data-counted]");
  if (bar) {
    bar.max = now.full;
    bar.value = now.answered;
  }
  if (now.title) document.title = now.title;
}

// Where the keyboard was: the form or the link that it was in, found again on the page that is put in. Of two links to
// one address it is the one of the same words.
function whereFocusIs() {
  const now = document.activeElement;
  const form = now?.closest?.("main form");
  if (form) return [`form[action="${form.getAttribute("action")}"] button`, ""];
  return now?.closest?.("main a[href]") ? [`a[href="${now.getAttribute("href")}"]`, now.textContent] : [];
}

function focusOn(where, words) {
  const found = where ? [...document.querySelectorAll(`main ${where}`)] : [];
  (found.find((each) => each.textContent === words) || found[0])?.focus({ preventScroll: true });
}

// The page is asked for by the evening that it shows: Today's own address gives the one that matters most by then.
async function redraw() {
  const address = page().dataset.again || location.href;
  const answer = await fetch(address, { cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(10000) });
  if (answer.status !== 200) return;
  const text = await answer.text();
  const fresh = new DOMParser().parseFromString(policy ? policy.createHTML(text) : text, "text/html");
  if (!fresh.querySelector("main")) return;
  const [where, words] = whereFocusIs();
  document.querySelector("main").replaceWith(document.adoptNode(fresh.querySelector("main")));
  document.title = fresh.title;
  focusOn(where, words);
  ready();
  sayUnpressed();
  document.dispatchEvent(new Event("drawn"));
}

function say(kind) {
  const lost = document.querySelector("[data-lost]");
  if (!lost) return;
  const time = lastAnswer.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const text = kind ? lost.dataset[kind].replace("{time}", time) : "";
  if (lost.textContent !== text) lost.textContent = text;
  lost.hidden = !text;
}

// What was pressed without a connection stays said, and once there is one again that it was not done, until somebody
// has read it: a press that is sent leads to another page.
function sayUnpressed() {
  const place = document.querySelector("[data-unpressed]");
  if (!place) return;
  const text = unpressed ? place.dataset[isAway ? "away" : "back"].replace("{press}", unpressed) : "";
  const said = place.querySelector("p");
  if (said.textContent !== text) said.textContent = text;
  place.hidden = !text;
}

async function look() {
  try {
    const place = page();
    if (!place) return;
    const headers = tag ? { "If-None-Match": tag } : {};
    const answer = await fetch(countAt(place), { headers, cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(10000) });
    if (answer.status === 200 && (answer.headers.get("Content-Type") || "").startsWith("application/json")) {
      const now = await answer.json();
      // what is asked next carries the tag of what is shown: none until an answer has agreed with the page
      tag = now.stamp === place.dataset.stamp ? answer.headers.get("ETag") || "" : "";
      if (!tag) await redraw();
      counted(now);
    } else if (answer.status >= 500) {
      throw new Error("away");
    } else if (answer.status !== 304) {
      say("over");
      setTimeout(look, 3000);
      return;
    }
    lastAnswer = new Date();
    isAway = false;
    say("");
    sayUnpressed();
  } catch {
    if (new Date() - lastAnswer > 9000) say("away");
  }
  setTimeout(look, 3000);
}

// A button that stands where another was pressed a moment ago waits, so that a second tap does nothing.
function wait(button, label, seconds) {
  button.disabled = seconds > 0;
  button.textContent = seconds > 0 ? `${label} (${seconds})` : label;
  if (seconds > 0) setTimeout(wait, 1000, button, label, seconds - 1);
}

function ready() {
  for (const button of document.querySelectorAll("[data-wait]")) wait(button, button.textContent, Number(button.dataset.wait));
}

// A press without connection stays on the page: the browser's own page of the error would stand in its place.
document.addEventListener("submit", async (event) => {
  const place = document.querySelector("[data-now]");
  if (projector() || !place?.contains(event.target) || event.target.method !== "post") return;
  event.preventDefault();
  const label = event.submitter?.textContent.trim() || "";
  try {
    await fetch(place.dataset.now, { cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(8000) });
    event.target.submit();
  } catch {
    [unpressed, isAway] = [label, true];
    sayUnpressed();
    document.querySelector("[data-unpressed]").scrollIntoView({ block: "center" });
  }
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-dismiss]")) return;
  unpressed = "";
  sayUnpressed();
});

// What the address says of a press that did nothing is said once, and not again as the page is loaded anew.
function sayOnce() {
  const address = new URL(location.href);
  for (const each of ["dropped", "already", "late"]) address.searchParams.delete(each);
  if (address.href !== location.href) history.replaceState(null, "", address);
}

ready();
if (!projector()) sayOnce();
if (page()) look();
