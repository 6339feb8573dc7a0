// The page that asks whether to delete, come back to once that is done, says so and asks nothing.
const code = document.querySelector(".code").textContent.trim();
const look = () => {
  let gone = "";
  try { gone = sessionStorage.getItem("gone") || ""; } catch { /* a phone that keeps nothing */ }
  if (!gone.includes(code)) return;
  for (const part of document.querySelector("main").children) part.hidden = part.id !== "gone";
  document.title = document.querySelector("#gone h1").textContent;
};
addEventListener("pageshow", look);
look();
