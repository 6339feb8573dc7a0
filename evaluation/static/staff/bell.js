// The time of a round, and the bell at its end: a change that is seen, and a sound once somebody has tapped for it.
let sound = null, ends = 0;
const remembered = (name) => sessionStorage.getItem(name);
// Whether this phone is to sound the bell, also after it has left the page or been switched off.
const isWanted = () => localStorage.getItem("bell") === "on";

function strike() {
  for (const after of [0, 0.7]) {
    for (const [pitch, loud] of [[880, 0.5], [1320, 0.25], [2217, 0.12]]) {
      const tone = sound.createOscillator(), fading = sound.createGain(), begins = sound.currentTime + after;
      tone.frequency.value = pitch;
      fading.gain.setValueAtTime(loud, begins);
      fading.gain.exponentialRampToValueAtTime(0.0001, begins + 1.8);
      tone.connect(fading).connect(sound.destination);
      tone.start(begins);
      tone.stop(begins + 1.8);
    }
  }
}

function ring(round) {
  if (remembered("rung") === round) return;
  sessionStorage.setItem("rung", round);
  document.documentElement.classList.add("ringing");
  setTimeout(() => document.documentElement.classList.remove("ringing"), 8000);
  if (sound?.state === "running" && isWanted()) strike();
}

function tick() {
  const timer = document.querySelector("[data-left][data-running]");
  if (!timer) return;
  const left = Math.max(0, Math.ceil((ends - Date.now()) / 1000));
  const text = [Math.floor(left / 60), left % 60].map((part) => String(part).padStart(2, "0")).join(":");
  if (timer.textContent !== text) timer.textContent = text;
  const bar = document.querySelector("progress[data-talked]");
  if (bar) bar.value = bar.max - left;
  if (left === 0) {
    for (const words of document.querySelectorAll("[data-rung]")) words.hidden = false;
    ring(timer.dataset.round);
  }
}

function showBell() {
  for (const button of document.querySelectorAll("[data-bell]")) {
    const on = sound?.state === "running" && isWanted();
    button.hidden = false;
    button.dataset.off ||= button.textContent;
    button.setAttribute("aria-pressed", String(on));
    // a page that was loaded anew may sound nothing until it is touched
    button.textContent = on ? button.dataset.on : isWanted() ? button.dataset.again : button.dataset.off;
  }
}

// A round that was running when the page was last drawn and is over now has had its bell, whoever rang it.
function drawn() {
  const place = document.querySelector("[data-round]"), was = remembered("running");
  const round = place?.dataset.round || "0", timer = document.querySelector("[data-left]");
  const left = Number(timer?.dataset.left || 0);
  ends = Date.now() + left * 1000;
  if (was && (Number(round) > Number(was) || (round === was && !timer))) ring(was);
  if (timer) {
    if (left > 3 && remembered("rung") === round) sessionStorage.removeItem("rung");
    sessionStorage.setItem("running", round);
  } else {
    sessionStorage.removeItem("running");
  }
  showBell();
  tick();
}

async function letSound() {
  sound ||= new AudioContext();
  await sound.resume();
  showBell();
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-bell]");
  if (!button) return;
  const on = button.getAttribute("aria-pressed") === "true";
  localStorage.setItem("bell", on ? "off" : "on");
  await letSound();
  if (!on) strike();
});

for (const touched of ["pointerdown", "keydown"]) document.addEventListener(touched, (event) => {
  if (isWanted() && sound?.state !== "running" && !event.target.closest?.("[data-bell]")) letSound();
});
document.addEventListener("drawn", drawn);
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
if (isWanted()) letSound();
drawn();
setInterval(tick, 250);
