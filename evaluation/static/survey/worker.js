// Keeps one experiment's pages for a hall without signal, and sends what waits in the outbox when signal comes back.
// Its scope is one join address, so staff pages never pass through it; or the address of one card, and then the name of
// the meeting stands in the worker's own address.
const KEPT = "weaving-1";
const ofCard = location.search.slice(1);
const UUID = /[0-9a-f-]{36}$/;

const startOf = (url) => new URL("/" + (ofCard || url.pathname.split("/")[1]), url);
const isNew = (url) => /[?&]new=/.test(url);
const pageKey = (url) => url.origin + url.pathname.replace(UUID, "") + (isNew(url) ? "?new" : "");
const isStart = (url) => !url.pathname.slice(1).includes("/");
const isQuestionnaire = (url) => UUID.test(url.pathname) && !url.pathname.includes("/sent/");

const keep = async (url, reply) => {
  const forAnybody = !/[?&](kiosk|card|early|parental)/.test(url) && !reply.headers.get("Weaving-Personal");
  if (reply.status === 200 && forAnybody) (await caches.open(KEPT)).put(pageKey(url), reply.clone());
  return reply;
};
const look = (url) => fetch(url.href).then((reply) => keep(url, reply), () => {});
// Whoever is somebody else is shown the page for somebody new, where there is one.
const kept = async (url) => await caches.match(pageKey(url)) || (isNew(url) && kept(startOf(url)));

// A kept page says so: it then shows what the phone knows of its person and no other's form, and names nobody twice.
const marked = async (reply) => {
  const text = (await reply.text()).replace("<body", '<body data-kept="1"');
  return new Response(text, reply);
};

const fromNetwork = (request, seconds) => {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), seconds * 1000);
  return fetch(request, { signal: stop.signal }).finally(() => clearTimeout(timer));
};

// Any other page of the meeting leads to the first screen where there is no signal, and so does a card, with its code:
// a card's own page is kept for nobody, so the first screen is looked at anew with it.
const page = async (request, url) => {
  const isKept = isStart(url) || isQuestionnaire(url);
  try {
    const reply = await fromNetwork(request, isKept || ofCard ? 6 : 20);
    if (ofCard || /card=/.test(url)) look(new URL("?" + (url.search.match(/lang=\w+/) || ""), startOf(url)));
    return isKept ? await keep(url, reply) : reply;
  } catch (lost) {
    const found = isKept && await kept(url);
    if (found) return marked(found);
    const start = startOf(url);
    if (isStart(url) || !(await kept(start))) throw lost;
    return Response.redirect(start.href + (ofCard && "?card=" + url.pathname.slice(3)));
  }
};

const asset = async (request) => {
  const found = await caches.match(request);
  if (found) return found;
  const reply = await fetch(request);
  if (reply.ok) (await caches.open(KEPT)).put(request, reply.clone());
  return reply;
};

// Agreeing without signal: the questionnaire opens all the same, and the agreement is sent before the answers. The
// address says what was agreed to, so that the answers carry it too.
// (What a worker sends on comes from this site, whoever posted it: what a page of another site posts, the browser sends
// itself, so that it is refused. Our own pages name themselves, as their Referrer-Policy has it.)
const isOurs = ({ referrer }) => referrer.startsWith(location.origin + "/");
const agree = async (request, url) => {
  const copy = request.clone();
  try {
    return await fromNetwork(request, 8);
  } catch (lost) {
    const sent = await copy.formData();
    const at = new URL([url.pathname, sent.get("wave"), sent.get("lang"), sent.get("response")].join("/"), url);
    if (/^(no|un)/.test(sent.get("same"))) return Response.redirect(startOf(url).href + "?new=1", 303);
    if (!(await kept(at))) throw lost;
    const agreed = new URLSearchParams([...sent].filter(([name]) => /^(consent|lang|parental)$/.test(name)));
    return Response.redirect(at.href + "?o=1&" + agreed, 303);
  }
};

onfetch = (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const gets = request.method === "GET";
  if (url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (gets) event.respondWith(page(request, url));
    else if (isStart(url) && isOurs(request)) event.respondWith(agree(request, url));
  } else if (gets && url.pathname.startsWith("/static/")) event.respondWith(asset(request));
};

oninstall = skipWaiting;
onactivate = (event) => event.waitUntil((async () => {
  await clients.claim();
  for (const client of ofCard ? [{ url: startOf(location) }] : await clients.matchAll()) {
    const url = new URL(client.url);
    if (isStart(url) || isQuestionnaire(url)) await look(url);
  }
})());

const outbox = (work) => new Promise((done, failed) => {
  const request = indexedDB.open("weaving", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("outbox", { keyPath: "id" });
  request.onerror = failed;
  request.onsuccess = () => {
    const change = request.result.transaction("outbox", "readwrite");
    const asked = work(change.objectStore("outbox"));
    change.oncomplete = () => { request.result.close(); done(asked.result); };
    change.onabort = failed;
  };
});
const post = (url, body) => fromNetwork(new Request(url, {
  method: "POST", body: new URLSearchParams(body), headers: { Accept: "application/json" },
}), 15).then((reply) => { if (reply.status > 499) throw reply; return reply; });
const sendAll = async () => {
  for (const entry of (await outbox((store) => store.getAll())).sort((one, other) => one.at - other.at)) {
    if (entry.refused) continue;
    let { url } = entry;
    const before = "&ago=" + (Date.now() - entry.begun) + (entry.handed || entry.behind ? "&handed=1" : "");
    if (entry.consent) {
      const agreed = await post(entry.consent.url, entry.consent.body + before);
      if (agreed.ok && /[0-9a-f-]{36}/.test(agreed.url)) url = agreed.url;
    }
    const reply = await post(url, entry.body + before);
    const said = entry.next ? { receipt: reply.ok, response: url } : await reply.json();
    const isDone = (said.receipt && url.includes(said.response)) || reply.status === 410;
    entry.refused = said.said || 1;
    await outbox((store) => isDone ? store.delete(entry.id) : store.put(entry));
    // a page that is opened meanwhile knows of it at once
    if (said.location && !entry.handed) for (const page of await clients.matchAll({ includeUncontrolled: true })) page.postMessage({ ...entry, ...said });
  }
};
// While a page sends, it waits.
onsync = (event) => event.waitUntil(navigator.locks ? navigator.locks.request("outbox", sendAll) : sendAll());
