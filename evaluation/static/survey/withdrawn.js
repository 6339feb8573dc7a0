// The page that says that answers were deleted. Of whoever took them back nothing is left on their phone: no note of
// where they were, under whichever card, and no page of the meeting, but what somebody else goes on with.
const { words, gone } = document.body.dataset;
const code = gone.slice(0, 11).replace(/ /g, "");
const keys = (which) => Object.keys(localStorage).filter((key) => which.test(key));
const forget = (which) => keys(which).forEach((key) => localStorage.removeItem(key));

const forgetNotes = () => {
  for (const key of keys(/^(undo:)?(mine|card):/)) {
    const note = JSON.parse(localStorage.getItem(key));
    const { r, k } = note || {};
    if (note !== code && !key.endsWith(":" + code) && !gone.includes(r) && !gone.includes(k)) continue;
    forget(RegExp("^" + key + "$|" + r + "$|^card:" + words + "$"));
  }
};
const forgetPages = async () => {
  const kept = await caches.open("weaving-1");
  for (const request of await kept.keys()) {
    const [, place, wave] = new URL(request.url).pathname.split("/");
    if (place === words && !(wave && localStorage.getItem("mine:" + words))) await kept.delete(request);
  }
};
try { forgetNotes(); } catch { /* a phone that keeps nothing */ }
forgetPages().catch(() => {});

const heading = document.querySelector("h1");
heading.tabIndex = -1;
heading.focus({ preventScroll: true });
