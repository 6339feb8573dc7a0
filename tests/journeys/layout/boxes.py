"""What is wrong with where things stand on a page, measured by their boxes: axe does not see it."""

from playwright.sync_api import BrowserContext, Page

MEASURE = """() => {
  const wide = document.documentElement.clientWidth, faults = [];
  const start = (text) => `“${text.trim().slice(0, 30)}”`;
  const called = (one) => one.nodeType === 3 ? start(one.data)
    : `<${one.tagName.toLowerCase()}${one.id && "#" + one.id} ${one.className}> ${start(one.textContent)}`;
  const seen = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".v, .step h1, .step .n");
  const meet = (one, two, by = 1.5) => Math.min(one.right, two.right) - Math.max(one.left, two.left) > by
    && Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top) > by;
  const holds = (one, two) => one.contains(two) || two.contains(one);
  const low = ({ left, right, top, bottom, height: by }) =>
    ({ left, right, top: top + by / 5, bottom: bottom - by / 5 });
  const texts = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    if (!node.data.trim() || !seen(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) if (box.width > 1) texts.push([node, low(box)]);
  }
  const pressed = "a, button, summary, textarea, input:not([type=hidden]), label:not([for])";
  const holding = "label, button, .go, summary, .ends span, .list, .strip, fieldset, main, body";
  const controls = [...document.querySelectorAll(pressed)].filter(seen)
    .flatMap((one) => [...one.getClientRects()].map((box) => [one, box]));
  texts.forEach(([node, box], at) => {
    for (const [other, there] of texts.slice(at + 1)) {
      if (other !== node && meet(box, there)) faults.push(`${called(node)} lies on ${called(other)}`);
    }
    for (const [one, there] of controls) {
      if (!one.contains(node) && meet(box, there)) faults.push(`${called(node)} lies on ${called(one)}`);
    }
    const holder = node.parentElement.closest(holding);
    const { left, right } = holder.getBoundingClientRect();
    if (box.left < left - 1 || box.right > right + 1) faults.push(`${called(node)} sticks out of ${called(holder)}`);
  });
  controls.forEach(([one, box], at) => {
    for (const [other, there] of controls.slice(at + 1)) {
      if (!holds(one, other) && meet(box, there)) faults.push(`${called(one)} lies on ${called(other)}`);
    }
  });
  for (const one of document.body.querySelectorAll("*")) {
    if (!seen(one) || one.closest("svg svg, circle, path")) continue;
    const { left, right, width } = one.getBoundingClientRect();
    if (width && (left < -.5 || right > wide + .5)) faults.push(`${called(one)} is wider than the screen`);
    const { overflowX, display } = getComputedStyle(one);
    const cut = one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
    if (overflowX !== "visible" && display !== "inline" && cut) faults.push(`${called(one)} is cut`);
  }
  if (document.documentElement.scrollWidth > wide) faults.push("the page scrolls sideways");
  return [...new Set(faults)];
}"""
"""Sentences about texts and controls that lie on each other, stick out of what holds them, or are cut."""


BROKEN = """() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const holder = node.parentElement;
    if (!holder.checkVisibility({ visibilityProperty: true }) || holder.closest(".v")) continue;
    for (const { 0: word, index } of node.data.matchAll(/[^\\s\\u00ad\\u2013\\u2014/-]+/g)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const lines = [...range.getClientRects()].filter(({ width }) => width > 1).map(({ top }) => Math.round(top));
      if (new Set(lines).size > 1) found.push(`${word} in <${holder.tagName.toLowerCase()}>`);
    }
  }
  return [...new Set(found)];
}"""
"""Words of which a part stands in the next line."""


def broken_words(page: Page) -> list[str]:
    """Words that are broken inside."""
    return list(page.evaluate(BROKEN))


def misplaced(page: Page) -> list[str]:
    """What lies on something else, sticks out or is cut, with the page scrolled to its end."""
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_timeout(50)
    found = page.evaluate(MEASURE)
    page.evaluate("scrollTo(0, 0)")
    return found


def enlarge(context: BrowserContext, page: Page, percent: int) -> None:
    """Text as big as somebody sets it in their browser."""
    context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 16 * percent // 100}})
