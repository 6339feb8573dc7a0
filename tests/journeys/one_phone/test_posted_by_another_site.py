"""What a page of another site posts from a phone that keeps our pages: refused, as from any other phone."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from evaluation.models import Consent
from tests.hall import served
from tests.journeys.pages import choose, join, stop
from tests.journeys.walks import READY

pytestmark = pytest.mark.browser


@pytest.fixture
def page(live, phone):
    """A phone that answered Before, keeps the pages, and After is open."""
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        page.evaluate(READY)
        choose(page, "bt1", 4)
        stop(page)
        page.wait_for_url("**/sent/**")
        live.open("post")
        page.goto(f"/{live.words}")
        page.evaluate(READY)
        yield page


def another_site(live, referrer):
    """A site with a page that posts “Yes, that was me” to the meeting's address."""
    fields = {"same": "yes", "lang": "en", "consent": "1", "wave": "post"}
    inputs = "".join(f'<input type="hidden" name="{name}" value="{value}">' for name, value in fields.items())
    form = f'<form method="post" action="{live.base}/{live.words}">{inputs}<button>A prize</button></form>'

    def site(_environ, start_response):
        start_response("200 OK", [("Content-Type", "text/html"), ("Referrer-Policy", referrer)])
        return [form.encode()]

    return served(site, threads=1)


@pytest.mark.parametrize("referrer", ["unsafe-url", "no-referrer"])
def test_it_is_refused_whatever_it_says_of_where_it_comes_from(live, page, referrer):
    with another_site(live, referrer) as site:
        page.goto(site.replace("127.0.0.1", "localhost"))
        page.get_by_role("button", name="A prize").dblclick()
        expect(page.get_by_text("This was sent from another site, so nothing was stored.")).to_be_visible()
    with live.database.reading() as db:
        assert len(db.scalars(select(Consent)).all()) == 1, "After was begun"


def test_the_same_button_of_our_own_page_begins_after(live, page):
    page.get_by_role("button", name="Yes, that was me").click()
    page.wait_for_url("**/post/**")
    with live.database.reading() as db:
        assert len(db.scalars(select(Consent)).all()) == 2
