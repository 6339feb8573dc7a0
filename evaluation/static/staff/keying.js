// Enter in a field of a paper form goes on to the next one, and sends the form from its button alone.
const form = document.querySelector("[data-keying]");
const fields = [...(form?.querySelectorAll("input:not([type=hidden]), select, textarea, button") || [])];

form?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !["INPUT", "SELECT"].includes(event.target.tagName)) return;
  event.preventDefault();
  fields[fields.indexOf(event.target) + 1]?.focus();
});
