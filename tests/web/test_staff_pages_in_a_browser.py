"""Every staff page at 320 px in a browser: no fault that axe finds, nothing sideways or out of Tab's reach."""

import pytest

from evaluation.models import Experiment
from evaluation.store.instruments.drafts import Writer, add_draft
from evaluation.store.instruments.published_versions import translations_of, version_of
from evaluation.store.instruments.publishing import sign
from instruments import translation
from tests.fieldwork.test_organiser_in_a_browser import served_desk, sit_down
from tests.journeys.test_accessible import sideways, violations
from tests.staff_pages import post

__all__ = ["served_desk", "sit_down"]

pytestmark = pytest.mark.browser

NO_PAGES = {
    *(
        "accounts.invitation",
        "resets.use",
        "carrying.carried",
        "example.enter",
        "setup.begin",
        "setup.study",
    ),  # addresses that work once
    *("audit.as_csv", "calendar.feed", "pack.download", "plans.registration", "reports.download", "releases.file"),
    *("screen.count", "screen.now", "wall.count", "evening.now", "staff_layout.asset", "seating.printed"),
    *("authoring.versions.file", "authoring.versions.po_file", "authoring.translating.po_out"),
    "authoring.psychometrics.as_file",
    *("bring.template", "bring.map_file", "bring.reports.download"),
    *("authoring.preview.phone", "authoring.preview.style"),
    *(
        "authoring.preview.phone_of_published",
        "authoring.versions.codebook",
        "beginning.copied",
        "arranging.window_again",
        "paper.next_sheet",
        "security.verify",
        "security.wan_delete",
        "security.two_factor_rescue",
    ),
    *("security.tf_select", "security.two_factor_token_validation", "security.mf_recovery"),
    "security.wan_verify",
}
"""Files, counts that are polled, and addresses that lead on to another page or belong to a way of signing in."""
ELSEWHERE = {
    *("bring.understood", "bring.columns", "bring.reports.one", "bring.evenings.ask"),
    *("releases.one", "evening.evening", "evening.screen", "wall.screen", "evening.script", "evening.seating"),
}
"""Tested beside what makes them: a release, a key, and brought answers."""
OUT_OF_REACH = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [onclick]")]
  .filter((one) => one.checkVisibility() && one.type !== "hidden" && !one.disabled && !one.ariaHidden)
  .filter((one) => one.tabIndex < 0)
  .map((one) => one.outerHTML.slice(0, 80))"""


@pytest.fixture
def places(desk):
    """Something of everything that pages show: a seating plan, a pile of sheets, units, a draft."""
    organiser = desk.signed_in("organiser")
    here, there = f"/experiments/{desk.here.id}", f"/experiments/{desk.there.id}"
    post(organiser, f"{here}/seating", groups="Mosque 7\nSchool 6", rounds="3", shown="0")
    post(organiser, f"{here}/pack", count="5", hosts="0")
    batch = post(organiser, f"{here}/paper", wave="pre", sheets="3").location.rpartition("/")[2]
    with desk.services.database.transaction() as db:
        db.get_one(Experiment, desk.there.id).kind = "learning_module"
        version, now = version_of(db, "common-ground", 1), desk.services.clock()
        writer = Writer("-", "somebody", now)
        sign(db, translation("common-ground", 1, "cy"), by="A second person", now=now)
        draft = add_draft(db, version, based_on=1, translations=translations_of(db, version), writer=writer).id
    weeks = {"first": "2026-10-06", "begins": "19:00", "minutes": "90", "units": "6", "weeks_apart": "1"}
    post(organiser, f"{there}/units/first", **weeks)
    return {
        "experiment": desk.here.id,
        "chapter": desk.north.id,
        "study": desk.study.id,
        "module": desk.there.id,
        "draft": draft,
        "batch": batch,
        "number": 1,
        "part": "cards",
        "instrument": "common-ground",
        "table": "items",
        "name": "bt1",
        "language": "cy",
        "wave": "pre",
    }


def pages_of(desk, places):
    """Every page that can be opened, by its route; those of an experiment also for a learning module."""
    for rule in desk.app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint in NO_PAGES | ELSEWHERE:
            continue
        of_module = {"experiment": places["module"]}
        other = {"units.plan": of_module, "authoring.psychometrics.of_scale": {"name": "bridging_trust"}}
        wanted = {name: places[name] for name in rule.arguments} | other.get(rule.endpoint, {})
        yield rule.endpoint, "/staff" + rule.build(wanted, append_unknown=False)[1]
        if rule.endpoint in {"home.one", "arranging.arrange", "record.record", "script.script"}:
            yield f"{rule.endpoint} of a module", "/staff" + rule.build(of_module, append_unknown=False)[1]


def test_a_route_is_a_page_that_is_looked_at_or_known_to_be_none(desk, places):
    known = {rule.endpoint for rule in desk.app.url_map.iter_rules() if "GET" in rule.methods}
    assert (NO_PAGES | ELSEWHERE) - known == set()
    assert len([*pages_of(desk, places)]) > 55


@pytest.mark.parametrize("language", ["en", "cy"])
def test_no_page_has_a_fault_scrolls_sideways_or_holds_what_tab_does_not_reach(desk, places, sit_down, language):
    page = sit_down("organiser", "evaluator", "researcher", "administrator", width=320)
    if language == "cy":
        page.goto("/staff/account")
        page.get_by_role("button", name="Cymraeg").click()
    found = {}
    for name, address in pages_of(desk, places):
        answer = page.goto(address)
        faults = [str(answer.status)] if answer.status >= 400 else []
        faults += violations(page) if language == "en" else []
        faults += ["scrolls sideways"] if sideways(page) else []
        if faults + (hidden := page.evaluate(OUT_OF_REACH)):
            found[name] = [*faults, *hidden]
    assert found == {}


def test_the_address_is_whole_on_a_narrow_phone_however_long_its_words(desk, sit_down):
    with desk.services.database.transaction() as db:
        db.get_one(Experiment, desk.here.id).slug = "marmalade-waterfall"
    page = sit_down("organiser", width=320)
    for width in (320, 390, 480, 500):
        page.set_viewport_size({"width": width, "height": 700})
        page.goto(f"/staff/experiments/{desk.here.id}")
        assert not sideways(page)


def test_a_word_is_explained_from_the_keyboard_and_told_to_a_screen_reader(desk, sit_down):
    page = sit_down("organiser", width=320)
    page.goto(f"/staff/experiments/{desk.here.id}/links")
    page.locator("details.help summary").first.focus()
    page.keyboard.press("Enter")
    said = page.locator("main").aria_snapshot()
    assert "What is linking?" in said
    assert "Only people who are linked tell what changed." in said
