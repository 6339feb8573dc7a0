// Asks every three seconds whether a phone has opened the page that it was to try, and says so in place.
const link = document.querySelector("[data-look]");

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

const policy = window.trustedTypes?.createPolicy("weaving", { createHTML: (text) => text }) ?? { createHTML: (text) => text };
if (link) {
  link.parentElement.hidden = true;
  setInterval(look, 3000);
}
