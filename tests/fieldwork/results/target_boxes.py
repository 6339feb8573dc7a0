"""What can be pressed on a page and is smaller than a fingertip may miss: WCAG 2.2, 2.5.8."""

SMALLEST = 24
SMALL = """(smallest) => {
  const pressed = "a[href], button, summary, select, textarea, input:not([type=hidden]), label.choice";
  const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().width > 0;
  const isInline = (one) => one.matches("a") && getComputedStyle(one).display === "inline"
    && [...one.parentElement.childNodes].some((each) => each.nodeType === Node.TEXT_NODE && /\\w/.test(each.data));
  return [...document.querySelectorAll(pressed)]
    .filter((one) => shown(one) && !one.matches("label.choice input") && !isInline(one))
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => box.width < smallest || box.height < smallest)
    .map(([one, box]) => `${one.outerHTML.slice(0, 90)} ${box.width.toFixed(1)} x ${box.height.toFixed(1)}`);
}"""


def small_targets(page) -> list[str]:
    """Each that is less than 24 px wide or high and is no link within a sentence, with its size."""
    return page.evaluate(SMALL, SMALLEST)
