"""The editor in a real browser: nothing that axe finds, the keyboard alone, two browsers on one draft."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from evaluation.participants_app import participants_app
from evaluation.store.instruments.drafts import Writer, add_draft
from tests.authoring.test_long_drafts import long_version
from tests.close_browser import close_context
from tests.hall import Hall, served

pytestmark = pytest.mark.browser


@pytest.fixture
def base(desk):
    with served(desk.app) as address:
        yield address


@pytest.fixture
def browser_of(chromium, base, desk):
    """A browser in which one of the clients is signed in; what goes wrong in its scripts fails the test."""
    wrong, opened = [], []

    def open_browser(client, **options):
        settings = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", **options}
        context = chromium.new_context(base_url=base, **settings)
        context.set_default_timeout(30_000)
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        name = desk.app.config["SESSION_COOKIE_NAME"]
        context.add_cookies([{"name": name, "value": client.get_cookie(name).value, "url": base}])
        opened.append(context)
        return context.new_page()

    yield open_browser
    for context in opened:
        close_context(context)
    assert wrong == []


PAGES = ("items/bt2", "formats/trust11", "scales/anxiety", "waves/pre", "about/instrument", "bank", "add/items")
MORE = ("translations", "translations/cy", "publish", "history", "questions")


@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.long)])
def test_axe_finds_nothing_on_any_page_and_none_scrolls_sideways(browser_of, researcher, draft, width):
    page = browser_of(researcher, viewport={"width": width, "height": 900})
    here = f"/instruments/drafts/{draft.id}"
    addresses = ["/instruments/", "/instruments/common-ground/1", *(f"{here}/{name}" for name in (*PAGES, *MORE))]
    found = {}
    for address in addresses:
        page.goto(address)
        response = Axe().run(page).response
        assert len(response["passes"]) > 10, "axe looked at nothing"
        violations = [rule["id"] for rule in response["violations"]]
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        if violations or wide:
            found[address] = (violations, wide)
    assert found == {}


def tab_to(page, selector):
    for _ in range(200):
        if page.evaluate("(selector) => document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_the_keyboard_alone_moves_and_rewords_an_item(browser_of, researcher, draft, drafted):
    page = browser_of(researcher)
    page.goto(f"/instruments/drafts/{draft.id}/items/bt2")
    tab_to(page, 'button[value="down bt2"]')
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "#e-text")
    page.keyboard.press("Control+A")
    page.keyboard.type("people who hum?")
    tab_to(page, "form.part button.go")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    assert [item.id for item in drafted().items][:3] == ["bt1", "bt3", "bt2"]
    assert drafted().items_by_id["bt2"].text == "people who hum?"


def test_of_three_hundred_questions_the_last_goes_first_by_three_keys_and_keeps_the_focus(
    browser_of, researcher, desk, clock
):
    with desk.services.database.transaction() as db:
        row = add_draft(db, long_version(300), based_on=None, translations=(), writer=Writer("-", "somebody", clock()))
    page = browser_of(researcher)
    page.goto(f"/instruments/drafts/{row.id}/questions")
    place = page.get_by_label("Place of q299", exact=True)
    place.focus()
    with page.expect_navigation():
        for key in ("Control+A", "1", "Enter"):
            page.keyboard.press(key)
    expect(page.get_by_role("status").first).to_contain_text("q299 is now question 1 of 300")
    expect(place).to_be_focused()


def test_on_a_phone_the_form_comes_first_however_many_questions_there_are(browser_of, researcher, desk, clock):
    with desk.services.database.transaction() as db:
        row = add_draft(db, long_version(39), based_on=None, translations=(), writer=Writer("-", "somebody", clock()))
    page = browser_of(researcher, viewport={"width": 375, "height": 667})
    page.goto(f"/instruments/drafts/{row.id}/items/q30")
    fields = page.locator("form.part :is(textarea, input:not([type=hidden], .place))")
    assert fields.first.bounding_box()["y"] < 700
    assert page.locator("#e-text").bounding_box()["y"] < 700
    assert page.locator("#parts").bounding_box()["y"] > page.locator("#e-text").bounding_box()["y"]


MOST_PRESSES = 6


def test_of_three_hundred_questions_the_last_goes_first_from_its_own_form_in_six_presses(
    browser_of, researcher, desk, clock
):
    with desk.services.database.transaction() as db:
        row = add_draft(db, long_version(300), based_on=None, translations=(), writer=Writer("-", "somebody", clock()))
    page = browser_of(researcher)
    page.goto(f"/instruments/drafts/{row.id}/items/q299")
    page.locator("#e-text").focus()
    presses = ("Shift+Tab", "Shift+Tab", "1", "Enter")
    assert len(presses) <= MOST_PRESSES
    with page.expect_navigation():
        for key in presses:
            page.keyboard.press(key)
    expect(page.get_by_role("status")).to_contain_text("q299 is now question 1 of 300")
    expect(page.locator("#place")).to_be_focused()
    expect(page.locator("#place")).to_have_value("1")


def test_a_question_is_dragged_onto_another_and_takes_its_place(browser_of, researcher, draft, drafted):
    page = browser_of(researcher)
    page.goto(f"/instruments/drafts/{draft.id}/questions")
    with page.expect_navigation():
        page.locator("#q-bt3 td[data-label='Wording']").drag_to(page.locator("#q-bt1 td[data-label='Wording']"))
    expect(page.get_by_role("status").first).to_contain_text("bt3 is now question 1 of")
    assert [item.id for item in drafted().items][:3] == ["bt3", "bt1", "bt2"]


def test_what_is_typed_shows_on_the_phone(browser_of, researcher, draft):
    page = browser_of(researcher)
    page.goto(f"/instruments/drafts/{draft.id}/items/bt2")
    page.fill("#e-text", "people in {place} who hum?")
    expect(page.frame_locator('iframe[name="phone"]').locator("#bt2-t")).to_contain_text(
        "people in Example Place who hum?"
    )


def test_the_phone_is_375_pixels_wide_inside_and_shows_one_question(browser_of, researcher, draft):
    page = browser_of(researcher)
    page.goto(f"/instruments/drafts/{draft.id}/items/bt2")
    frame = page.frame_locator('iframe[name="phone"]')
    expect(frame.locator("fieldset:visible")).to_have_count(1)
    assert page.frame("phone").evaluate("document.documentElement.getBoundingClientRect().width") == 375


def test_of_two_browsers_on_one_item_the_second_sees_both_texts(
    browser_of, researcher, second_researcher, draft, drafted
):
    first, second = browser_of(researcher), browser_of(second_researcher)
    for page in (first, second):
        page.goto(f"/instruments/drafts/{draft.id}/items/bt2")
    first.fill("#e-text", "people who hum?")
    first.get_by_role("button", name="Save", exact=True).click()
    expect(first.get_by_role("status")).to_contain_text("Saved.")
    second.fill("#e-text", "people who whistle?")
    second.get_by_role("button", name="Save", exact=True).click()
    said = second.get_by_role("alert")
    for words in ("people who hum?", "people who whistle?", "whose background is very different"):
        expect(said).to_contain_text(words)
    expect(second.locator("#e-text")).to_have_value("people who whistle?")
    assert drafted().items_by_id["bt2"].text == "people who hum?"


SEEN = """() => [...document.querySelectorAll("nav.top *, #intro, legend *, form label, form button, .ends *")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.children.length && one.textContent.trim())
  .map((one) => one.textContent.trim())"""
"""Every word that can be seen of a question, in order."""


@pytest.fixture
def hall(desk, clock):
    """An evening that asks the version which the draft began from."""
    return Hall(desk.services.database, clock)


def test_the_phone_shows_what_participants_see_with_scripts(browser_of, researcher, draft, desk, hall):
    """All but Listen, which a phone shows only where it has a voice."""
    items = ("bt1", "bt2", "cg1", "pa1")
    with served(participants_app(desk.services)) as survey:
        page = browser_of(researcher, viewport={"width": 375, "height": 700})
        page.goto(f"{survey}/{hall.words}")
        page.locator("form#begin button.go").click()
        page.wait_for_url("**/pre/**")
        theirs = {item: seen(page, f"location.hash = '{item}'", item) for item in items}
    ours = browser_of(researcher, viewport={"width": 375, "height": 700})
    for item in items:
        ours.goto(f"/instruments/drafts/{draft.id}/phone/items/{item}")
        words = [word.replace("Example Place", "Leicester") for word in seen(ours, "", item) if word != "Listen"]
        assert (words, "Back" in words) == (theirs[item], True)


def seen(page, first, item):
    """Every word that can be seen of a question."""
    page.evaluate(first)
    expect(page.locator(f"fieldset#{item}")).to_be_visible()
    expect(page.locator("#nav span")).to_contain_text("Question")
    return page.evaluate(SEEN)


def test_on_a_phone_the_form_comes_first_and_the_parts_are_one_press_away(browser_of, researcher, draft):
    page = browser_of(researcher, viewport={"width": 375, "height": 667})
    page.goto(f"/instruments/drafts/{draft.id}/items/bt2")
    tops = [page.locator(one).bounding_box()["y"] for one in ("#e-text", "section.phone", "nav.contents")]
    assert (tops == sorted(tops), tops[0] < 667) == (True, True)
    page.get_by_role("link", name="Parts of the draft").click()
    assert page.locator("nav.contents").bounding_box()["y"] < 100


def test_no_id_breaks_in_the_middle(browser_of, researcher, draft):
    page = browser_of(researcher)
    page.goto(f"/instruments/drafts/{draft.id}/scales/bridging_trust")
    lines = page.locator(".contents code").evaluate_all("all => all.map((one) => one.getClientRects().length)")
    assert set(lines) == {1}


def test_a_row_moves_by_the_keyboard_and_keeps_the_focus_and_says_where_it_is(browser_of, researcher, draft):
    page = browser_of(researcher)
    page.goto(f"/instruments/drafts/{draft.id}/formats/agree7")
    page.get_by_role("button", name="Move row 3 down").focus()
    for place in (4, 5):
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text(f"It is now row {place} of 7.")
        expect(page.get_by_role("button", name=f"Move row {place} down")).to_be_focused()


def test_rows_are_added_one_after_another_and_saved_as_they_are_typed(browser_of, researcher, draft, drafted):
    page = browser_of(researcher)
    page.goto(f"/instruments/drafts/{draft.id}/formats/meet_again")
    before = len(drafted().formats_by_id["meet_again"].options)
    for number in (before, before + 1):
        page.get_by_role("button", name="Add a row").click()
        page.locator(f'[name="options.{number}.value"]').fill(str(number))
        page.locator(f'[name="options.{number}.label"]').fill(f"Answer {number}")
    expect(page.locator("#saving")).to_contain_text("Saved")
    assert [one.label for one in drafted().formats_by_id["meet_again"].options][before:] == [
        f"Answer {before}", f"Answer {before + 1}",
    ]  # fmt: skip


FEW = "a stack needs at least two options"


def test_a_fault_of_what_is_new_goes_with_the_press_that_adds_a_row(browser_of, researcher, draft):
    page = browser_of(researcher)
    page.goto(f"/instruments/drafts/{draft.id}/add/formats")
    page.get_by_label("Id").fill("often")
    for number in (0, 1):
        page.locator(f'[name="options.{number}.value"]').fill(str(number))
        page.locator(f'[name="options.{number}.label"]').fill(f"Answer {number}")
        if number == 0:
            page.locator("button.go").click()
            expect(page.get_by_role("alert")).to_contain_text(FEW)
            page.get_by_role("button", name="Add a row").click()
            expect(page.locator('[name="options.1.value"]')).to_be_focused()
            expect(page.get_by_text(FEW)).to_have_count(0)
    page.locator("button.go").click()
    expect(page.get_by_role("status").first).to_contain_text("Added.")


def test_a_fault_of_the_page_goes_once_what_is_typed_is_saved(browser_of, researcher, draft):
    page = browser_of(researcher)
    page.goto(f"/instruments/drafts/{draft.id}/formats/meet_again")
    label = page.locator('[name="options.0.label"]')
    label.fill("")
    page.locator("#part button.go").click()
    expect(page.get_by_text("Please look at this again")).to_be_visible()
    label.fill("Perhaps")
    expect(page.get_by_text("Please look at this again")).to_have_count(0)
    expect(page.locator("#saving")).to_contain_text("Saved")
