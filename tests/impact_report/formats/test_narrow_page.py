"""The page on a phone: tables are lists, nothing is cut off, and a list of contents leads through it."""

import pytest

from evaluation.impact_report.formats import html
from evaluation.impact_report.formats.narrow_tables import with_headings
from tests.impact_report.examples import answered, evening, frame_of, report, study

pytestmark = pytest.mark.browser

OUTSIDE = """() => [...document.querySelectorAll('body *')].filter(each => {
  if (!each.getClientRects().length || each.closest('thead')) return false
  const box = each.getBoundingClientRect()
  return box.right > document.documentElement.clientWidth + 1 || box.left < -1
}).map(each => each.outerHTML.slice(0, 80))"""
OVER = """() => [...document.querySelectorAll('svg')].filter(each => each.getClientRects().length).flatMap(drawn => {
  const texts = [...drawn.querySelectorAll('text')].filter(each => each.textContent.trim())
  const boxes = texts.map(each => each.getBoundingClientRect())
  return texts.flatMap((text, one) => texts.slice(one + 1).filter((_, more) => {
    const [a, b] = [boxes[one], boxes[one + 1 + more]]
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
    return wide > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4
  }).map(other => text.textContent.trim() + ' over ' + other.textContent.trim()))
})"""
CUT = """() => [...document.querySelectorAll('svg')].filter(each => each.getClientRects().length).flatMap(drawn => {
  const [all, texts] = [drawn.getBoundingClientRect(), [...drawn.querySelectorAll('text')]]
  const seen = box => box.left > all.left - 1 && box.right < all.right + 1 && box.bottom < all.bottom + 2
  const cut = texts.filter(each => each.textContent.trim() && !seen(each.getBoundingClientRect()))
  return cut.map(each => each.textContent.trim())
})"""
LONG = (
    "Cangen Gymunedol Gyd-ffydd Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch",
    "Fforwm Cyfeillion a Chymdogion Penrhyndeudraeth a Phorthmadog",
    "Usk",
)


MADE = {
    "a workshop": lambda: evening(34, came=53, declined={"t1": (3, 4)}),
    "six chapters in Welsh": lambda: study((40, 25, 30, 4, 28, 35), language="cy"),
    "two chapters": lambda: study((30, 25)),
    "eighteen chapters": lambda: study((12, 20, 9) * 6),
    "long Welsh names": lambda: report(frame_of(*(answered(name, 20, seed=3) for name in LONG)), language="cy"),
}


@pytest.fixture(scope="module", params=MADE)
def address(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("narrow") / "report.html"
    path.write_text(html.page(MADE[request.param]()), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def opened(chromium, address):
    """The page, opened as wide as asked for."""
    pages = []

    def open_at(width):
        pages.append(chromium.new_page(viewport={"width": width, "height": 800}))
        pages[-1].goto(address)
        return pages[-1]

    yield open_at
    for page in pages:
        page.close()


@pytest.mark.parametrize("width", [375, 1280])
def test_nothing_reaches_past_the_screen_and_no_words_lie_over_others(opened, width):
    page = opened(width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(OVER) == []
    assert page.evaluate(CUT) == []


def test_on_a_phone_every_cell_stands_below_the_one_before_with_its_heading(opened):
    page = opened(375)
    cells = "[...document.querySelectorAll('.summary-of-findings tbody tr:first-child > *')]"
    tops = page.evaluate(f"{cells}.map(each => each.getBoundingClientRect().top)")
    assert len(tops) == 8
    assert tops == sorted(set(tops))
    shown = page.evaluate(f"{cells}.slice(1).map(each => getComputedStyle(each, '::before').content)")
    assert all(len(each) > 3 for each in shown)
    scrolled = "[...document.querySelectorAll('.scroll')].map(each => each.scrollWidth - each.clientWidth)"
    assert max(page.evaluate(scrolled)) <= 0


def test_on_a_wide_screen_a_table_is_a_table(opened):
    page = opened(1280)
    tops = "[...document.querySelectorAll('.summary-of-findings tbody tr:first-child > *')]"
    assert len(set(page.evaluate(f"{tops}.map(each => each.getBoundingClientRect().top)"))) == 1


def test_the_contents_lead_by_keyboard_to_every_section(opened):
    page = opened(1280)
    named = page.evaluate("[...document.querySelectorAll('main > .section')].map(each => '#' + each.id)")
    links = page.locator("nav.contents a")
    assert page.evaluate("[...document.querySelectorAll('nav.contents a')].map(a => a.getAttribute('href'))") == named
    assert all(links.all_inner_texts())
    links.last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{named[-1]}")
    assert page.evaluate("document.querySelector(location.hash).getBoundingClientRect().top") < 800


def test_the_contents_are_not_printed(opened):
    page = opened(1280)
    page.emulate_media(media="print")
    assert not page.locator("nav.contents").is_visible()


def test_a_cell_carries_the_words_of_its_heading_without_their_marks():
    table = (
        '<table><thead><tr><th scope="col">Of</th><th scope="col" class="n">How <b>"sure"</b></th></tr></thead>'
        '<tbody><tr><th scope="row">Trust</th><td class="n">2</td></tr></tbody></table>'
    )
    assert '<td role="cell" class="n" data-of="How &#34;sure&#34;">2</td>' in with_headings(table)
