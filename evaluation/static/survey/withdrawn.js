// The page that says that answers were deleted. Of whoever took them back nothing is left on their phone: no answer to a
// form that they had begun, no note of where they were, under whichever card, and no page of the meeting, but what
// somebody else goes on with.
const { words, gone } = document.body.dataset;
const code = gone.slice(0, 11).replace(/ /g, "");
const noted = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
const isTheirs = (key) => {
  const note = /(^|:)(mine|card):/.test(key) && noted(key);
  const { r, k, b } = note || {};
  return gone.includes(key.slice(-36)) || key.endsWith(":" + code) || note === code || b === code
    || gone.includes(r) || gone.includes(k);
};
const forgetNotes = () => {
  const keys = Object.keys(localStorage);
  const theirs = keys.filter(isTheirs);
  // whoever is at this phone now may have agreed under an identity that the page minted and the server did not take
  const also = theirs.includes("mine:" + words) ? keys.filter((key) => key === "card:" + words || /^consent:/.test(key)) : [];
  [...theirs, ...also].forEach((key) => localStorage.removeItem(key));
};
const forgetPages = async () => {
  const kept = await caches.open("weaving-1");
  for (const request of await kept.keys()) {
    const [, place, wave] = new URL(request.url).pathname.split("/");
    if (place === words && !(wave && localStorage.getItem("mine:" + words))) await kept.delete(request);
  }
};
// Back leads to the page that asked: it is to say that this is done.
try { sessionStorage.setItem("gone", gone); } catch { /* a phone that keeps nothing */ }
try { forgetNotes(); } catch { /* a phone that keeps nothing */ }
forgetPages().catch(() => {});

const heading = document.querySelector("h1");
heading.tabIndex = -1;
heading.focus({ preventScroll: true });
