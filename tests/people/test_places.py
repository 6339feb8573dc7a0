"""Studies, chapters and the public address are set in the browser, within one's own scope, and written down."""

import re

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving
from evaluation.models import Chapter, Role, Study
from evaluation.storage.settings import Settings
from evaluation.store.log.audit_entries import latest_entries


@pytest.fixture
def root(mounted):
    return mounted.person("root@example.org", Role.ADMINISTRATOR)


@pytest.fixture
def mair(mounted):
    """Administrator of chapter North alone."""
    return mounted.person("mair@example.org", Role.ADMINISTRATOR, chapter=mounted.desk.north)


def all_of(mounted, table):
    with mounted.services.database.reading() as db:
        return list(db.query(table))


def rows(mounted, table):
    return {row.name: row for row in all_of(mounted, table)}


def entries(mounted):
    with mounted.services.database.reading() as db:
        return [(entry.action, entry.details) for entry in latest_entries(db, limit=20)]


def test_a_study_is_made_with_its_time_zone(mounted, root):
    root.post("/staff/studies/new", name="Weaving in Wales", time_zone="Europe/London", parental_consent="y")
    made = rows(mounted, Study)["Weaving in Wales"]
    assert (made.time_zone, made.parental_consent) == ("Europe/London", True)
    assert entries(mounted)[0] == ("study added", {"name": "Weaving in Wales"})


def test_a_time_zone_that_is_none_is_refused_in_words(mounted, root):
    said = root.post("/staff/studies/new", name="Weaving", time_zone="Cardiff").text
    assert "is not a time zone" in said
    assert "Weaving" not in rows(mounted, Study)


@pytest.mark.parametrize("name", ["Weaving in Wales", "WEAVING IN WALES "])
def test_a_second_study_of_one_name_is_refused_with_what_was_typed(mounted, root, name):
    root.post("/staff/studies/new", name="Weaving in Wales", time_zone="Europe/London")
    said = root.post("/staff/studies/new", name=name, time_zone="Europe/London").text
    assert "There is already a study called" in said
    assert f'value="{name}"' in said or f'value="{name.strip()}"' in said
    assert [each.name for each in all_of(mounted, Study)].count("Weaving in Wales") == 1


def test_no_study_takes_the_name_of_another_and_each_keeps_its_own(mounted, root):
    root.post("/staff/studies/new", name="Trust", time_zone="Europe/London")
    changed = f"/staff/studies/{mounted.desk.study.id}/change"
    assert "There is already a study" in root.post(changed, name="trust", time_zone="Europe/London").text
    own = mounted.desk.study.name
    assert "There is already" not in root.post(changed, name=own.upper(), time_zone="Europe/London").text
    assert own.upper() in rows(mounted, Study)


def test_a_study_is_renamed_and_what_changed_is_written_down(mounted, root):
    root.post(f"/staff/studies/{mounted.desk.study.id}/change", name="Trust", time_zone="Europe/London")
    assert "Trust" in rows(mounted, Study)
    action, details = entries(mounted)[0]
    assert (action, details["changed"]["name"][1]) == ("study changed", "Trust")


def test_the_clock_of_a_study_stays_once_it_has_evenings(mounted, root):
    said = root.post(f"/staff/studies/{mounted.desk.study.id}/change", name="Trust", time_zone="Europe/Paris").text
    assert "its time zone stays" in said
    assert "Trust" not in rows(mounted, Study)


def test_a_chapter_is_made_within_another_and_renamed(mounted, root):
    desk = mounted.desk
    root.post(f"/staff/studies/{desk.study.id}/chapters/new", name="North Hill", parent=str(desk.north.id))
    made = rows(mounted, Chapter)["North Hill"]
    assert made.parent_id == desk.north.id
    root.post(f"/staff/chapters/{made.id}/change", name="North Dale", parent="")
    assert rows(mounted, Chapter)["North Dale"].parent_id is None
    assert [action for action, _ in entries(mounted)[:2]] == ["chapter changed", "chapter added"]


def test_two_chapters_of_one_name_are_refused(mounted, root):
    said = root.post(f"/staff/studies/{mounted.desk.study.id}/chapters/new", name="north", parent="").text
    assert "already has a chapter called north" in said


def test_no_chapter_lies_within_itself(mounted, root):
    desk = mounted.desk
    root.post(f"/staff/studies/{desk.study.id}/chapters/new", name="North Hill", parent=str(desk.north.id))
    inner = rows(mounted, Chapter)["North Hill"]
    said = root.post(f"/staff/chapters/{desk.north.id}/change", name="North", parent=str(inner.id)).text
    assert "cannot lie within itself" in said


def test_a_chapters_administrator_makes_chapters_within_theirs_alone(mounted, mair):
    desk, address = mounted.desk, f"/staff/studies/{mounted.desk.study.id}/chapters/new"
    for parent in ("", str(desk.south.id)):
        mair.post(address, name="Elsewhere", parent=parent)
    assert "Elsewhere" not in rows(mounted, Chapter)
    mair.post(address, name="North Hill", parent=str(desk.north.id))
    assert rows(mounted, Chapter)["North Hill"].parent_id == desk.north.id


def test_a_chapters_administrator_changes_neither_another_chapter_nor_the_study(mounted, mair):
    desk = mounted.desk
    assert mair.get(f"/staff/chapters/{desk.south.id}/change").status_code == 404
    assert mair.get(f"/staff/studies/{desk.study.id}/change").status_code == 404
    assert mair.get("/staff/studies/new").status_code == 403
    assert mair.get("/staff/address").status_code == 403


def test_a_chapters_administrator_does_not_move_theirs_under_another(mounted, mair):
    desk = mounted.desk
    mair.post(f"/staff/chapters/{desk.north.id}/change", name="North", parent=str(desk.south.id))
    assert rows(mounted, Chapter)["North"].parent_id is None


def test_the_list_shows_what_lies_within_ones_scope(mounted, root, mair):
    seen = [re.findall(r"<u>(\w+)</u>", each.get("/staff/places").text) for each in (root, mair)]
    assert seen == [["North", "South"], ["North"]]


def test_the_public_address_holds_from_the_next_start(mounted, root, monkeypatch):
    monkeypatch.delenv("WEAVING_BASE_URL", raising=False)
    root.post("/staff/address", public="https://weaving.example.org/")
    again = Settings.from_environment({"WEAVING_HOME": str(mounted.services.settings.home)})
    assert again.base_url == "https://weaving.example.org"
    assert "In a moment: https://weaving.example.org" in root.get("/staff/address").text
    assert entries(mounted)[0] == ("public address changed", {"address": "https://weaving.example.org"})


def test_what_the_environment_says_comes_before_what_was_written(mounted, root):
    root.post("/staff/address", public="https://weaving.example.org")
    named = {"WEAVING_HOME": str(mounted.services.settings.home), "WEAVING_BASE_URL": "https://other.example.org"}
    assert Settings.from_environment(named).base_url == "https://other.example.org"


@pytest.mark.parametrize(
    "written", ["weaving.example.org", "ftp://a.org", "https://a.org?x=1", "https://", "http://a b"]
)
def test_an_address_that_nobody_can_open_is_refused(mounted, root, written):
    assert "such as https://weaving.example.org" in root.post("/staff/address", public=written).text
    assert Settings.from_environment({"WEAVING_HOME": str(mounted.services.settings.home)}).base_url.endswith(":8000")


def test_the_command_line_does_the_same(mounted, tmp_path, monkeypatch):
    settings = mounted.services.settings
    for name, value in (("HOME", str(settings.home)), ("DATABASE_URL", settings.database_url)):
        monkeypatch.setenv(f"WEAVING_{name}", value)
    monkeypatch.delenv("WEAVING_BASE_URL", raising=False)
    verbs = (
        ["study", "change", mounted.desk.study.slug, "--name", "Trust"],
        ["chapter", "add", "North Hill", "--parent", "north"],
        ["chapter", "change", "north-hill", "--name", "North Dale", "--parent", ""],
        ["address", "https://weaving.example.org/"],
    )
    done = [CliRunner().invoke(weaving, verb, catch_exceptions=False) for verb in verbs]
    assert [each.exit_code for each in done] == [0, 0, 0, 0]
    assert "https://weaving.example.org" in done[-1].output
    dale = rows(mounted, Chapter)["North Dale"]
    assert (dale.parent_id, "Trust" in rows(mounted, Study)) == (None, True)
    said = [action for action, _ in entries(mounted)[:4]]
    assert said == ["public address changed", "chapter changed", "chapter added", "study changed"]
