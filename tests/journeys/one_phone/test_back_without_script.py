"""Where no script runs, Back gives back what was answered and is not sent yet: to whoever answered, and nobody else."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(phone):
    with phone(java_script_enabled=False) as context:
        yield context.new_page()


def begin(page, live, query=""):
    page.goto(f"/{live.words}{query}")
    page.locator("form#begin button.go").click()
    expect(page.locator("form#f")).to_be_visible()


def given(page):
    """What the questions show as answered."""
    chosen = page.locator("form#f input:checked").evaluate_all("all => all.map((one) => one.name)")
    return chosen + page.locator("form#f textarea").evaluate_all("all => all.map((one) => one.value).filter(Boolean)")


def answer(page):
    """Answer two questions, and in words where there is one to write to; what was given."""
    for name in ("bt1", "bt2"):
        page.locator(f"input[name={name}]").nth(3).check()
    free = page.locator("form#f textarea")
    if free.count():
        free.first.fill("A long talk")
    return ["bt1", "bt2", *(["A long talk"] if free.count() else [])]


@pytest.mark.parametrize("wave", ["pre", "post"])
def test_back_and_forward_gives_the_answers_back(live, page, wave):
    if wave == "post":
        live.close("pre")
        live.open("post")
    begin(page, live)
    said = answer(page)
    page.go_back()
    page.go_forward()
    assert given(page) == said


def test_back_from_the_page_that_says_how_many_are_left_gives_the_answers_back(live, page):
    begin(page, live)
    said = answer(page)
    page.locator("input[name=bt2]").nth(3).press("Enter")
    expect(page.get_by_text("Nothing has been sent yet")).to_be_visible()
    page.go_back()
    assert given(page) == said


def test_back_on_a_shared_tablet_gives_the_next_person_nothing(live, page):
    begin(page, live, query="?kiosk=1")
    answer(page)
    page.goto(f"/{live.words}?kiosk=1")
    page.go_back()
    assert given(page) == []


def test_back_on_a_phone_that_was_handed_on_gives_the_next_person_nothing(live, page):
    begin(page, live)
    answer(page)
    page.goto(f"/{live.words}/next?lang=en")
    live.clock.advance(seconds=5)
    page.get_by_role("button", name="Yes, hand this phone on").click()
    expect(page.locator("form#begin")).to_be_visible()
    for _ in range(2):
        page.go_back()
        expect(page.locator("form#f")).to_have_count(0)


def test_back_once_they_are_sent_leads_to_the_receipt(live, page):
    begin(page, live)
    answer(page)
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    expect(page.locator("form#f")).to_have_count(0)
