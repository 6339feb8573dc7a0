// Shows on the phone what is being typed, without saving it. Everything works without this script.
const look = document.getElementById("look");
if (look) {
  let waiting;
  look.form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => look.form.requestSubmit(look), 500);
  });
}
