// J and K choose a suggested pair; M joins it, N keeps it apart, U undoes the last decision made by a person.
// A key acts on the chosen pair alone, and none does while keys are off, which this browser remembers.
const OFF = "linking-keys-off";
const pairs = [...document.querySelectorAll(".suggestion")];
const keys = document.querySelector("[data-keys]");
const chosen = () => document.activeElement?.closest(".suggestion");

function remembered() {
  try { return localStorage.getItem(OFF) === "yes"; } catch { return false; }
}

function remember(off) {
  try { off ? localStorage.setItem(OFF, "yes") : localStorage.removeItem(OFF); } catch { /* until the page is left */ }
}

function move(step) {
  const at = pairs.indexOf(chosen());
  const next = at < 0 ? (step > 0 ? 0 : pairs.length - 1) : Math.max(0, Math.min(pairs.length - 1, at + step));
  pairs[next]?.focus();
}

function press(letter) {
  const within = letter === "u" ? document : chosen();
  within?.querySelector(`form[data-move="${letter}"]`)?.requestSubmit();
}

if (keys) {
  keys.checked = !remembered();
  keys.closest("[hidden]").hidden = false;
  keys.addEventListener("change", () => remember(!keys.checked));
}

document.addEventListener("keydown", (event) => {
  if (!keys?.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.matches("input:not([type=checkbox]), textarea, select")) return;
  const letter = event.key.toLowerCase();
  if (letter === "j") move(1);
  else if (letter === "k") move(-1);
  else if (["m", "n", "u"].includes(letter)) press(letter);
});
