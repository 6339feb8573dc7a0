// One question at a time over the one document; drafts; an outbox that sends when there is signal.
// Keeps to what Chrome and WebView 87, Samsung Internet 14, Firefox 86 and Safari 14 on iOS have.
const $ = (id) => document.getElementById(id);
// What is said of a number, by the words of an element.
const fill = (one, number, place = one) => { place.textContent = one.dataset.on.replace("{n}", number); };
const show = (element, on) => { if (element) element.hidden = !on; };
const press = (id, work) => { $(id)?.addEventListener("click", work); };
const attempt = (work) => { try { return work(); } catch { return null; } };
const { pathname, search } = location;
const asked = (name) => new URLSearchParams(search).get(name);
const data = document.body.dataset;
const kiosk = asked("kiosk") || document.querySelector("[data-kiosk='1']");
// A kiosk keeps nothing.
const local = kiosk ? null : attempt(() => { localStorage.w = 1; delete localStorage.w; return localStorage; });
const stored = (key) => attempt(() => local.getItem(key));
const read = (key) => attempt(() => JSON.parse(stored(key)));
const write = (key, value) => attempt(() => local.setItem(key, JSON.stringify(value)));
const words = data.words || pathname.split("/")[1];
const wave = pathname.split("/")[2];
const response = pathname.match(/[0-9a-f-]{36}$/)?.[0];
const again = asked("again");
const draftKey = ["draft", words, wave, response].join(":");

// Where the person at this phone is (r: their response, w: its wave, u and n: the address and number of the question
// they look at, s: whether it was sent, k: their code, b: the card with which it was begun), for a first screen that
// opens without signal.
const mineKey = "mine:" + words;
const mine = () => read(mineKey) || {};
// By their card somebody is found again though another has begun here since.
const setMine = (now) => { write(mineKey, now); write("card:" + now.b, now); };
const noteMine = (now) => setMine({ ...mine(), ...now });
// Of what has arrived (a) no answer is left here for whoever holds the phone next, and a first screen that does not know
// of it yet gives way to the receipt, or is looked at again where another may be before it. Begun without signal it may
// have another name at the server than here.
const arrived = (id, there) => {
  const { r, a } = mine();
  move(RegExp("^(draft|consent):.*" + id + (r === id ? "|^consent:" : "")));
  if (r !== id) return;
  noteMine({ s: 1, a: 1, ...($("code") && { k: $("code").textContent }) });
  if (!$("begin") && !$("goon") && !$("mine")) return;
  if (there && pathname === "/" + words && !asked("new") && !cardHere()) location.replace(there);
  else if (!a) location.reload();
};
// Whose forms were left here by whoever handed this phone on, until the server knows of it: nobody sees them meanwhile.
const handedKey = "handed:" + words;
const handed = () => read(handedKey) || [];
const consentOf = (id) => read("consent:" + id);
const begunAt = (id) => consentOf(id)?.at;
// How long ago that was: whether the clock is right no phone knows.
const ago = (begun) => "&ago=" + (Date.now() - begun);
const sentAt = (id) => location.replace("/" + words + "/sent/" + id);

// The mark that this form was begun here (a phone that keeps no cookie has nothing else to say so) does not stand in the
// address, which may be passed on; what a reload needs of it is kept beside the address.
const bare = kiosk ? search : search.replace(/.k=\w+$/, "");

// The outbox: what was sent and not yet acknowledged, in the order it was written. The worker reads the same one.
const outbox = (work) => new Promise((done, failed) => {
  const request = indexedDB.open("weaving", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("outbox", { keyPath: "id" });
  request.onerror = failed;
  request.onsuccess = () => {
    const change = request.result.transaction("outbox", "readwrite");
    const answer = work(change.objectStore("outbox"));
    change.oncomplete = () => { request.result.close(); done(answer.result); };
    change.onabort = failed;
  };
});
const inOrder = () => outbox((store) => store.getAll()).then((all) => all.sort((one, other) => one.at - other.at));
const put = (entry) => outbox((store) => store.put(entry));
const forget = (entry) => outbox((store) => store.delete(entry.id));

// A server that is busy or fails is as good as no signal: nothing is stored, and the next occasion tries again.
const post = (url, body) => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 15000);
  return fetch(url, {
    method: "POST", body: new URLSearchParams(body), signal: stop.signal, headers: { Accept: "application/json" },
  }).then((reply) => { if (reply.status > 499) throw reply; return reply; });
};

// Send one entry. It is forgotten only on a receipt for the same response, or when it was taken back.
const send = async (entry) => {
  let { url } = entry;
  // what waited as the phone was handed on is of whoever had it before
  const before = ago(entry.begun) + (entry.handed || entry.behind ? "&handed=1" : "");
  if (entry.next) {
    if ((await post(url, before)).ok) await settled(entry);
    return {};
  }
  if (entry.consent) {
    const agreed = await post(entry.consent.url, entry.consent.body + before);
    if (agreed.ok && /[0-9a-f-]{36}/.test(agreed.url)) url = agreed.url;
  }
  const reply = await post(url, entry.body + before);
  const said = await reply.json();
  if (said.receipt && url.includes(said.response)) {
    await forget(entry).catch(() => {});
    arrived(entry.id, said.location);
    return said;
  }
  if (reply.status === 410) { await forget(entry); return { location: url }; }
  // What was refused is not sent again but by a press: it would be refused again.
  // Why not is said by the server.
  entry.refused = said.said || 1;
  await put(entry).catch(() => {});
  if (entry.id === mine().r) noteMine({ s: 0 });
  return { ...said, refused: entry.refused };
};

let sending;
// One at a time sends, a page or the worker: of two beginnings at once each would be taken for a phone of its own.
const alone = (work) => navigator.locks ? navigator.locks.request("outbox", work) : work();
const sendAll = (pressed) => sending || (sending = alone(() => sendEach(pressed === 1)).finally(() => { sending = 0; }));
// What the worker has sent.
const byWorker = ({ data: { id, location: there } }) => {
  arrived(id, there);
  if (id === response && $("saved")) location.replace(there);
};
const sendEach = async (pressed) => {
  let outcome = "sent";
  let why;
  try {
    const waiting = await inOrder();
    if (!waiting.some(({ id }) => id === next)) known(words);
    for (const entry of waiting) {
      const said = entry.refused && !pressed ? entry : await send(entry);
      why = said.refused || why;
      if (said.location && entry.id === response && $("saved")) { location.replace(entry.handed ? "/" + words : said.location); return outcome; }
    }
    await tellBeginning();
    // what waits no longer was sent by the worker, or by another page
    const { r, s } = mine();
    if (s && !waiting.some(({ id }) => id === r)) { arrived(r); if (r === response && $("saved") && !$("saved").hidden) sentAt(r); }
  } catch (lost) { outcome = lost?.status ? "busy" : "signal"; } // the next occasion tries again
  countWaiting();
  show($("refused"), why);
  if (why > "" && $("why")) $("why").textContent = why;
  show($("itself"), !why);
  return why || outcome;
};
const countWaiting = async () => {
  const place = $("queue");
  if (!place) return;
  const forms = (await inOrder().catch(() => [])).filter((entry) => !entry.next && !entry.refused).length;
  fill(place, forms);
  show(place, forms);
};
const tryNow = async () => {
  const tried = $("tried");
  tried.textContent = tried.dataset.trying;
  const outcome = await sendAll(1);
  tried.textContent = tried.dataset[outcome];
  if (outcome === "sent" && data.kept && !response) location.reload();
};
// Whoever comes next finds nothing of whoever was before, but what still waits in the outbox is kept.
// It is kept aside for as long as handing on can be undone.
const move = (which, to) => attempt(() => Object.keys(local).filter((key) => which.test(key)).forEach((key) => {
  if (to) local[to(key)] = local[key];
  delete local[key];
}));
const handOn = () => {
  move(/^undo:/);
  move(/^(draft|consent|mine|card):/, (key) => "undo:" + key);
};

// Whoever began without signal is known to the server as soon as there is some, before they have sent anything. By a card
// somebody may have begun elsewhere, under another identity: that is told with the answers.
const tellBeginning = async () => {
  const { r, u, s, c } = mine();
  const agreed = !s && !c && /[?&]o=1/.test(u) && consentOf(r);
  if (!agreed || /(^|&)card=[^&]/.test(agreed.body)) return;
  const begun = await post(agreed.url, agreed.body + ago(agreed.at));
  noteMine({ c: 1 });
  if ($("begin") && $("begin").elements.wave.value !== mine().w && /[0-9a-f-]{36}/.test(begun.url)) location.reload();
};
// What was answered of Before and not sent counts: it is sent as it stands when somebody goes on to another.
const leftUnsent = (now) => {
  const { r, w, u, s } = mine();
  const draft = stored(["draft", words, w, r].join(":"));
  if (!draft || s || w !== "pre" || now === w) return null;
  const consent = /[?&]o=1/.test(u) && consentOf(r);
  return { id: r, url: u.split("#")[0], body: draft + "&_stop=1", consent, begun: begunAt(r), behind: 1, at: Date.now() };
};

// That this phone was handed on is kept among what waits to be sent, so that the server learns of both in their order.
const next = "/" + words + "/next";
const settled = (entry) => forget(entry).then(() => known(entry.id.split("/")[1])).catch(() => {});
// A page that was on its way when the server learnt of it may still be of whoever was before: the next is looked at again.
const known = (place) => {
  if (stored("handed:" + place)) write("told:" + place, 1);
  move(RegExp("^handed:" + place + "$"));
};
const noted = () => outbox((store) => {
  store.getAll().onsuccess = ({ target }) => target.result.forEach((entry) => entry.next || store.put({ ...entry, handed: 1 }));
  return store.put({ id: next, url: next, body: "", next: 1, begun: Date.now(), at: Date.now() });
});
const cleanPage = async () => {
  await Promise.race([Promise.resolve(sending).then(sendAll), new Promise((late) => setTimeout(late, 4000))]);
  const card = cardHere();
  location.replace("/" + words + "?lang=" + document.documentElement.lang + (handed().length ? "&new=1" : "") + (card ? "&card=" + card : ""));
};
const passOn = async (id, otherwise) => {
  handOn();
  const kept = await noted().then(() => true, () => false);
  if (kept) {
    write(handedKey, [...handed(), id]);
    cleanPage();
  } else otherwise();
};

// The browser ends the address of whatever it makes with a random UUID, without https too. What the page signed stays.
const minted = (id) => id.slice(0, 24) + URL.createObjectURL(new Blob()).slice(-12);

const speak = (text) => {
  const voice = window.speechSynthesis?.getVoices().find(({ lang }) => lang.startsWith(document.documentElement.lang));
  if (voice) {
    speechSynthesis.cancel();
    speechSynthesis.speak(Object.assign(new SpeechSynthesisUtterance(text), { voice, lang: voice.lang }));
  }
  return voice;
};

const add = (form, { name, value }) => form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
const somebodyElse = (form) => add(form, { name: "somebody_else", value: "1" });

const questionnaire = (form) => {
  const all = [...form.querySelectorAll("fieldset")];
  const [back, count, listen, silent] = $("nav").children;
  const body = (more) => new URLSearchParams([...new FormData(form), ...more || []].filter(([, value]) => value)).toString();
  let questions;
  let last;
  let at = 0;
  let ended = 0; // ended: whether Send was pressed at the last question (1), or all was sent (2)
  // A second tap of a double tap is none: for a while after a press has turned the page nothing is pressed at that
  // place on the new one, unless something was answered there meanwhile. What counts is when the finger came down and
  // when the new page was seen: a slow phone tells of taps late.
  // (After the press that led here from the page before a cover of the style sheet sees to that: over the whole page for
  // as long after that press as the two of a double tap lie apart, and then only where the finger was.)
  let turned = 0;
  let place = {};
  const calm = (press, wait = 500) => !turned || press.timeStamp - turned >= wait || Math.hypot(press.x - place.x, press.y - place.y) > 48;
  const turnTo = ({ x, y }, hash) => {
    turned = performance.now();
    place = { x, y, hash: "#" + hash };
    if (hash) location.hash = hash;
  };

  // Another tab may show this form too: only what was answered now takes the place of what is kept.
  const save = (question) => attempt(() => {
    const draft = new URLSearchParams(stored(draftKey) || "");
    for (const { name } of question.elements) draft.delete(name);
    for (const [name, value] of new FormData(form)) if (value && question.elements[name]) draft.append(name, value);
    local[draftKey] = draft;
  });
  const restore = () => {
    for (const [name, value] of new URLSearchParams(stored(draftKey) || "")) {
      for (const field of document.getElementsByName(name)) {
        if (/radio|box/.test(field.type)) field.checked = field.checked || field.value === value;
        else if (value !== "declined") field.value = value;
      }
    }
  };
  // As the server reads it, whatever digits an Arabic or Persian keyboard writes.
  const numeral = ({ value }) => value.trim().replace(/\p{Nd}/gu, (one) => (one.charCodeAt() + (one > "߿" && 10)) & 15);
  const fault = (question) => {
    const field = question.querySelector(".number");
    const text = field && numeral(field);
    if (!text || question.querySelector(":checked")) return;
    const { least, most, other } = field.dataset;
    if (!/^\d+$/.test(text) || +text < +least || +text > +most) return other;
    const before = $(question.dataset.most)?.querySelector(".number");
    return before && numeral(before) && +text > +numeral(before) ? $("fault").dataset.most : "";
  };
  const tell = (said, place = $("next")) => { place.before($("fault")); $("fault").textContent = said; show($("fault"), said); };
  const sound = () => {
    const said = fault(questions[at]);
    const field = questions[at].querySelector(".number");
    tell(said, field || $("next"));
    if (field) field.ariaInvalid = !!said;
    if (said) field.focus();
    return !said;
  };
  // What sends is pressed only once there was time to see it, and says so.
  const toSend = (press) => {
    if (calm(press, 1000)) return true;
    if (calm(press, 350)) { tell($("fault").dataset.again); turned = press.timeStamp - 650; }
  };
  // A question that follows on another is there where that is answered so: what is disabled is in no FormData.
  const ask = () => {
    const leaving = location.hash === "#leave";
    questions = all.filter((one) => !(one.disabled = one.dataset.on && !form.querySelector(one.dataset.on)));
    last = questions.length - 1;
    if (!leaving) at = Math.max(0, questions.indexOf($(location.hash.slice(1))));
    show($("next"), !leaving && at < last);
    show($("send"), !leaving && at === last);
    show($("leaving"), !leaving && at < last);
    return leaving;
  };
  // A tap on an answer that was taken for the second of two does not go by unsaid: Continue asks once.
  let missed;
  const asksOnce = () => {
    const asking = missed === questions[at] && unanswered().includes(missed);
    if (asking) { missed = 0; tell($("fault").dataset.on.replace("{n}", all.indexOf(questions[at]) + 1)); }
    return asking;
  };
  const unanswered = () => questions.filter(({ id }) => !new FormData(form).getAll(id).join("").trim());
  const turn = (focus) => {
    const leaving = ask();
    const number = all.indexOf(questions[at]) + 1;
    for (const one of all) one.hidden = leaving || one !== questions[at];
    show($("intro"), !leaving && !at);
    show($("on"), leaving);
    show($("leave"), leaving);
    tell("");
    show(listen, !leaving);
    show(silent);
    fill(count, number);
    fill($("on"), number);
    document.title = count.textContent + " – " + document.querySelector("h1").textContent;
    back.href = leaving || at ? "#" + questions[leaving ? at : at - 1].id : "/" + words + (kiosk ? "?kiosk=1" : "");
    const own = mine().r === response && mine();
    const title = (leaving ? $("leave") : questions[at]).querySelector("h2");
    history.replaceState(search, "", pathname + bare + location.hash);
    if (leaving) {
      show($("some"), !unanswered()[last]);
      show($("stop"), !unanswered()[last]);
      [title.firstChild.textContent, title.lastChild.textContent] = $("leave").dataset.left.split("|")[unanswered().length].split(/(?= )(.*)/);
    }
    else setMine({ r: response, w: wave, u: pathname + search + location.hash, n: number, s: !again && own.s, c: own.c, b: own ? own.b : read("card:" + words) });
    if (focus) { title.focus({ preventScroll: true }); scrollTo(0, 0); }
    requestAnimationFrame(() => { if (turned) turned = performance.now(); });
  };
  // Where the answers begin below the bar nobody has seen them: Continue leads down to them first.
  const below = (press) => {
    const from = scrollY;
    if (unanswered().includes(questions[at])) questions[at].querySelector("label, .number, textarea").scrollIntoView({ block: "nearest" });
    if (scrollY > from) { turnTo(press); questions[at].querySelector("h2").focus({ preventScroll: true }); }
    return scrollY > from;
  };
  const onward = (press) => {
    if (!calm(press) || !sound() || asksOnce() || below(press)) return;
    if (at === last) $("send").focus();
    turnTo(press, at < last && questions[at + 1].id);
  };
  const hear = () => {
    const question = questions[at];
    const aloud = () => {
      show(silent, !speak([...question.querySelectorAll("h2, label")].map((one) => one.textContent.trim()).join(". ")));
      fill(silent);
    };
    if (question.dataset.clip) new Audio(question.dataset.clip).play().catch(aloud);
    else aloud();
  };
  const showSaved = () => {
    show(form);
    show($("nav"));
    show($("leave"));
    show($("leaving"));
    show($("saved"), true);
    $("saved").focus();
    countWaiting();
  };
  const submit = async (more) => {
    const wrong = questions.findIndex(fault);
    if (wrong >= 0) { location.hash = questions[wrong].id; at = wrong; setTimeout(sound, 50); return; }
    // what somebody before left unsent keeps its place: this form is then sent under an identity of its own
    const there = await outbox((store) => store.get(response)).catch(() => {});
    const id = there?.handed || handed().includes(response) ? minted(response) : response;
    form.action = form.action.replace(response, id);
    const entry = { id, url: form.action, body: body(more), begun: begunAt(response), at: Date.now() };
    // begun without signal: the agreement goes first
    entry.consent = asked("o") && consentOf(response);
    show($("send"));
    show($("stop"));
    show($("on"));
    show($("sending"), true);
    const kept = !kiosk && await put(entry).then(() => true, () => false);
    const said = await send(entry).catch(() => {});
    if ($("main").hidden) return; // cleared meanwhile
    show($("sending"), said?.location);
    if (said?.location) { ended = 2; form.reset(); location.replace(said.location); return; }
    if (said) { if (said.faults) await forget(entry).catch(() => {}); for (const [name, value] of more || []) add(form, { name, value }); form.submit(); return; }
    if (!kept) { data.waits = 1; show($("stop"), true); turn(); tell($("saved").dataset[kiosk ? "kiosk" : "unsent"]); return; }
    if (mine().r === response) noteMine({ s: 1 });
    showSaved();
    attempt(() => navigator.serviceWorker.ready.then(({ sync }) => sync.register("outbox")).catch(() => {}));
  };
  const toLanguage = ({ target: by }) => {
    if (!local) { add(form, by); form.submit(); }
    else location.href = "../" + by.value + "/" + response + search + location.hash;
  };

  data.came = performance.navigation?.type; // until the address changes
  form.action = form.action.split("#")[0];
  // What was sent, and has left nothing here to change: a blank page would only blank it out.
  const gone = () => ended > 1 || (!again && mine().s && mine().r === response && stored(draftKey) === null);
  // Come back to, a form that is no longer of whoever has this phone is asked for anew: the server knows whose it is.
  onpageshow = ({ persisted }) => {
    if (persisted && (gone() || (local && mine().r !== response))) { form.reset(); location.reload(); }
  };
  if (gone()) { sentAt(response); return; }
  show($("stays"), again && data.kept); // any other page says so above the questions
  const left = leftUnsent(wave);
  if (left) put(left).then(sendAll).catch(() => {});
  restore();
  ask();
  onstorage = ({ key }) => { if (key === draftKey && stored(key)) { form.reset(); restore(); } };
  document.body.classList.add("step");
  // As much is kept free below a question as the bar takes, whatever its words and the size of the letters.
  new ResizeObserver(() => document.documentElement.style.setProperty("--bar", $("bar").offsetHeight + "px")).observe($("bar"));
  show($("nav"), true);
  form.oninput = ({ target }) => {
    turned = 0;
    if (missed === 0) show($("fault"));
    // What stands alone gives way to any other answer, and any other to it; words beside an option mean that option.
    const answer = target.previousElementSibling?.control || target;
    if (target.type !== "checkbox") answer.checked = target.value;
    if (answer.checked) {
      for (const other of document.getElementsByName(answer.name)) {
        if (other !== answer && [other, answer].some((one) => one.closest(".skip, .alone"))) other.checked = false;
      }
    }
    save(target.closest("fieldset"));
    ask();
  };
  form.addEventListener("click", (event) => {
    if (!event.detail || calm(event) || !event.target.closest("fieldset")) return;
    event.preventDefault();
    missed = questions[at];
  }, true);
  document.body.addEventListener("click", ({ target }) => {
    if (target === document.body && getComputedStyle(target, "::before").visibility === "visible") missed = questions[at];
  });
  document.documentElement.style.setProperty("--tap", attempt(() => sessionStorage.tap) || "");
  attempt(() => { delete sessionStorage.tap; });
  setTimeout(() => document.body.classList.add("seen"), 350 - performance.now());
  // Enter and Go mean Continue. No button is a form's own any more, so nothing but a press on the one that says so sends.
  for (const button of document.querySelectorAll("button")) button.type = "button";
  for (const button of document.getElementsByName("_switch")) button.onclick = toLanguage;
  form.onsubmit = (event) => { event.preventDefault(); onward(event); };
  form.onkeydown = (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
    event.preventDefault();
    if (!event.repeat) onward(event);
  };
  press("next", onward);
  // A phone that keeps nothing may have lost what was answered: then it says first how many answers are missing.
  press("send", (event) => {
    if (!toSend(event) || !sound() || below(event)) return;
    const [blank] = unanswered();
    if (kiosk || local || !blank) submit();
    else { ended = 1; at = questions.indexOf(blank); turnTo(event, "leave"); }
  });
  press("leaving", (event) => { if (calm(event) && sound()) turnTo(event, "leave"); });
  press("on", (event) => { if (calm(event)) turnTo(event, questions[at].id); });
  press("stop", (event) => { if (toSend(event)) submit(!ended && unanswered()[0] && [["_stop", "1"]]); });
  press("look", () => { show($("saved")); show(form, true); show($("nav"), true); location.hash = ""; });
  press("person", (event) => {
    event.preventDefault();
    passOn(response, () => { location.href = "/" + words + "?new=1"; });
  });
  listen.onclick = hear;
  onhashchange = () => { if (location.hash !== place.hash) turned = 0; turn(true); };
  const faulty = document.querySelector(".faults a");
  if (faulty && !location.hash) location.replace(faulty.href);
  // A phone that kept nothing begins with the first question again.
  if (!local && unanswered()[last]) location.replace("#" + questions[0].id);
  turn(location.hash);
  if (!again && mine().s) showSaved(); // and on its way still
  if (kiosk) import($("idle").dataset.script);
};

const keepPage = async (place, rest) => {
  const reply = await fetch("/" + place + rest);
  if (reply.ok && !reply.redirected) await (await caches.open("weaving-1")).put("/" + place, reply);
};
// The first screen fetches the questions beforehand, so that from here on no signal is needed.
const fetchQuestions = async ({ wave: { value }, lang, response: id }) => {
  if (kiosk) return;
  await navigator.serviceWorker.ready;
  await keepPage([words, value, lang.value, ""].join("/"), id.value + "?o=1");
  // whoever is somebody else finds the first screen too
  if ($("who")) await keepPage(words + "?new", "=1&lang=" + lang.value);
};
const cardHere = () => asked("card") || attempt(() => document.querySelector("#begin [type=hidden][name=card]").value);
// A phone knows where its person is also without signal, or before what they sent has arrived.
const welcomeBack = (form) => {
  const card = cardHere();
  const began = card && read("card:" + card);
  if (began) setMine(began);
  const { r, w, u, n, s, a, k } = mine();
  // a card is of whoever began with it here, or was shown its code on the receipt; whose another is they say themselves
  if (card && !began && k?.replace(/ /g, "") !== card) return;
  if (w !== form.elements.wave.value || (s && a && !data.kept)) return;
  show(form);
  show($("mine"), true);
  show($("midway"), !s);
  show($("done"), s);
  show($("came"), a);
  show($("waits"), !a);
  show($("held"), k);
  $("held").lastChild.textContent = k;
  $("on").href = u;
  fill($("on"), n);
  press("else", () => passOn(mine().r, () => { somebodyElse(form); show($("mine")); show(form, true); }));
};
// What is agreed to is kept with the button that said so.
const beginning = (form) => {
  // A kept page names a person already: whoever opens it next is given an identity of their own.
  if (data.kept) form.elements.response.value = minted(form.elements.response.value);
  form.onsubmit = ({ submitter: by }) => {
    if (kiosk || (by || form).formMethod === "get") return;
    const said = new FormData(form);
    if (by && by.name) said.append(by.name, by.value);
    if (said.has("somebody_else") && !leftUnsent(form.elements.wave.value)) move(/^(draft|consent|mine|card):/);
    write("card:" + words, said.get("card"));
    write("consent:" + form.elements.response.value, { at: Date.now(), url: form.action, body: new URLSearchParams(said).toString() });
  };
  fetchQuestions(form.elements).catch(() => {});
};
const start = (form) => {
  // A card scanned without signal. Whoever answered Before with one on another phone says so by typing its code.
  if (data.kept && cardHere() && /^pre/.test(form.elements.wave.value)) { form.elements.card.value = cardHere(); form.elements.card.closest("details").open = true; }
  const isNew = asked("new");
  const left = handed().length;
  if (isNew || left) somebodyElse(form);
  if (!isNew || left) welcomeBack(form);
  press("back", (event) => {
    event.preventDefault();
    settled({ id: next }).then(() => { location.href = event.target.href; });
  });
  beginning(form);
};

// The page that takes answers back is kept by no phone.
const signal = () => document.querySelectorAll("[href^='/withdraw']").forEach((link) => show(link, navigator.onLine));
ononline = onoffline = signal;
signal();

if (words && navigator.serviceWorker && !kiosk) {
  const addresses = { createScriptURL: (query) => "/worker.js" + query };
  const policy = window.trustedTypes?.createPolicy("weaving", addresses) || addresses;
  const register = (query, scope) => navigator.serviceWorker.register(policy.createScriptURL(query), { scope })
    .catch(() => {});
  register("", "/" + words);
  // the address of a card lies outside that of its meeting
  if (cardHere()) register("?" + words, "/c/" + cardHere());
}
// (On a shared device whoever comes by Back or Forward may be the next person.)
if (response && !search && history.state && !(data.kiosk && performance.navigation.type > 1)) location.replace(history.state + location.hash);
// Until the server knows that this phone was handed on, it may show a page of whoever had it before.
const told = stored("told:" + words);
move(RegExp("^told:" + words + "$"));
// A page kept here (it comes without signal) shows a form to nobody but whoever began it since.
const theirs = response
  ? handed().includes(response) || (data.kept && local && mine().r !== response && !consentOf(response))
  : (told || handed().length) && pathname === "/" + words && !$("begin") && !asked("new");
// Undone, what was kept aside comes back; it is gone with the way to undo, which the style hides.
if ($("undo")) setTimeout(() => move(/^undo:/), 10000);
else move(/^undo:/, asked("undone") && ((key) => key.slice(5)));
if (theirs) { show($("main")); cleanPage(); }
// whoever has begun with signal is known to the server
else if ($("f") && handed().length && !asked("o")) settled({ id: next });
if ($("f") && !theirs) questionnaire($("f"));
// Where the finger was when it led to the questions.
else document.addEventListener("click", ({ x, y, target }) => attempt(() => {
  if (target.closest("a, button")) sessionStorage.tap = x + "px " + y + "px";
}), true);
if ($("begin")) start($("begin"));
if ($("who")) { beginning($("who")); if ($("mine")) welcomeBack($("who")); }
// Go on where somebody was, by the question's number where this phone knows it.
const link = $("goon");
if (link) {
  const { r, u, n, s, a, w } = mine();
  // what was sent, and is on its way still, is not to be sent again; by a card it is another's form that they go on with
  if (s && !a && link.dataset.wave === w && !asked("card")) { show($("unfinished")); show($("waits"), true); countWaiting(); }
  if (u && !s && link.dataset.of === r) {
    link.href = u;
    fill(link, n, link.querySelector("b") || link);
  }
}
if (data.sent) arrived(data.sent);
if ($("handon") && !kiosk) $("handon").onsubmit = (event) => { event.preventDefault(); passOn(mine().r, () => event.target.submit()); };
press("again", tryNow);
if (!kiosk) {
  attempt(() => { navigator.serviceWorker.onmessage = byWorker; });
  addEventListener("online", sendAll);
  document.onvisibilitychange = () => { if (!document.hidden) sendAll(); };
  setInterval(sendAll, 20000);
  sendAll();
}
