"""From an XLSForm to a published version, in a real browser through `weaving serve`, on a home that is empty."""

import pytest
from playwright.sync_api import expect

from evaluation.accounts.session_cookie import WHO, token_digest
from evaluation.accounts.step_up.fresh_proof import PROVED_AT
from evaluation.domain.clock import now_utc
from evaluation.storage.database import open_database
from evaluation.store.accounts.accounts import account_by, add_account, grant_role
from evaluation.store.accounts.sessions import keep_session
from evaluation.store.instruments.published_versions import newest_of
from tests.close_browser import close_context
from tests.first_hour.counted_person import CountedPerson
from tests.first_hour.kobo_form import ASKED, KIND, NAME, kobo_form
from tests.homes import new_home
from tests.serving import serving

pytestmark = pytest.mark.browser
MOST = 10
TOKEN = "a-researchers-session-of-this-test-alone"


@pytest.fixture
def home(tmp_path):
    """An empty home with one researcher, who has just signed in."""
    settings, database = new_home(tmp_path / "home")
    now = now_utc()
    with database.transaction() as db:
        account = add_account(db, "researcher@example.org", now=now)
        grant_role(db, account, role="researcher", study=None, chapter=None, now=now)
        account = account_by(db, id=account.id)
        moment = now.timestamp()
        contents = {WHO: account.session_key, "fs_cc": "set", "fs_paa": moment, PROVED_AT: moment, "_fresh": True}
        keep_session(db, token_digest(TOKEN), contents=contents, session_key=account.session_key, device="", now=now)
    database.close()
    return settings


@pytest.fixture
def researcher(home, chromium):
    with serving(home.home, "--no-worker") as server:
        context = chromium.new_context(base_url=server.base, viewport={"width": 1280, "height": 900}, locale="en-GB")
        context.set_default_timeout(30_000)
        context.add_cookies([{"name": "staff", "value": TOKEN, "url": server.base}])
        yield CountedPerson(context.new_page())
        close_context(context)


def test_a_researcher_publishes_what_an_xlsform_asks_in_at_most_ten_interactions(researcher, home, record_property):
    page = researcher.page
    researcher.opens("/staff/")
    researcher.presses("Instruments", role="link")
    researcher.chooses("From a file", (NAME, KIND, kobo_form()))
    researcher.presses("Take it in")
    expect(page.get_by_role("heading", name="came along")).to_be_visible()
    researcher.ticks(page.get_by_label("What is your full name?"))
    researcher.types("Where the questions are from", "Our own, 2026")
    researcher.types("Their licence", "CC BY 4.0")
    researcher.presses("Keep and review")
    researcher.types("Why this version is published", "Asked at the suppers from now on")
    researcher.presses("Publish")
    expect(page.get_by_text("is published, for good")).to_be_visible()
    record_property("researcher", researcher.figures(MOST))
    database = open_database(home)
    with database.reading() as db:
        published = newest_of(db, "neighbours-after-the-supper")
    database.close()
    assert [item.id for item in published.items] == list(ASKED)
    assert (researcher.interactions <= MOST, researcher.dead_ends) == (True, [])
