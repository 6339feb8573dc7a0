"""The plan in a real browser: narrow, without JavaScript, from the keyboard, and no fault that axe finds."""

import pytest

from evaluation.accounts.session_cookie import WHO, token_digest
from evaluation.accounts.step_up.fresh_proof import PROVED_AT
from evaluation.participants_app import participants_app
from evaluation.store.accounts.sessions import keep_session
from evaluation.web.app import combined
from tests.close_browser import close_context
from tests.hall import served
from tests.journeys.test_accessible import sideways, violations

pytestmark = pytest.mark.browser
TOKEN = "a-researcher-of-this-test-alone"
NARROW = 320


@pytest.fixture
def base(plan):
    """The address of a server at which a researcher is signed in under `TOKEN`."""
    desk = plan.desk
    account, now = desk.person("researcher"), desk.services.clock()
    contents = {
        WHO: account.session_key,
        "fs_cc": "set",
        "fs_paa": now.timestamp(),
        PROVED_AT: now.timestamp(),
        "_fresh": True,
    }
    with desk.services.database.transaction() as db:
        keep_session(db, token_digest(TOKEN), contents=contents, session_key=account.session_key, device="", now=now)
    with served(combined(participants_app(desk.services), desk.app)) as address:
        yield address


@pytest.fixture
def sit_down(base, chromium):
    contexts = []

    def seated(*, scripts):
        context = chromium.new_context(
            base_url=base, viewport={"width": NARROW, "height": 800}, locale="en-GB", java_script_enabled=scripts
        )
        context.add_cookies([{"name": "staff", "value": TOKEN, "url": base}])
        contexts.append(context)
        return context.new_page()

    yield seated
    for context in contexts:
        close_context(context)


@pytest.mark.parametrize("part", ["/plans", "{study}/plan", "{study}/plan/change"])
def test_no_page_of_the_plan_has_a_fault_or_scrolls_sideways(plan, sit_down, part):
    plan.write(evenings="24")
    page = sit_down(scripts=True)
    page.goto("/staff" + part.format(study=f"/studies/{plan.desk.study.id}"))
    assert (violations(page), sideways(page)) == ([], False)


def test_a_version_is_written_from_the_keyboard_without_a_script(plan, sit_down):
    page = sit_down(scripts=False)
    page.goto(f"/staff{plan.address}/change")
    page.get_by_label("Workshops planned").focus()
    page.keyboard.type("24")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{plan.address}")
    assert plan.versions()[-1].body["evenings"] == 24
