"""What a person does on the participants' pages, by what they read there."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.walks import READY

CHOSEN = {
    "bt1": 4,
    "bt2": 5,
    "bt3": 3,
    "cg2": 6,
    "cg3": 5,
    "cg1": 2,
    "df1": 4,
    "df2": 4,
    "an1": 3,
    "ag1": 6,
    "ag2": 7,
    "pa1": 1,
}


def join(page: Page, words: str, *, query: str = "") -> None:
    """Open the join address and agree."""
    page.goto(f"/{words}{query}")
    page.locator("form#begin button.go").click()
    page.wait_for_url("**/pre/**")


def begin_without_signal(context: BrowserContext, page: Page, words: str) -> None:
    """Open the join address, lose the signal once the phone keeps the questions, agree, and answer the first."""
    page.goto(f"/{words}")
    page.evaluate(READY)
    page.wait_for_timeout(1000)
    context.set_offline(True)
    page.locator("form#begin button.go").click()
    choose(page, "bt1", 4)


def choose(page: Page, item: str, value: object) -> None:
    """Choose an answer of the question that is shown."""
    page.locator(f'input[name="{item}"][value="{value}"]').check()


def answer_all(page: Page, answers: dict[str, object]) -> None:
    """Answer every question in turn; at the last one nothing is sent yet."""
    for number, (item, value) in enumerate(answers.items(), start=1):
        expect(page.locator(f"fieldset#{item}")).to_be_visible()
        choose(page, item, value)
        if number < len(answers):
            page.get_by_role("button", name="Continue").click()


def stop(page: Page) -> None:
    """Stop before the end and, asked, send what there is."""
    page.get_by_role("button", name="Stop here").click()
    page.get_by_role("button", name="Send what I have").click()


def send(page: Page) -> None:
    """Press the button that sends."""
    page.get_by_role("button", name="Send my answers").click()
