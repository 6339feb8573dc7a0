// A page on a shared device: it clears itself once nobody is there, and a form tries again by itself to send what could
// not go. Keeps to what survey.js keeps to, which loads it beside the questions.
const $ = (id) => document.getElementById(id);
const attempt = (work) => { try { return work(); } catch { return null; } };
const { dataset } = document.body;
const { pathname, search } = location;
const asked = (name) => new URLSearchParams(search).get(name);
const start = "/" + (dataset.words || asked("words") || pathname.split("/")[1]) + "?kiosk=1";
const idle = $("idle");
const MINUTE = 60000;
const questions = $("f");
// The start is looked for before it is gone to: without signal the browser would show a page of its own.
const said = Object.assign(document.createElement("p"), { className: "note", textContent: idle.dataset.signal });
const goToStart = () => fetch(start).then(() => location.replace(start), () => {
  for (const one of document.body.children) one.hidden = true;
  said.hidden = false;
  document.body.append(said);
  setTimeout(goToStart, 5000);
});
// Nobody else comes back to a form that was left on a shared device: whoever left it may for as long as handing on can
// be undone.
let left = 0;
// Beginning again with the same card brings a form under another mark.
const key = "left:" + (asked("by") || pathname + search);
const clear = () => {
  left = 1;
  attempt(() => sessionStorage.setItem(key, "1"));
  $("main").hidden = true;
  for (const form of document.forms) form.reset();
  goToStart();
};

// What waits for signal is not cleared as soon.
let waits = 0;
const tryAgain = () => {
  if (!document.body.dataset.waits || left) return;
  waits = waits || Date.now();
  const button = [$("stop"), $("send")].find(({ hidden, offsetParent }) => offsetParent && !hidden);
  if (button) button.click();
};
setInterval(tryAgain, MINUTE / 3);
addEventListener("online", tryAgain);

let timer;
let until = 0;
const tick = () => {
  const seconds = Math.max(0, Math.ceil((until - Date.now()) / 1000));
  idle.querySelector("p").textContent = idle.dataset.left.replace("{n}", seconds);
};
const ask = () => {
  if (left) return;
  if (waits && Date.now() - waits < 10 * MINUTE) { timer = setTimeout(ask, MINUTE); return; }
  until = Date.now() + MINUTE;
  tick();
  idle.hidden = false;
  idle.focus();
  timer = setTimeout(clear, MINUTE);
};
setInterval(() => { if (!idle.hidden) tick(); }, 1000);
const wake = () => { idle.hidden = true; clearTimeout(timer); timer = setTimeout(ask, 3 * MINUTE); };
for (const type of ["pointerdown", "keydown", "input"]) addEventListener(type, wake);
// Somebody new has said so where the page asks; on the next question it asks again.
if ($("anew")) {
  $("anew").addEventListener("click", (event) => { event.preventDefault(); clear(); });
  addEventListener("hashchange", () => { $("new").open = false; });
}
addEventListener("pagehide", () => { left = left || Date.now(); });
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  if (Date.now() - left > 10000) clear();
  else left = 0;
});
// As survey.js found it: a change of the address since then would hide how somebody came.
const came = +(dataset.came || performance.navigation.type);
const wasCleared = attempt(() => sessionStorage.getItem(key));
if (questions ? came || wasCleared : came > 1 && wasCleared) clear();
// The plain first screen clears itself only once somebody has touched it.
else if (pathname + search !== start) wake();
