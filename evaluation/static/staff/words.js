// Counts the words of a box as they are typed, as the server will: what stands between white space.
for (const place of document.querySelectorAll("[data-words-of]")) {
  const box = document.getElementById(place.dataset.wordsOf);
  const count = place.querySelector("b");
  const tell = () => {
    count.textContent = box.value.split(/\s+/).filter(Boolean).length;
  };
  box.addEventListener("input", tell);
  tell();
}
