// Nobody sits before an old page: while it waits it looks now and then whether something else is open here.
const { words, now } = document.body.dataset;
const look = async () => {
  const reply = !document.hidden && await fetch("/" + words + "/now").catch(() => 0);
  if (reply.ok && await reply.text() !== now) location.reload();
};
setInterval(look, 25000);
document.addEventListener("visibilitychange", look);
