// Copies the address of the evening.
function offer() {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const label = button.textContent;
  button.textContent = button.dataset.copied;
  document.querySelector("[data-copied-here]").textContent = button.dataset.copied;
  setTimeout(() => { button.textContent = label; }, 2000);
});

document.addEventListener("drawn", offer);
offer();
