// Asks for the count every three seconds; the server answers 304 while it is the same. Without this the page reloads.
const counter = document.getElementById("counter");
let tag = "";

function show(count) {
  counter.className = count.colour;
  counter.querySelector(".wave i").textContent = count.number;
  counter.querySelector(".wave span").textContent = count.wave;
  counter.querySelector("h1 b").textContent = count.answered;
  counter.querySelector("h1 span").textContent = count.sentence;
  const bar = counter.querySelector("progress");
  bar.max = count.full;
  bar.value = count.answered;
  document.title = `${count.answered} ${count.sentence} · ${count.wave}`;
}

async function look() {
  try {
    const answer = await fetch(counter.dataset.count, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
    if (answer.status === 200) {
      tag = answer.headers.get("ETag") || "";
      show(await answer.json());
    }
  } catch { /* the hall's network is away for a moment: the next look may succeed */ }
  setTimeout(look, 3000);
}

if (counter) look();
