"""The report in a real browser: on a phone, from the keyboard, and for a screen reader."""

import pytest

from evaluation.impact_report.formats import html

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=["one_evening", "six_chapters"])
def file(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(html.page(request.getfixturevalue(request.param)), encoding="utf-8")
    return path.as_uri()


def test_a_narrow_phone_never_scrolls_the_page_sideways(chromium, file):
    page = chromium.new_page(viewport={"width": 320, "height": 640})
    page.goto(file)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.close()


def test_on_a_phone_no_number_of_another_outcome_is_cut_off(chromium, file):
    page = chromium.new_page(viewport={"width": 375, "height": 640})
    page.goto(file)
    others = "[...document.querySelectorAll('.scroll table')].filter(e => e.textContent.includes('What we can say'))"
    over = page.evaluate(f"{others}.map(each => each.scrollWidth - each.parentElement.clientWidth)")
    assert max(over, default=0) <= 0
    page.close()


def test_its_policy_lets_its_own_style_through_and_complains_of_nothing(chromium, file):
    page = chromium.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file)
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "700"
    assert complaints == []
    page.close()


def test_axe_finds_nothing_to_mend(chromium, file):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = chromium.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(file)
    assert [violation["id"] for violation in axe.run(page).response["violations"]] == []
    context.close()


SEEN = "kind => [...document.querySelectorAll(kind)].filter(each => each.getClientRects().length).length"


@pytest.mark.parametrize(("width", "narrow"), [(375, True), (1024, False)])
def test_figures_of_changes_are_drawn_for_the_width_of_the_screen_and_once(chromium, file, width, narrow):
    page = chromium.new_page(viewport={"width": width, "height": 640})
    page.goto(file)
    drawn = {kind: page.evaluate(SEEN, f".{kind}") > 0 for kind in ("narrow", "wide")}
    assert drawn == {"narrow": narrow, "wide": not narrow}
    page.close()


def test_every_change_with_its_range_is_inside_a_narrow_screen(chromium, file):
    page = chromium.new_page(viewport={"width": 320, "height": 640})
    page.goto(file)
    ends = page.evaluate(
        "[...document.querySelectorAll('.narrow text')].map(text => text.getBoundingClientRect().right)"
    )
    assert len(ends) > 10
    assert max(ends) <= 320
    page.close()
