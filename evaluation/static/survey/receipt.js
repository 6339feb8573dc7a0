// The receipt: the code as a picture or shared, and and a shared device that clears itself.
// Keeps to what survey.js keeps to.
const $ = (id) => document.getElementById(id);
const attempt = (work) => { try { return work(); } catch { return null; } };
const { words, sent } = document.body.dataset;
const title = document.title.split(" – ").pop();
const { keep } = $("code") ? $("code").dataset : {};
const lines = () => [title, $("label").textContent, $("code").textContent, location.host + "/" + words, keep, location.host + "/withdraw"];

// A second tap of a double tap is none; a press on another button is one.
const once = (work, pressed = 0) => () => { if (Date.now() - pressed > 1000) { pressed = Date.now(); work(); } };

const picture = () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1080, height: 900 });
  const pen = canvas.getContext("2d");
  const write = (text, size, y) => {
    pen.font = "600 " + size + "px -apple-system, Roboto, sans-serif";
    pen.fillText(text, 540, y, 960);
  };
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, 1080, 900);
  pen.fillStyle = "#17252a";
  pen.textAlign = "center";
  lines().forEach((text, at) => write(text, [52, 44, 130, 44, 40, 44][at], [150, 270, 440, 570, 720, 800][at]));
  canvas.toBlob((blob) => {
    const href = URL.createObjectURL(blob);
    Object.assign(document.createElement("a"), { href, download: words + ".png" }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60000);
  });
};
const offer = (button, can, work) => {
  if (!button) return;
  button.hidden = !can;
  button.addEventListener("click", once(work));
};
offer($("picture"), "download" in HTMLAnchorElement.prototype && HTMLCanvasElement.prototype.toBlob, picture);
offer($("share"), navigator.share, () => navigator.share({ title, text: lines().join("\n") }).catch(() => {}));

// The code aloud, where the phone has a voice for the language.
const say = $("say");
const voiceHere = () => window.speechSynthesis && speechSynthesis.getVoices().find((one) => one.lang.startsWith(document.documentElement.lang));
if (say) {
  const look = () => { say.hidden = !voiceHere(); };
  look();
  if (window.speechSynthesis && speechSynthesis.addEventListener) speechSynthesis.addEventListener("voiceschanged", look);
  say.addEventListener("click", () => {
    const voice = voiceHere();
    if (!voice) return;
    speechSynthesis.cancel();
    speechSynthesis.speak(Object.assign(new SpeechSynthesisUtterance(say.dataset.say), { voice, lang: voice.lang }));
  });
}
// What shows the code on a phone that keeps no cookie does not stay in the address bar, from where it may be passed on.
const { pathname, search } = location;
if (/proof=/.test(search)) history.replaceState(search, "", pathname);
const thanks = document.querySelector("h1");
thanks.tabIndex = -1;
thanks.focus({ preventScroll: true });

// Without signal the page stays as it is.
const withdraw = $("withdraw");
if (withdraw) withdraw.form.addEventListener("submit", (event) => {
  if (navigator.onLine) return;
  event.preventDefault();
  const said = withdraw.form.querySelector("p") || withdraw.form.appendChild(document.createElement("p"));
  said.setAttribute("role", "status");
  said.textContent = withdraw.dataset.offline;
});

// On a shared device nobody comes back to the page of whoever was before: it clears itself, and what was left or
// cleared is not shown again.
const clears = $("clears");
if (clears) {
  const { start, seconds, left } = clears.dataset;
  const key = "left:" + sent;
  const over = () => { attempt(() => sessionStorage.setItem(key, "1")); document.body.hidden = true; toStart(); };
  // Without signal the browser would show a page of its own.
  const toStart = () => fetch(start).then(() => location.replace(start), () => {
    document.body.textContent = clears.dataset.signal;
    document.body.hidden = false;
    setTimeout(toStart, 5000);
  });
  const wasLeft = () => { const at = attempt(() => sessionStorage.getItem(key)); return at && Date.now() - at > 15000; };
  let until = 0;
  const wake = () => { until = Date.now() + seconds * 1000; tick(); };
  const tick = () => {
    if (document.body.hidden || !$("clears")) return;
    const now = Math.ceil((until - Date.now()) / 1000);
    if (now <= 0) over();
    else clears.querySelector("p").textContent = left.replace("{n}", now);
  };
  // whoever comes by Back or Forward may be the next person
  const come = () => { if (wasLeft() || performance.navigation.type > 1) over(); else { attempt(() => sessionStorage.removeItem(key)); wake(); } };
  $("longer").addEventListener("click", (event) => { event.preventDefault(); wake(); });
  $("handon").addEventListener("submit", () => attempt(() => sessionStorage.setItem(key, "1")));
  addEventListener("pagehide", () => attempt(() => sessionStorage.getItem(key) || sessionStorage.setItem(key, Date.now())));
  addEventListener("pageshow", ({ persisted }) => { if (persisted) over(); });
  setInterval(tick, 1000);
  come();
}
