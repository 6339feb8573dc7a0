"""An organiser ticks what is asked after the other questions of After; once After has opened it stays."""

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving
from evaluation.models import AuditEntry
from tests.fieldwork.test_two_save_one_form import Browser


@pytest.fixture
def page(evening, organiser):
    return Browser(organiser, f"/experiments/{evening.id}/arrange")


def test_both_modules_are_offered_and_neither_is_ticked(page):
    assert [name in page.page for name in ("About you", "Community life")] == [True, True]
    assert 'checked id="modules' not in page.page


def test_a_tick_is_kept_and_written_down(evening, page):
    assert page.save(modules=["about-you/1"]) == 303
    assert evening.wave("post").modules == ("about-you/1",)
    with evening.database.reading() as db:
        entry = db.query(AuditEntry).order_by(AuditEntry.number.desc()).first()
    assert entry.details["changed"]["modules of post"] == ["", "about-you/1"]


def test_it_is_ticked_when_the_page_is_seen_again_and_taken_away_by_no_tick(evening, page, organiser):
    page.save(modules=["community-life/2", "about-you/1"])
    again = Browser(organiser, page.address)
    assert again.page.count('name="modules"') == 2
    again.save()
    assert evening.wave("post").modules == ()


def test_what_an_open_wave_asks_is_named_without_a_tick(evening, page, organiser):
    page.save(modules=["about-you/1"])
    evening.open("post")
    again = Browser(organiser, page.address)
    assert ('name="modules"' in again.page, "About you" in again.page) == (False, True)
    assert again.save(modules=["community-life/2"], reason="") == 303
    assert evening.wave("post").modules == ("about-you/1",)


def command(*words):
    return CliRunner().invoke(weaving, ["experiment", "modules", *words], catch_exceptions=False)


def test_the_command_chooses_any_wave_and_says_what_is_asked(evening, monkeypatch, desk):
    monkeypatch.setenv("WEAVING_HOME", str(desk.services.settings.home))
    done = command(evening.words, "community-life", "--wave", "follow_up", "--json")
    assert done.exit_code == 0, done.output
    assert '"follow_up": [' in done.output
    assert evening.wave("follow_up").modules == ("community-life/2",)
    assert command(evening.words, "--wave", "follow_up").exit_code == 0
    assert evening.wave("follow_up").modules == ()
