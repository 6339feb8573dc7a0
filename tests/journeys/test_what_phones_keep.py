"""What a phone keeps before and after the receipt is what the page about privacy says, and nothing else."""

import re

import pytest
from playwright.sync_api import expect

from evaluation.models import Study
from evaluation.store.studies.who_asks import WhoAsks, set_who_asks
from tests.journeys.pages import choose, join, stop
from tests.survey.consent.test_who_asks import SAID

pytestmark = pytest.mark.browser
KEPT = """async () => {
  const named = await Promise.all((await indexedDB.databases()).map(({name}) => new Promise((done) => {
    const request = indexedDB.open(name);
    request.onsuccess = async () => {
      const found = [];
      for (const store of request.result.objectStoreNames) {
        const all = request.result.transaction(store).objectStore(store).getAll();
        await new Promise((read) => { all.onsuccess = read; });
        found.push(...all.result.map((row) => JSON.stringify(row)));
      }
      request.result.close();
      done(found);
    };
  })));
  const pages = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) pages.push(new URL(request.url).pathname);
  }
  return {
    local: Object.entries(localStorage), session: Object.entries(sessionStorage), waiting: named.flat(), pages,
  };
}"""
UUID = r"[0-9a-f-]{36}"


@pytest.fixture
def page(live, phone):
    with phone() as context:
        page = context.new_page()
        page.goto("/")
        yield page


def test_while_somebody_answers_it_keeps_the_answers_and_the_agreement(live, page):
    join(page, live.words)
    choose(page, "bt1", 9)
    names = {key.partition(":")[0] for key, _ in page.evaluate(KEPT)["local"]}
    assert names == {"draft", "consent", "mine", "card"}


def test_after_the_receipt_it_keeps_pages_a_cookie_and_which_form_was_answered(live, page):
    join(page, live.words)
    choose(page, "bt1", 9)
    page.get_by_role("button", name="Continue").click()
    stop(page)
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    kept = page.evaluate(KEPT)
    assert (kept["session"], kept["waiting"]) == ([], [])
    local = dict(kept["local"])
    value = local.pop(f"mine:{live.words}")
    assert local == {f"card:{live.words}": '""', "card:": value}, "no card, and the same once more for none"
    where = rf'"r":"{UUID}","w":"pre","u":"/{live.words}/pre/en/{UUID}#\w+","n":\d+'
    assert re.fullmatch(rf'{{{where},"b":"","s":1(,"c":false)?,"a":1,"k":"[0-9A-Z ]{{11}}"}}', value), (
        "which form, where, that it was sent and arrived, and its code: no answer"
    )
    assert [each for each in kept["pages"] if not re.fullmatch(rf"/{live.words}(/pre/en/)?|/static/.+", each)] == []
    (cookie,) = page.context.cookies()
    assert (cookie["name"], cookie["httpOnly"]) == ("weaving_phone", True)


def test_a_kiosk_keeps_nothing(live, page):
    join(page, live.words, query="?kiosk=1")
    choose(page, "bt1", 9)
    kept = page.evaluate(KEPT)
    assert (kept["local"], kept["session"], kept["waiting"], kept["pages"]) == ([], [], [], [])
    assert page.context.cookies() == []


@pytest.mark.parametrize("width", [320, 375])
def test_the_page_about_privacy_fits_and_leads_to_whom_to_ask(live, phone, width):
    with live.database.transaction() as db:
        set_who_asks(db, db.query(Study).one(), WhoAsks(**SAID), today=live.clock().date())
    with phone(viewport={"width": width, "height": 667}) as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        page.get_by_role("link", name="Who asks, and why").click()
        expect(page.get_by_role("link", name="study@example.org").first).to_have_attribute(
            "href", "mailto:study@example.org"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width
