"""Where things stand on the phone: nothing overlaps or is cut at any width, size of letters, look or language."""

import itertools

import pytest
from playwright.sync_api import expect

from tests.journeys.layout.boxes import broken_words, enlarge, misplaced
from tests.journeys.layout.states import IN_FULL, IN_SHORT, Evening, ask_modules, offer_every_language
from tests.journeys.pages import join
from tests.journeys.test_accessible import violations
from tests.survey.test_published_result import WITH_AVERAGES, put_out

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "cy", "ar")
HEIGHTS = {320: 568, 375: 553, 412: 732}
LOOKS = {
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "dark forced colours": {"forced_colors": "active", "color_scheme": "dark"},
    "landscape": {"viewport": {"width": 667, "height": 375}},
    "small landscape": {"viewport": {"width": 568, "height": 320}},
}
BAR = "document.getElementById('bar').getBoundingClientRect().top"


def faults(live, phone, *, language="en", percent=100, items=IN_SHORT, look=misplaced, **options):
    """What is wrong on each state of the evening that has something wrong."""
    found = {}
    with phone(**options) as context:
        page = context.new_page()
        enlarge(context, page, percent)
        for state in Evening(live, page, language=language, items=items).states():
            assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == f"{16 * percent // 100}px"
            if wrong := look(page):
                found[state] = wrong
    return found


def test_nothing_overlaps_or_is_cut_on_the_smallest_phone_with_letters_of_200_percent(live, phone, monkeypatch):
    offer_every_language(live, monkeypatch)
    viewport = {"width": 320, "height": 568}
    assert faults(live, phone, language="cy", percent=200, viewport=viewport) == {}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_no_word_is_broken_on_the_smallest_phone_with_letters_of_200_percent(live, phone, monkeypatch, language):
    """The modules' questions among them; but where a soft hyphen says that it may be broken."""
    offer_every_language(live, monkeypatch)
    ask_modules(live)
    viewport = {"width": 320, "height": 568}
    assert (
        faults(live, phone, language=language, percent=200, look=broken_words, items=IN_FULL, viewport=viewport) == {}
    )


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [*((width, 100) for width in HEIGHTS), (320, 125), (320, 150), (320, 200)])
def test_nothing_overlaps_or_is_cut_at_any_width_and_size(live, phone, monkeypatch, size, language):
    offer_every_language(live, monkeypatch)
    width, percent = size
    viewport = {"width": width, "height": HEIGHTS[width]}
    assert faults(live, phone, language=language, percent=percent, items=IN_FULL, viewport=viewport) == {}


@pytest.mark.long
@pytest.mark.parametrize("look", LOOKS)
def test_nothing_overlaps_or_is_cut_in_any_look(live, phone, look):
    assert faults(live, phone, items=IN_FULL, **LOOKS[look]) == {}


def test_nothing_overlaps_in_the_picture_of_a_result_from_right_to_left(live, phone, monkeypatch):
    offer_every_language(live, monkeypatch)
    live.open("post")
    live.close("post")
    put_out(live, result=WITH_AVERAGES)
    with phone() as context:
        page = context.new_page()
        page.goto(f"/{live.words}?lang=ar")
        expect(page.locator(".averages svg").first).to_be_visible()
        assert misplaced(page) == []


def test_axe_finds_nothing_in_the_dark(live, phone):
    assert faults(live, phone, look=violations, color_scheme="dark") == {}


@pytest.mark.long
@pytest.mark.parametrize(("look", "language"), [*itertools.product(("dark", "light"), ("en", "cy"))])
def test_axe_finds_nothing_on_any_state(live, phone, monkeypatch, look, language):
    offer_every_language(live, monkeypatch)
    assert faults(live, phone, look=violations, language=language, items=IN_FULL, color_scheme=look) == {}


@pytest.mark.parametrize("wave", ["pre", "post"])
def test_the_button_of_the_first_screen_is_above_the_fold(live, phone, monkeypatch, wave):
    offer_every_language(live, monkeypatch)
    if wave == "post":
        live.open(wave)
    for (width, height), language in itertools.product([(375, 553), (360, 612)], ("en", "cy")):
        with phone(viewport={"width": width, "height": height}) as context:
            page = context.new_page()
            page.goto(f"/{live.words}?lang={language}")
            expect(page.locator("form#begin button.go")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(
    "size",
    [
        (320, 568, 200),
        (568, 320, 100),
        (375, 300, 100),  # with a keyboard on the screen
        *(pytest.param(size, marks=pytest.mark.long) for size in ((320, 568, 100), (375, 553, 100), (667, 375, 100))),
    ],
)
def test_continue_keeps_its_place_and_nothing_that_has_the_focus_lies_under_it(live, phone, size):
    width, height, percent = size
    live.open("post")
    places, hidden = set(), []
    with phone(viewport={"width": width, "height": height}) as context:
        page = context.new_page()
        enlarge(context, page, percent)
        page.goto(f"/{live.words}")
        page.locator("form#begin button.go").click()
        page.wait_for_url("**/post/**")
        for item in page.evaluate("[...document.querySelectorAll('fieldset')].map((one) => one.id)"):
            page.evaluate("(item) => { location.hash = item; }", item)
            expect(page.locator(f"fieldset#{item}")).to_be_visible()
            box = page.locator("#next, #send").locator("visible=true").bounding_box()
            places.add(tuple(box.values()))
            for field in page.locator(f"fieldset#{item} input, fieldset#{item} textarea").all():
                field.focus()
                if field.bounding_box()["y"] + min(field.bounding_box()["height"], 60) > page.evaluate(BAR):
                    hidden.append((item, field.get_attribute("value")))
    assert (len(places), hidden) == (1, [])


@pytest.mark.parametrize(("percent", "rows"), [(100, [11]), (200, [6, 5])])
def test_the_eleven_cells_stand_in_one_row_or_in_six_and_five(live, phone, percent, rows):
    """The layout is part of the version: it breaks in one way alone, the same in every wave."""
    live.open("post")
    with phone(viewport={"width": 320, "height": 568}) as context:
        page = context.new_page()
        enlarge(context, page, percent)
        page.goto(f"/{live.words}")
        page.locator("form#begin button.go").click()
        page.wait_for_url("**/post/**")
        for item in ("bt1", "bt2", "bt3"):
            page.evaluate("(item) => { location.hash = item; }", item)
            expect(page.locator(f"fieldset#{item}")).to_be_visible()
            tops = [cell.bounding_box()["y"] for cell in page.locator(f"fieldset#{item} .strip label").all()]
            assert [tops.count(top) for top in sorted(set(tops))] == rows


def test_a_word_longer_than_the_row_of_an_answer_is_broken_and_not_cut(live, phone):
    with phone(viewport={"width": 320, "height": 568}) as context:
        page = context.new_page()
        join(page, live.words)
        page.evaluate("location.hash = 'cg2'")
        page.evaluate(
            "document.querySelector('#cg2 label').append('Llanfairpwllgwyngyllgogerychwyrndrobwllllantysilio')"
        )
        assert misplaced(page) == []


def test_the_measure_sees_what_overlaps_sticks_out_or_is_cut(live, phone):
    wrongs = {
        "lies on": "document.querySelector('h1').style.marginBottom = '-40px'",
        "sticks out": "document.querySelector('.go').style.cssText = 'width: 20px; overflow-wrap: normal'",
        "is cut": "document.querySelector('.facts').style.cssText = 'overflow: hidden; height: 40px'",
        "wider": "document.querySelector('.facts').style.width = '400px'",
    }
    with phone() as context:
        page = context.new_page()
        for said, wrong in wrongs.items():
            page.goto(f"/{live.words}")
            page.evaluate(wrong)
            assert [fault for fault in misplaced(page) if said in fault] != []


def test_without_the_script_nothing_overlaps_either(live, phone):
    with phone(viewport={"width": 320, "height": 568}, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        page.locator("form#begin button.go").click()
        page.wait_for_url("**/pre/**")
        expect(page.locator("fieldset")).to_have_count(12)
        assert misplaced(page) == []
        page.locator("#pa1 input").first.press("Enter")
        expect(page.get_by_role("heading", name="12 questions left")).to_be_visible()
        assert misplaced(page) == []


def test_me_and_them_are_told_apart_without_their_colours(live, phone):
    with phone(forced_colors="active", color_scheme="dark") as context:
        page = context.new_page()
        join(page, live.words)
        page.evaluate("location.hash = 'cg1'")
        looks = [
            page.locator(f"#cg1 .key .{one}").evaluate(
                "(one) => { const s = getComputedStyle(one); return [s.stroke, s.strokeDasharray, s.mixBlendMode]; }"
            )
            for one in ("me", "th")
        ]
    assert looks[0][:2] != looks[1][:2]
    assert [look[::2] for look in looks] == [["rgb(255, 255, 255)", "normal"]] * 2
