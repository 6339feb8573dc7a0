"""Every participant page, at every width, look and language: axe finds nothing, targets are big, no sideways scroll."""

import itertools
import uuid

import pytest
from axe_playwright_python.sync_playwright import Axe

from evaluation.store.responses.published_result import Averages, PublishedResult
from tests.survey.test_published_result import put_out

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDTHS = (320, 375, 1280)


def violations(page) -> list[str]:
    """What axe finds, as sentences."""
    response = Axe().run(page, options=RULES).response
    assert len(response["passes"]) > 10, "axe looked at nothing"
    found = response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


def pages_of(live, page, language):
    """Each page that a participant can meet, opened in turn; its name."""
    page.goto(f"/?lang={language}")
    yield "front"
    page.goto(f"/privacy?lang={language}")
    yield "privacy"
    page.goto(f"/{live.words}/complaint?lang={language}")
    yield "complaint"
    page.goto(f"/accessibility?lang={language}")
    yield "accessibility"
    page.goto(f"/withdraw?lang={language}")
    yield "withdraw"
    page.goto("/acorn-zipper")
    yield "unknown address"
    page.goto(f"/{live.words}/under-16?lang={language}")
    yield "under 16"
    page.goto(f"/{live.words}?early=1&lang={language}")
    yield "start, leaving early"
    page.goto(f"/{live.words}/sent/{uuid.uuid4()}")
    yield "no receipt"
    page.goto("/c/000000000")
    yield "unknown card"
    page.goto(f"/{live.words}?lang={language}")
    yield "start"
    page.locator("form#begin button.go").click()
    page.wait_for_url("**/post/**")
    for item in ("bt1", "cg2", "cg1", "oo1", "wm1", "op1"):
        page.evaluate("(item) => { location.hash = item; }", item)
        page.wait_for_selector(f"fieldset#{item}:not([hidden])")
        yield f"question {item}"
        if item == "bt1":
            page.locator("input[name=bt1][value='4']").check()
    _send(page)
    page.wait_for_url("**/sent/**")
    yield "receipt"
    code = page.locator(".code").first.inner_text()
    page.goto(f"/withdraw?lang={language}")
    page.locator("[name=code]").fill(code)
    page.locator("main form button").first.click()
    page.wait_for_selector("[name=asked]", state="attached")
    yield "asked before answers are deleted"
    for name, way in (("receipt of a blank form", "new=1"), ("receipt on a shared device", "kiosk=1")):
        page.goto(f"/{live.words}?lang={language}&{way}")
        if "shared" in name:
            yield from _without_a_code(page)
        page.locator("form#begin button.go").click()
        page.wait_for_url("**/post/**")
        if "shared" in name:
            page.locator("input[name=bt1][value='4']").check()
        _send(page)
        page.wait_for_url("**/sent/**")
        yield name


def _without_a_code(page):
    """Go on past the pages of a shared device that ask for a code."""
    for value, name in (("ask", "code asked for first"), ("yes", "asked whether without a code")):
        page.wait_for_selector(f"[name=alone][value={value}]:is(button)")
        page.wait_for_timeout(1000)
        yield name
        page.locator(f"button[name=alone][value={value}]").click()
    page.wait_for_selector("form#begin")


def _send(page):
    """Go to the last question, look at all of it and send."""
    page.evaluate("location.hash = 'op1'")
    page.wait_for_selector("fieldset#op1:not([hidden])")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.locator("#send").click()


def small_targets(page) -> list[str]:
    """Controls that can be used and are less than 44 px high (24 px wide in a strip)."""
    return page.evaluate(
        """() => [...document.querySelectorAll("a, button, label, input:not([type=hidden]), textarea, summary")]
        .filter((one) => one.offsetParent && !one.closest("label") || one.matches("label"))
        .filter((one) => one.offsetParent && !one.matches("label[for]") && !one.matches("[tabindex='-1'][aria-hidden]"))
        .map((one) => [one, one.getBoundingClientRect(), one.closest(".strip")])
        .filter(([one, box, strip]) => box.height < 43.5 || box.width < (strip ? 24 : 43.5))
        .map(([one, box]) => `${one.outerHTML.slice(0, 80)} ${box.width}x${box.height}`)"""
    )


def sideways(page) -> bool:
    """Whether the page scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize(
    ("language", "width"),
    [
        ("cy", WIDTHS[0]),
        ("en", WIDTHS[1]),
        *(
            pytest.param(language, width, marks=pytest.mark.long)
            for language, width in itertools.product(("en", "cy"), WIDTHS)
            if (language, width) not in {("cy", WIDTHS[0]), ("en", WIDTHS[1])}
        ),
    ],
)
def test_axe_finds_nothing_on_any_page(live, phone, width, language):
    live.sign_welsh()
    live.open("post")
    found = {}
    with phone(viewport={"width": width, "height": 667}) as context:
        page = context.new_page()
        for name in pages_of(live, page, language):
            wrong = violations(page) + small_targets(page) + (["scrolls sideways"] if sideways(page) else [])
            if wrong:
                found[name] = wrong
    assert found == {}


@pytest.mark.parametrize("look", ["forced colours", "text at 200 %"])
def test_axe_finds_nothing_in_other_looks(live, phone, look):
    live.open("post")
    options = {"forced_colors": "active"} if look == "forced colours" else {}
    found = {}
    with phone(**options) as context:
        page = context.new_page()
        for name in pages_of(live, page, "en"):
            if look == "text at 200 %":
                page.evaluate("document.documentElement.style.fontSize = '200%'")
            wrong = violations(page) + small_targets(page) + (["scrolls sideways"] if sideways(page) else [])
            if wrong:
                found[name] = wrong
    assert found == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_in_a_preview_of_a_draft_from_right_to_left(live, phone, width):
    with phone(viewport={"width": width, "height": 667}) as context:
        page = context.new_page()
        page.goto("/preview/common-ground/1/post/ar")
        assert violations(page) + small_targets(page) == []
        assert not sideways(page)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("look", ["plain", "text at 200 %"])
def test_axe_finds_nothing_in_a_result(live, phone, width, look):
    drawn = Averages(label="Trust", minimum=0, maximum=10, pre=5.6, post=6.0, before="5.6", after="6.0")
    own_words = (("Leicester", "Eight minutes next time. https://x.example/report"),)
    put_out(
        live, result=PublishedResult({"en": ("Trust rose a little.", "From 5.6 to 6.0.")}, own_words, {"en": (drawn,)})
    )
    live.close("pre")
    with phone(viewport={"width": width, "height": 667}) as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        if look != "plain":
            page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert violations(page) == []
        assert not sideways(page)


def test_pictures_are_not_mirrored_from_right_to_left(live, phone):
    with phone() as context:
        page = context.new_page()
        page.goto("/preview/common-ground/1/pre/ar")
        left = page.locator("#cg1 .list .me").first.bounding_box()["x"]
        assert left < page.locator("#cg1 .list .th").first.bounding_box()["x"]


def test_nothing_is_asked_of_anybody_else_and_no_font_or_image_is_loaded(live, phone):
    asked = []
    with phone() as context:
        context.on("request", lambda request: asked.append((request.resource_type, request.url)))
        page = context.new_page()
        page.goto(f"/{live.words}")
        page.locator("form#begin button.go").click()
        page.wait_for_url("**/pre/**")
    assert {kind for kind, _ in asked} <= {"document", "stylesheet", "script", "other", "fetch"}
    assert [url for _, url in asked if not url.startswith((live.base, "data:"))] == []
