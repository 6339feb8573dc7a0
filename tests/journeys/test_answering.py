"""Answering on a phone with JavaScript: one question at a time, Back, focus, title, keyboard, language, stop."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import CHOSEN, answer_all, choose, join, send, stop
from tests.journeys.test_no_accidents import begin

pytestmark = pytest.mark.browser


def test_somebody_answers_one_question_at_a_time_and_gets_a_receipt(live, phone):
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        answer_all(page, CHOSEN)
        send(page)
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert [response.answers for response in live.kept()] == [CHOSEN]


def test_back_in_the_browser_goes_to_the_question_before(live, phone):
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        choose(page, "bt1", 4)
        page.get_by_role("button", name="Continue").click()
        expect(page.locator("fieldset#bt2")).to_be_visible()
        page.go_back()
        expect(page.locator("fieldset#bt1")).to_be_visible()
        assert page.locator('input[name="bt1"]:checked').get_attribute("value") == "4"


def test_the_focus_moves_to_the_question_and_the_title_says_which(live, phone):
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        page.get_by_role("button", name="Continue").click()
        expect(page).to_have_title("Question 2 of 12 – Before")
        expect(page.locator("#bt2-t")).to_be_focused()


def test_the_keyboard_alone_completes_the_questionnaire(live, phone):
    with phone() as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        _tab_to(page, "form#begin button.go")
        page.keyboard.press("Enter")
        page.wait_for_url("**/pre/**")
        for item in CHOSEN:
            expect(page.locator(f"fieldset#{item}")).to_be_visible()
            _tab_to(page, f'input[name="{item}"]')
            page.keyboard.press("Space")
            _tab_to(page, "#send" if item == "pa1" else "#next")
            page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert [sorted(response.answers) for response in live.kept()] == [sorted(CHOSEN)]


def _tab_to(page, selector):
    for _ in range(40):
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_stop_here_and_send_keeps_what_was_answered(live, phone):
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        choose(page, "bt1", 9)
        stop(page)
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert [(response.answers, response.stopped) for response in live.kept()] == [({"bt1": 9}, True)]


def test_switching_the_language_keeps_the_answers(live, phone):
    live.sign_welsh()
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        choose(page, "bt1", 8)
        page.get_by_role("button", name="Cymraeg").click()
        page.wait_for_url("**/cy/**")
        assert page.locator("html").get_attribute("lang") == "cy"
        assert page.locator('input[name="bt1"]:checked').get_attribute("value") == "8"


def test_a_change_of_language_on_a_kiosk_is_kept_with_what_is_sent(live, phone):
    live.sign_welsh()
    with phone() as context:
        page = context.new_page()
        join(page, live.words, query="?kiosk=1")
        choose(page, "bt1", 9)
        page.get_by_role("button", name="Cymraeg").click()
        expect(page.locator("html[lang=cy]")).to_be_attached()
        page.locator("#leaving").click()
        expect(page.locator("#leave")).to_be_visible()
        page.wait_for_timeout(1100)
        page.locator("#stop").click()
        page.wait_for_url("**/sent/**")
    assert [(response.language, response.mode) for response in live.kept()] == [("cy", "kiosk")]


def test_a_draft_survives_closing_the_page(live, phone):
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        choose(page, "bt1", 8)
        address = page.url
        page.close()
        page = context.new_page()
        page.goto(address)
        assert page.locator('input[name="bt1"]:checked').get_attribute("value") == "8"


def test_a_number_out_of_bounds_is_said_before_anything_is_sent(live, phone):
    live.open("post")
    with phone() as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        page.locator("form#begin button.go").click()
        page.wait_for_url("**/post/**")
        page.evaluate("location.hash = 'oo1'")
        page.locator('input[name="oo1"]:not([type])').fill("99")
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_text("Write a number from 0 to 40.")).to_be_visible()
        expect(page.locator("fieldset#oo1")).to_be_visible()


def forbid_storage(context):
    context.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) "
        "Object.defineProperty(window, name, { get() { throw new Error('no storage'); } });"
    )


def test_a_browser_without_storage_says_before_sending_that_a_reload_has_lost_answers(live, phone):
    with phone() as context:
        forbid_storage(context)
        page = context.new_page()
        join(page, live.words)
        answer_all(page, dict(list(CHOSEN.items())[:6]))
        page.reload()
        expect(page.locator("fieldset#bt1")).to_be_visible()
        page.evaluate("location.hash = 'pa1'")
        choose(page, "pa1", 1)
        send(page)
        expect(page.get_by_role("heading", name="11 questions left")).to_be_visible()
        assert live.kept() == []
        page.wait_for_timeout(1100)
        page.get_by_role("button", name="Go on at question 1").click()
        expect(page.locator("fieldset#bt1")).to_be_visible()
        stop(page)
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert [response.answers for response in live.kept()] == [{"pa1": 1}]


def test_a_browser_without_storage_still_answers(live, phone):
    with phone() as context:
        forbid_storage(context)
        page = context.new_page()
        join(page, live.words)
        answer_all(page, CHOSEN)
        send(page)
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert [response.answers for response in live.kept()] == [CHOSEN]


def test_nothing_jumps_while_the_questionnaire_opens(live, phone):
    with phone() as context:
        context.add_init_script(
            "window.jumped = 0; new PerformanceObserver((list) => list.getEntries().forEach((one) => "
            "{ window.jumped += one.value; })).observe({ type: 'layout-shift', buffered: true });"
        )
        page = context.new_page()
        context.route("**/survey.js", lambda route: (page.wait_for_timeout(300), route.continue_()))
        join(page, live.words)
        expect(page.get_by_role("button", name="Stop here")).to_be_visible()
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200)))")
        assert page.evaluate("window.jumped") < 0.1


def test_all_questions_show_where_the_script_does_not_arrive(live, phone):
    with phone() as context:
        context.route("**/survey.js", lambda route: route.abort())
        page = context.new_page()
        join(page, live.words)
        expect(page.locator("fieldset#pa1")).to_be_visible()
        choose(page, "bt1", 4)
        choose(page, "pa1", 1)
        send(page)
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert [response.answers for response in live.kept()] == [{"bt1": 4, "pa1": 1}]


def test_without_javascript_the_same_answers_are_stored_by_the_same_path(live, phone):
    with phone(java_script_enabled=False) as context:
        page = context.new_page()
        join(page, live.words)
        for item, value in CHOSEN.items():
            choose(page, item, value)
        send(page)
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert [response.answers for response in live.kept()] == [CHOSEN]


def test_a_kiosk_keeps_nothing_and_asks_before_it_clears(live, phone):
    with phone() as context:
        page = context.new_page()
        page.clock.install()
        tries = 50
        join(page, live.words, query="?kiosk=1")
        page.wait_for_load_state("networkidle")  # the script that clears it comes after the page
        choose(page, "bt1", 8)
        page.clock.run_for(181_000)
        more_time = page.get_by_role("button", name="I need more time")
        expect(page.get_by_text("This page clears itself in 60 seconds.")).to_be_visible()
        page.clock.run_for(5_000)
        expect(page.get_by_text("This page clears itself in 55 seconds.")).to_be_visible()
        more_time.click()
        expect(more_time).to_be_hidden()
        page.clock.run_for(170_000)
        expect(page.locator(":checked")).to_have_count(1)
        page.clock.run_for(75_000)
        expect(page.locator("form#begin")).to_be_attached()
        kept = "localStorage.length + document.cookie.length"
        while page.evaluate(kept) and (tries := tries - 1):
            page.wait_for_timeout(100)
        assert page.evaluate(kept) == 0
        assert context.cookies() == []


def test_a_page_that_waits_shows_what_has_opened_without_a_press(live, phone):
    live.close("pre")
    with phone() as context:
        page = context.new_page()
        page.clock.install()
        page.goto(f"/{live.words}")
        expect(page.get_by_role("heading", name="Before has closed")).to_be_visible()
        page.clock.run_for(31_000)
        expect(page.get_by_role("heading", name="Before has closed")).to_be_visible()
        live.open("post")
        page.clock.run_for(31_000)
        expect(page.get_by_role("heading", name="Welcome to Highfields Centre")).to_be_visible()


def test_somebody_midway_when_it_closes_is_led_back_to_their_question(live, phone):
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        choose(page, "bt1", 4)
        page.get_by_role("button", name="Continue").click()
        expect(page.locator("fieldset#bt2")).to_be_visible()
        live.close("pre")
        page.goto(f"/{live.words}")
        expect(page.get_by_text("Your answers to Before have not been sent yet.")).to_be_visible()
        page.get_by_role("link", name="Go on at question 2").click()
        expect(page.locator("fieldset#bt2")).to_be_visible()
        stop(page)
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert [response.answers for response in live.kept()] == [{"bt1": 4}]


def test_stopping_early_when_answering_again_says_that_the_rest_stays_and_keeps_it(live, phone):
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        answer_all(page, CHOSEN)
        send(page)
        page.get_by_role("link", name="Change my answers").click()
        choose(page, "bt1", 9)
        page.get_by_role("button", name="Stop here").click()
        expect(page.locator("p.note", has_text="The rest stays as it is")).to_be_visible()
        page.get_by_role("button", name="Send what I have").click()
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert [response.answers for response in live.kept()] == [{**CHOSEN, "bt1": 9}]


@pytest.mark.parametrize("zero", ["٠", "۰", "০"])  # of an Arabic, an Urdu and a Bengali keyboard
def test_a_number_in_any_digits_is_checked_as_it_is_typed_and_the_field_says_so(live, phone, zero):
    live.open("post")
    typed = [str(number).translate({ord("0") + each: chr(ord(zero) + each) for each in range(10)}) for number in (3, 5)]
    with phone() as context:
        page = context.new_page()
        begin(page, live, "post")
        for item, text in zip(("oo1", "oo2"), typed, strict=True):
            page.evaluate("(item) => { location.hash = item; }", item)
            expect(page.locator(f"#{item}")).to_be_visible()
            page.locator(f"#{item} .number").fill(text)
            page.wait_for_timeout(600)
            page.get_by_role("button", name="Continue").click()
        field = page.locator("#oo2 .number")
        told = "A number from 0 to 40 This cannot be more than the number of the question before."
        expect(field).to_have_accessible_description(told)
        expect(field).to_have_attribute("aria-invalid", "true")
        page.wait_for_timeout(600)
        field.fill(typed[0])
        page.get_by_role("button", name="Continue").click()
        expect(page.locator("#oo2")).to_be_hidden()
        expect(field).to_have_attribute("aria-invalid", "false")
