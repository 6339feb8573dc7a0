"""The journey as a screen reader says it, and the browsers that the script keeps to."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

import evaluation
from tests.journeys.pages import choose, join, stop
from tests.survey.test_published_result import WITH_AVERAGES, put_out

pytestmark = pytest.mark.browser

SCRIPTS = Path(evaluation.__file__).parent / "static" / "survey"
TOO_NEW = (
    r"\.at\(",  # Safari 15.4
    r"structuredClone",  # Safari 15.4
    r"randomUUID",  # Safari 15.4
    r"Object\.hasOwn",  # Safari 15.4
    r"\.replaceAll\(.*\bnew\b",
    r"\?\?=|\|\|=|&&=",  # Firefox 79, Safari 14, Chrome 85: kept out all the same
    r"\bstatic \{",  # Safari 16.4
    r"\.toSorted\(|\.findLast\(",  # Safari 15.4 and 16
    r"\.showModal\(|\binert\b",  # Safari 15.4 and 15.5
    r"scheduler\.|AbortSignal\.timeout",  # Safari 16
)
"""What the oldest supported browsers lack: Chrome and WebView 87, Samsung Internet 14, Firefox 86, Safari 14 on iOS."""
PAUSE = r" *\. "
"""Between what stands in two rows of a button, or in two columns of a line."""


@pytest.mark.parametrize("name", ["survey.js", "worker.js"])
def test_the_script_keeps_to_what_the_oldest_supported_browsers_have(name):
    text = (SCRIPTS / name).read_text("utf-8")
    assert [pattern for pattern in TOO_NEW if re.search(pattern, text)] == []


def test_the_first_screen_is_said_as_a_person_would_say_it(live, phone):
    with phone() as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        expect(page.locator("main")).to_match_aria_snapshot("""
          - paragraph: /^Before *\\. Thursday, 14 May 2026$/
          - heading "Welcome to Highfields Centre" [level=1]
          - paragraph: "We ask: does meeting bring people closer, or not?"
          - list:
            - listitem: 12 short questions, about 2 minutes
            - listitem: We don't ask your name.
            - listitem: Nobody at this meeting sees your answers.
          - group: What you agree to by saying yes
          - button "I am 16 or over. Yes, I want to take part"
          - paragraph:
            - link "No, I am under 16"
          - group: I have a card
        """)


def test_a_question_is_said_with_its_number_its_words_and_both_ends_of_its_answers(live, phone):
    with phone() as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        page.locator("form#begin button.go").click()
        page.wait_for_url("**/pre/**")
        expect(page.locator("body")).to_match_aria_snapshot("""
          - navigation "Questions":
            - link "Back"
            - text: Question 1 of 12
          - main:
            - heading "Before" [level=1]
            - paragraph: There are no right or wrong answers. Say what you feel now.
            - group /How much do you trust… people in Leicester who belong to organisations other than your own/:
              - heading /^Question 1 of 12 How much do you trust… people in Leicester who belong to.*own.$/ [level=2]
              - radio "0, not at all"
              - radio "1"
              - radio "10, completely"
              - radio "I’d rather not say"
            - button "Continue"
          - contentinfo:
            - text: Before
            - button "Stop here"
        """)


def test_on_every_turn_the_whole_question_is_heard_with_its_number(live, phone):
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        choose(page, "bt1", 4)
        page.get_by_role("button", name="Continue").click()
        heard = page.get_by_role("heading", name=re.compile(r"^Question 2 of 12 How much do you trust… .*yours\?$"))
        expect(heard).to_be_focused()


def test_the_circles_are_said_in_words(live, phone):
    with phone() as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        page.locator("form#begin button.go").click()
        page.wait_for_url("**/pre/**")
        page.evaluate("location.hash = 'cg1'")
        for name in ("Not close at all: the circles only touch", "As close as can be: they almost cover each other"):
            expect(page.locator("fieldset#cg1").get_by_role("radio", name=name)).to_be_visible()


def test_the_receipt_is_said_with_the_code(live, phone):
    with phone() as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        page.locator("form#begin button.go").click()
        page.wait_for_url("**/pre/**")
        choose(page, "bt1", 4)
        stop(page)
        expect(page.locator("main")).to_match_aria_snapshot("""
          - paragraph: /^Highfields Centre *\\. Before$/
          - heading "Thank you. 1 answer arrived" [level=1]
          - paragraph: You are among the first to answer.
          - heading "Your code" [level=2]
          - paragraph: /[0-9A-Z]{3} [0-9A-Z]{3} [0-9A-Z]{3}/
          - paragraph: This phone remembers it for After. Keep it too if you may want to take your answers back.
          - button "Save as picture"
          - heading "What happens next" [level=2]
          - term: At the end
          - definition: After opens, at this same address
          - term: Later
          - definition: The result, if it is made public, at this same address too
          - list:
            - listitem:
              - link "Change my answers"
              - text: until Before closes
            - listitem:
              - button "Take my answers back"
              - text: code filled in
            - listitem:
              - link "Hand this phone on"
              - text: to the next person
        """)


def test_who_comes_back_is_asked_in_sentences_with_pauses_between_them(live, phone):
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        choose(page, "bt1", 4)
        page.goto(f"/{live.words}")
        names = [f"Go on at question 1{PAUSE}Nothing is sent until you send it or begin After"]
        names += [f"Somebody else{PAUSE}We ask again before anything is cleared"]
        for name in names:
            expect(page.get_by_role("link", name=re.compile(name))).to_be_visible()
        live.open("post")
        page.goto(f"/{live.words}")
        for name in (f"Yes, that was me{PAUSE}16 short", f"No, somebody else{PAUSE}First we tell you what"):
            expect(page.get_by_role("button", name=re.compile(name))).to_be_visible()


def test_the_result_is_said_as_a_sentence_and_a_picture_in_words(live, phone):
    live.close("pre")
    put_out(live, result=WITH_AVERAGES)
    with phone() as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        expect(page.locator("body")).to_match_aria_snapshot("""
          - banner: Leicester
          - main:
            - paragraph: /^Highfields Centre, 14 May 2026 *\\. The result$/
            - heading "Trust rose a little." [level=1]
            - heading "Trust" [level=2]
            - img "Before 5.6, After 6.0, on a scale from 0 to 10"
            - paragraph: From 5 to 6.
        """)
        expect(page.get_by_role("figure")).to_have_count(0)


@pytest.mark.parametrize("query", ["", "?kiosk=1"])
def test_nothing_empty_is_said_on_the_receipt(live, phone, query):
    with phone() as context:
        page = context.new_page()
        join(page, live.words, query=query)
        choose(page, "bt1", 4)
        stop(page)
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
        said = [line.strip() for line in page.locator("main").aria_snapshot().splitlines()]
    assert "- paragraph" not in said
