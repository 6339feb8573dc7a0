// A question that is dragged onto another takes its place; the same as typing that place into its row.
const rows = [...document.querySelectorAll("table.questions tbody tr[id]")];
const placeOf = (row) => row.querySelector("input.place");
let dragged = null;

function marked(row) {
  for (const each of rows) each.classList.toggle("target", each === row);
}

for (const row of rows) {
  row.draggable = true;
  row.addEventListener("dragstart", (event) => {
    dragged = row;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", row.id);
  });
  row.addEventListener("dragover", (event) => {
    if (!dragged || row === dragged) return;
    event.preventDefault();
    marked(row);
  });
  row.addEventListener("dragend", () => marked(null));
  row.addEventListener("drop", (event) => {
    event.preventDefault();
    placeOf(dragged).value = placeOf(row).defaultValue;
    dragged.closest("form").requestSubmit();
  });
}
