// Asks every three seconds how many have answered; the server answers 304 while that is the same. On the projector the
// whole counter follows; on an evening's own page the figures do, and the page is loaded again once the evening has
// moved on. Where the answer is not a count, or none comes, the page says that it stands still.
const counter = document.getElementById("counter");
const page = document.querySelector("[data-now]");
const address = counter?.dataset.count || page?.dataset.now;
const lost = document.querySelector("[data-lost]");
let tag = "", lastAnswer = new Date();

function shown(count) {
  counter.className = count.colour;
  counter.querySelector(".wave i").textContent = count.number;
  counter.querySelector(".wave span").textContent = count.wave;
  counter.querySelector("h1 b").textContent = count.answered;
  counter.querySelector("h1 span").textContent = count.sentence;
  const bar = counter.querySelector("progress");
  bar.max = count.full;
  bar.value = count.answered;
  const heading = count.colour.includes("still") ? count.sentence : `${count.answered} ${count.sentence}`;
  document.title = `${heading} · ${count.wave}`;
}

function followed(now) {
  if (now.stamp !== page.dataset.stamp) {
    location.reload();
    return;
  }
  for (const place of page.querySelectorAll("[data-show]")) place.textContent = now[place.dataset.show];
}

function say(words) {
  if (!lost) return;
  const time = lastAnswer.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const text = words ? words.replace("{time}", time) : "";
  if (lost.textContent !== text) lost.textContent = text;
  lost.hidden = !text;
}

async function look() {
  try {
    const headers = tag ? { "If-None-Match": tag } : {};
    const answer = await fetch(address, { headers, cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(10000) });
    if (answer.status === 200 && (answer.headers.get("Content-Type") || "").startsWith("application/json")) {
      const count = await answer.json();
      (counter ? shown : followed)(count);
      tag = answer.headers.get("ETag") || "";
    } else if (answer.status >= 500) {
      throw new Error("away");
    } else if (answer.status !== 304) {
      say(lost?.dataset.over);
      setTimeout(look, 3000);
      return;
    }
    lastAnswer = new Date();
    say("");
  } catch {
    if (new Date() - lastAnswer > 9000) say(lost?.dataset.away);
  }
  setTimeout(look, 3000);
}

// A button that stands where another was pressed a moment ago waits, so that a second tap does nothing.
function wait(button, label, seconds) {
  button.disabled = seconds > 0;
  button.textContent = seconds > 0 ? `${label} (${seconds})` : label;
  if (seconds > 0) setTimeout(wait, 1000, button, label, seconds - 1);
}

for (const button of document.querySelectorAll("[data-wait]")) wait(button, button.textContent, Number(button.dataset.wait));

if (address) look();
