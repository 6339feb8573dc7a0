"""The report in a real browser: on a phone, from the keyboard, and for a screen reader."""

import shutil

import pytest

from evaluation.reports import html

pytestmark = pytest.mark.browser
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("No browser is installed.")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module", params=["one_evening", "six_chapters"])
def file(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(html.page(request.getfixturevalue(request.param)), encoding="utf-8")
    return path.as_uri()


def test_a_narrow_phone_never_scrolls_the_page_sideways(browser, file):
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(file)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.close()


def test_its_policy_lets_its_own_style_through_and_complains_of_nothing(browser, file):
    page = browser.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file)
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "700"
    assert complaints == []
    page.close()


def test_axe_finds_nothing_to_mend(browser, file):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(file)
    assert [violation["id"] for violation in axe.run(page).response["violations"]] == []
    context.close()
