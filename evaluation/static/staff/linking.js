// J and K move between suggested pairs, M joins, N keeps apart, U undoes the last decision made by a person.
const pairs = [...document.querySelectorAll(".suggestion")];
let at = -1;

function move(step) {
  if (!pairs.length) return;
  at = Math.max(0, Math.min(pairs.length - 1, at + step));
  pairs[at].focus();
}

function press(letter) {
  const within = letter === "u" ? document : pairs[Math.max(at, 0)];
  within?.querySelector(`form[data-move="${letter}"]`)?.requestSubmit();
}

document.addEventListener("keydown", (event) => {
  if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  const letter = event.key.toLowerCase();
  if (letter === "j") move(1);
  else if (letter === "k") move(-1);
  else if ("mnu".includes(letter)) press(letter);
});
