"""The evaluator's page shows what each report says before it is downloaded, and nothing else."""

import html
import json
import re
import uuid
from datetime import date
from types import SimpleNamespace

import pytest
from flask import template_rendered
from playwright.sync_api import expect

import instruments
from evaluation.accounts.session_cookie import WHO, token_digest
from evaluation.evaluators import requests, shown_results
from evaluation.evaluators.artefact_list import BadgeLevel
from evaluation.evaluators.shown_results import FrontPage, ResultFilter, ShownResult, front_page
from evaluation.jobs import artefacts
from evaluation.models import Card, Experiment, Participant, Response
from evaluation.storage.database import open_database
from evaluation.store.accounts.sessions import keep_session
from evaluation.store.releases.releases import ReleaseStanding
from evaluation.store.studies.waves import waves_of
from evaluation.web.access import PUBLIC, declaration_of
from tests.close_browser import close_context
from tests.conftest import StandingClock
from tests.fieldwork.conftest import Evening
from tests.fieldwork.results.target_boxes import small_targets
from tests.hall import served
from tests.homes import copied_home
from tests.journeys.test_accessible import sideways, violations
from tests.releases.staff_pages import work_off_by_the_clock
from tests.staff_pages import desk_of, post

VERSION = instruments.load("common-ground", 1)
SHOWN = {"about", "lede", "heading", "notes", "wide", "narrow", "not_said"}
FONTS = (
    "[...new Set([...document.querySelectorAll('.page-1 svg text')].map(each => getComputedStyle(each).fontFamily))]"
)
"""The letters of drawings: those of the page, since a legend is as wide as these make it."""
ON_EVERY_CARD = re.compile(
    r"<h4>.*?</h4>|<(?:b|span) (?:class=.hidden.|aria-hidden).*?</(?:b|span)>|There is nothing to quote yet."
)
TOKEN = "a-session-of-these-tests-alone"


@pytest.fixture(scope="module")
def desk(tmp_path_factory, migrated_sqlite):
    """One desk for all of them, since making its report takes long and they only look at it."""
    settings = copied_home(migrated_sqlite, tmp_path_factory.mktemp("results") / "home")
    database = open_database(settings)
    yield desk_of(settings, database, StandingClock())
    database.close()


@pytest.fixture(scope="module")
def evening(desk):
    return Evening(desk)


@pytest.fixture(scope="module", autouse=True)
def formats():
    """Reports have the formats that are read here, and no drawn documents."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(requests, "REQUESTED_FORMATS", ("html", "json", "csv", "methods.R", "methods.py"))
        yield


@pytest.fixture(scope="module")
def made(desk, evening):
    """The report of the northern evening, made; the folder of its files."""
    for wave in ("pre", "post"):
        evening.open(wave)
    came(desk, evening, 24)
    evening.close("post")
    assert (
        post(desk.signed_in("evaluator", chapter=desk.north), f"/reports/experiments/{evening.id}").status_code == 303
    )
    work_off_by_the_clock(desk.services)
    (folder,) = (path for path in artefacts.root(desk.services.settings).iterdir() if path.is_dir())
    return folder


def came(desk, evening, people):
    """So many people answer before and after, each with a card."""
    asked = [item for item in VERSION.questions("pre") if VERSION.format_of(item).limits]
    with desk.services.database.transaction() as db:
        waves = waves_of(db, db.get_one(Experiment, evening.id))
        for number in range(people):
            person = uuid.uuid4()
            db.add(Participant(id=person, experiment_id=evening.id, created_at=evening.clock()))
            db.flush()
            card = {"experiment_id": evening.id, "participant_id": person, "issued_at": evening.clock()}
            db.add(Card(token=f"R{number:08d}", **card))
            for wave in ("pre", "post"):
                answers = {item.id: evening.rng.randint(*VERSION.format_of(item).limits) for item in asked}
                db.add(
                    Response(
                        experiment_id=evening.id, wave_id=waves[wave].id, participant_id=person,
                        instrument_version_id=waves[wave].instrument_version_id, language="en", answers=answers,
                        digest="d", receipt="r", submitted_at=evening.clock(),
                    )
                )  # fmt: skip
                db.flush()


def reports(desk, query="", **scope):
    """The page of somebody with this scope."""
    return desk.signed_in("evaluator", **scope).get(f"/reports{query}").text


def results(page):
    """The part of the page that shows results."""
    return page[page.index('id="results"') : page.index('id="experiments"')]


def test_a_report_is_shown_as_it_was_made_to_whoever_may_see_it_and_to_nobody_else(desk, made):
    page, other = results(reports(desk, chapter=desk.north)), results(reports(desk, chapter=desk.south))
    told = json.loads((made / "report.json").read_text())["report"]
    front = front_page(made)
    assert told["headline"] in page
    assert [text for _, text in front.reasons] == [each["text"] for each in told["badge"]["reasons"]]
    assert all(front.markup[name] and front.markup[name] in page for name in SHOWN)
    assert f"{told['badge']['level']} of 5: {told['badge']['label']}" in page
    assert all(f">{path.name}</a>" in page for path in made.iterdir() if path.name != artefacts.MANIFEST)
    assert told["headline"] not in other
    assert "Once After is closed, “Make the report” makes one" in other


def test_every_part_that_is_shown_stands_in_the_page_that_was_made(made):
    written, parts = (made / "report.html").read_text(), front_page(made).markup
    shown = {name for name, part in parts.items() if part}
    assert shown == SHOWN | {"maryland"}  # which step 3 of answers from elsewhere shows
    assert [name for name in shown if parts[name] not in written] == []


def test_a_closed_card_says_what_moved_the_unwelcome_way(desk, made):
    kept = (made / "report.json").read_text()
    told = json.loads(kept)
    told["report"]["unwelcome"] = [{"text": "Trust moved the unwelcome way."}]
    try:
        (made / "report.json").write_text(json.dumps(told))
        shown_results._front_page.cache_clear()
        page = results(reports(desk, chapter=desk.north))
    finally:
        (made / "report.json").write_text(kept)
        shown_results._front_page.cache_clear()
    assert "Trust moved the unwelcome way." in page[page.index("<summary>") : page.index("</summary>")]


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("?words=north+hall", True),
        ("?words=elsewhere", False),
        ("?chapter=North&kind=experiment&state=draft", True),
        ("?chapter=South", False),
        ("?kind=study", False),
        ("?state=released", False),
    ],
)
def test_results_are_found_by_words_chapter_kind_and_state(desk, made, query, there):
    page = results(reports(desk, query, study=desk.study))
    assert ('<details class="result"' in page, "No result is like that." in page) == (there, not there)
    assert ("1 of 1" if there else "0 of 1") in page


@pytest.mark.parametrize(("standing", "state"), [("draft", "frozen"), ("shown", "shown"), ("released", "released")])
def test_a_release_is_frozen_before_any_chapter_has_it(standing, state):
    frozen = SimpleNamespace(release=SimpleNamespace(standing=ReleaseStanding(standing)))
    assert shown_results._state(frozen) == state


@pytest.fixture
def shown(desk, made):
    """The result of the northern evening as its page shows it, and the words of it there."""
    pages = []
    with template_rendered.connected_to(lambda _app, context, **_: pages.append(context["page"]), desk.app):
        page = results(reports(desk, chapter=desk.north))
    card = page[page.index('<details class="result"') : page.index("<h4>Downloads<")]
    card = ON_EVERY_CARD.sub(" ", card)
    return pages[0].results[0], set(html.unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", card)).split()) - {"·"}


def test_a_result_is_found_by_every_word_that_is_shown_of_it(desk, shown):
    found, words = shown
    with desk.app.test_request_context():
        assert (len(words) > 100, [word for word in words if not found.has_words(word)]) == (True, [])


@pytest.mark.parametrize(("words", "there"), [("OL Y MÔR", True), ("people's own hall", True), ("mor south", False)])
def test_accents_capitals_and_marks_of_print_are_no_matter(desk, words, there):
    front = FrontPage(headline="In the Hall", unwelcome=(), quote=("People’s own",), reasons=(), markup={}, counts={})
    badge = BadgeLevel(level=1, of=5, label="Described")
    made = SimpleNamespace(title="Hall", within=(), badge=badge, release=None, when=date(2026, 5, 14))
    found = ShownResult(made=made, front=front, kind="experiment", chapter="Ôl y Môr", state="draft")
    with desk.app.test_request_context():
        assert found.has_words(words) == there


def test_nothing_looked_for_lets_everything_through():
    assert not ResultFilter().is_set
    assert ResultFilter(kind="study").is_set


def test_the_scripts_are_among_the_files_that_make_it_again(desk, made):
    page = results(reports(desk, chapter=desk.north))
    again = page[page.index("To make it again") :]
    assert re.findall(r">(methods\.\w+)</a>", again) == ["methods.R", "methods.py"]


def test_asked_for_once_more_it_is_there_at_once(desk, made, evening):
    client = desk.signed_in("evaluator", chapter=desk.north)
    post(client, f"/reports/experiments/{evening.id}")
    page = client.get("/reports").text
    assert "waits for a worker" not in page
    assert '<details class="result"' in page


@pytest.mark.browser
def test_the_page_works_without_script_on_a_narrow_screen_and_from_the_keyboard(desk, made, chromium):
    account, now = desk.person("evaluator", chapter=desk.north), desk.services.clock()
    contents = {WHO: account.session_key, "fs_cc": "set", "fs_paa": now.timestamp(), "_fresh": True}
    with desk.services.database.transaction() as db:
        keep_session(db, token_digest(TOKEN), contents=contents, session_key=account.session_key, device="", now=now)
    with served(desk.app) as base:
        context = chromium.new_context(base_url=base, viewport={"width": 320, "height": 800}, java_script_enabled=False)
        context.add_cookies([{"name": "staff", "value": TOKEN, "url": base}])
        page = context.new_page()
        page.goto("/reports?words=nobody+says+this")
        expect(page.get_by_text("No result is like that.")).to_be_visible()
        page.goto("/reports")
        drawing = page.locator(".result .narrow svg")
        expect(drawing).to_be_visible()
        page.locator(".result > summary").focus()
        page.keyboard.press("Enter")
        expect(drawing).to_be_hidden()
        page.keyboard.press("Enter")
        expect(drawing).to_be_visible()
        close_context(context)
        with_script = chromium.new_context(base_url=base, viewport={"width": 320, "height": 800})
        with_script.add_cookies([{"name": "staff", "value": TOKEN, "url": base}])
        page = with_script.new_page()
        page.goto("/reports")
        assert (sideways(page), violations(page)) == (False, [])
        assert page.evaluate(FONTS) == [page.evaluate("getComputedStyle(document.body).fontFamily")]
        close_context(with_script)


def pages_of_results(desk):
    """Every page behind the sign-in that is about an experiment, a chapter, a study or nothing in particular."""
    given = {"experiment": desk.here.id, "chapter": desk.north.id, "study": desk.study.id}
    return [
        rule.build(given, append_unknown=False)[1]
        for rule in desk.app.url_map.iter_rules()
        if declaration_of(desk.app, rule.endpoint) != PUBLIC
        and "GET" in rule.methods
        and rule.arguments <= set(given)
        and "static" not in rule.endpoint
    ]


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 375, 1280])
def test_whatever_is_pressed_is_24_pixels_wide_and_high(desk, made, chromium, width):
    account, now = desk.person("evaluator"), desk.services.clock()
    contents = {WHO: account.session_key, "fs_cc": "set", "fs_paa": now.timestamp(), "_fresh": True}
    with desk.services.database.transaction() as db:
        keep_session(
            db, token_digest(f"{TOKEN}{width}"), contents=contents, session_key=account.session_key, device="", now=now
        )
    with served(desk.app) as base:
        context = chromium.new_context(base_url=base, viewport={"width": width, "height": 800})
        context.add_cookies([{"name": "staff", "value": f"{TOKEN}{width}", "url": base}])
        page, small = context.new_page(), {}
        for address in pages_of_results(desk):
            page.goto(address)
            page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
            small[address] = small_targets(page)
        close_context(context)
    assert {address: found for address, found in small.items() if found} == {}
