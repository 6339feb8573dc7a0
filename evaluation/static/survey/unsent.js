// What was answered of Before on this phone and not sent goes when After is begun: how much that is, before it goes, with
// a way to look at it and to leave it out. Changes of what was sent come too late once Before has closed: its questions
// are not to be looked at then. A phone that keeps nothing has nothing to say.
const $ = (id) => document.getElementById(id);
const { words } = document.body.dataset;
const tell = () => {
  const { r, w, u, s } = JSON.parse(localStorage.getItem("mine:" + words)) || {};
  const key = ["draft", words, w, r].join(":");
  const draft = localStorage.getItem(key);
  if (!draft || s || w !== "pre") return;
  const { on, changes } = $("counts").dataset;
  const isChange = changes && /again=1/.test(u);
  const said = isChange ? changes : on;
  if (!said) return;
  const items = new Set([...new URLSearchParams(draft).keys()].map((name) => name.replace("-quote", "")));
  $("counts").textContent = said.replace("{n}", items.size);
  if ($("see")) { $("see").href = u; $("see").hidden = isChange && $("left").dataset.closed; }
  $("left").hidden = false;
  $("out").addEventListener("click", () => { localStorage.removeItem(key); $("left").hidden = true; });
};
try { tell(); } catch { /* a phone that keeps nothing */ }
