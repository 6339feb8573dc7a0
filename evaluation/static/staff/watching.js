// While work is under way, reads this page again every three seconds and puts in what has changed; at the end it reloads.
const place = document.getElementById("under-way");
const parser = new DOMParser();
const policy = window.trustedTypes?.createPolicy("weaving", { createHTML: (text) => text });

async function look() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    const text = await answer.text();
    const fresh = parser.parseFromString(policy ? policy.createHTML(text) : text, "text/html").getElementById("under-way");
    if (!fresh || !fresh.querySelector(".running")) {
      location.reload();
      return;
    }
    if (fresh.textContent !== place.textContent) place.replaceChildren(...fresh.childNodes);
  } catch { /* away for a moment */ }
  setTimeout(look, 3000);
}

if (place) setTimeout(look, 3000);
