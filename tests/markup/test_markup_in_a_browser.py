"""Whatever markup stands in whatever column of text, no page runs it, draws it, fetches it or computes it."""

import time

import pytest

from evaluation.models import Role
from evaluation.participants_app import participants_app
from evaluation.web.app import combined
from tests.close_browser import close_context
from tests.crafted.test_crafted_input import FIELDS
from tests.hall import served
from tests.markup.looking import Looking
from tests.markup.pages import participants_pages, staff_pages
from tests.markup.payloads import PAYLOADS
from tests.people.matrix.cells import Cell, address_of

pytestmark = pytest.mark.browser


@pytest.fixture
def both(marked_world, mounted):
    return participants_app(mounted.services), mounted.desk.app


@pytest.fixture
def looking(both, mounted, chromium):
    with served(combined(*both)) as base:
        browser = mounted.person("looks@example.org", *Role)
        context = chromium.new_context(base_url=base, viewport={"width": 375, "height": 700})
        context.set_default_timeout(60_000)
        context.add_cookies([{"name": "staff", "value": browser.client.get_cookie("staff").value, "url": base}])
        page = Looking(context.new_page(), base)
        page.browser = browser
        yield page
        close_context(context)


def looked_at(looking, pages):
    """The faults of pages by address, and how many of them were pages."""
    wrong, drawn = {}, 0
    for name, address in pages:
        answer = looking.page.request.get(address, max_redirects=0)
        is_download = answer.headers.get("content-disposition", "").startswith("attachment")
        if answer.status in {302, 303} or is_download or "text/html" not in answer.headers.get("content-type", ""):
            continue
        if answer.status >= 500:
            wrong[name] = [str(answer.status)]
        elif found := looking.at(address):
            wrong[name] = found
        drawn += 1
    return wrong, drawn


def every_page(both, world):
    return [*staff_pages(both[1], world), *participants_pages(both[0], world)]


def test_no_page_lets_markup_act(both, marked_world, looking, record_property):
    wrong, drawn = looked_at(looking, every_page(both, marked_world))
    record_property("pages", drawn)
    assert wrong == {}
    assert drawn > 80


@pytest.mark.long
@pytest.mark.parametrize("turn", range(1, len(PAYLOADS)), indirect=True)
def test_no_page_lets_markup_act_whichever_stands_where(both, marked_world, looking, record_property, turn):
    test_no_page_lets_markup_act(both, marked_world, looking, record_property)


def answers_to_forms(world, app, browser, payload):
    """What is answered to each form whose every field holds markup."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if "POST" in rule.methods and not rule.endpoint.startswith(("security.", "accounts.end")):
            address = address_of(Cell(rule.endpoint, "POST", rule, "evaluator of everywhere"), world)
            answer = browser.post(address, **dict.fromkeys(FIELDS, payload))
            if answer.mimetype == "text/html" and answer.status_code != 303:
                yield rule.rule, answer.text


@pytest.mark.long
@pytest.mark.parametrize("payload", [PAYLOADS[11], PAYLOADS[0], PAYLOADS[10], PAYLOADS[44]])
def test_what_a_form_gives_back_does_not_act(both, marked_world, looking, payload):
    answers = list(answers_to_forms(marked_world, both[1], looking.browser, payload))
    wrong = {rule: found for rule, text in answers if (found := looking.of(text))}
    assert wrong == {}
    assert len(answers) > 20


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ("<b class=injected>b</b>", "element"),
        ("<img src=x onerror=ran(8)>", "ran 8"),
        ('<input value="" autofocus onfocus="ran(6)">', "ran 6"),
        ("<a href='java\tscript:ran(17)'>a</a>", "element"),
        ("<img src=http://evil.test/2>", "asked for http://evil.test/2"),
        ("<p>9359", "a template was computed"),
        ("<iframe srcdoc='<script>parent.ran(22)</script>'></iframe>", "ran 22"),
    ],
)
def test_what_acts_would_be_noticed(looking, markup, told):
    found, until = looking.of(f"<!doctype html><title>a</title>{markup}"), time.monotonic() + 30
    while not any(told in fault for fault in found) and time.monotonic() < until:
        found += looking.faults()
    assert any(told in fault for fault in found)
