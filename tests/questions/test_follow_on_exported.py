"""What is told of questions that follow on another: not asked is not missing, and not declined."""

import csv
import io
import random
from types import SimpleNamespace

import pandas as pd
import pyreadstat
import pytest

from evaluation.authoring.psychometrics.released_figures import VersionFigures
from evaluation.authoring.sections import items
from evaluation.demonstration.simulated_people import SimulatedPerson
from evaluation.export.export_job import read_and_pack
from evaluation.models import Study
from evaluation.reports.single_answers.anonymous import without_orphans
from evaluation.reports.single_answers.asked_alike import not_asked_alike
from evaluation.reports.single_answers.codebook import follow_columns
from evaluation.store.reports.module_counts import ModuleCounts
from evaluation.web.app import Services
from instruments import InvalidInstrument
from instruments.asking.follow_on import asked_of, follow_ons
from instruments.interchange.export.to_ddi import to_ddi
from instruments.interchange.export.to_redcap import to_redcap
from instruments.interchange.export.to_xlsform import to_xlsform
from instruments.several_choice import chosen, indicators
from tests.questions.asked import Walk
from tests.questions.following import VERSION_THAT_FOLLOWS

GIVEN = (
    {"again": 0, "langs": "english"},
    {"again": 1, "how_many": 2, "langs": "english arabic", "which": "iraqi"},
    {"again": 2, "langs": "arabic", "which": "sudanese"},
    {"again": "declined", "langs": "welsh"},
    {"again": 2, "how_many": 9, "langs": "declined"},
)
"""Not asked; one answer; left blank though asked; not asked; another answer."""

ASKED = {kind: follow_ons(VERSION_THAT_FOLLOWS, kind) for kind in ("pre", "post")}


@pytest.fixture
def package(sqlite_database, sqlite_settings, clock):
    """The files of a study in which forty people answered before and after, eight in each of the ways of `GIVEN`."""
    walk = Walk(sqlite_database, clock, random.Random(5), version=VERSION_THAT_FOLLOWS)
    walk.open("post")
    walk.store_forty(lambda number, kind: asked_of({"bt1": walk.rng.randint(0, 10), **GIVEN[number % 5]}, ASKED[kind]))
    with walk.database.reading() as db:
        study = db.query(Study).one().id
    walk.close("post")
    return read_and_pack(Services(sqlite_settings, sqlite_database, clock), study, step=lambda *_: None)


def test_not_asked_stands_apart_from_what_was_declined_and_from_what_was_left_blank(package):
    rows = [row for row in csv.DictReader(io.StringIO(package["data/answers.csv"].decode())) if row["wave"] == "pre"]
    blank = [row for row in rows if not row["how_many"]]
    assert (len(rows), len(blank)) == (40, 24)
    assert sum("how_many" in row["not_asked"].split() for row in blank) == 16
    assert not any("how_many" in row["declined"].split() for row in rows)
    assert sum("which_iraqi" in row["not_asked"].split() for row in rows) == 24


def test_the_codebook_says_of_whom_it_was_asked(package):
    book = {row["name"]: row for row in csv.DictReader(io.StringIO(package["data/codebook.csv"].decode()))}
    assert (book["how_many"]["asked_if"], book["again"]["asked_if"]) == ("again = 1 or 2", "")
    assert book["not_asked"]["words"].startswith("Questions that were not asked, by name")


def test_spss_knows_it_as_a_third_kind_of_missing(package, tmp_path):
    path = tmp_path / "answers.sav"
    path.write_bytes(package["data/answers.sav"])
    data, meta = pyreadstat.read_sav(path, user_missing=True)
    labels = {words: code for code, words in meta.variable_value_labels["how_many"].items()}
    pre = data[data["wave"] == "pre"]["how_many"]
    assert (pre == labels["Not asked"]).sum() == 16
    assert (pre == labels["Not answered or not asked"]).sum() == 8
    assert "Not asked" not in meta.variable_value_labels["again"].values()
    assert labels["Not asked"] in range(*(int(end) for end in _range(meta.missing_ranges["how_many"])))


def _range(found):
    (one,) = found
    return one["lo"], one["hi"] + 1


def test_who_was_not_asked_chose_nothing_of_several_answers():
    found = VERSION_THAT_FOLLOWS.formats_by_id["arabic"]
    assert chosen("not_asked") == ()
    assert indicators("which", found, "not_asked") == {"which_iraqi": "not_asked", "which_sudanese": "not_asked"}


@pytest.mark.parametrize(("not_asked", "told"), [(4, None), (16, 10)])
def test_counts_are_told_only_where_enough_were_not_asked(not_asked, told):
    item = VERSION_THAT_FOLLOWS.items_by_id["which"]
    counts = {"iraqi": 11, "sudanese": 12}
    about = {"module": VERSION_THAT_FOLLOWS, "wave": "pre", "item": item}
    found = ModuleCounts(**about, counts=counts, answered=23, not_asked=not_asked)
    assert found.disclosed(below=5)["iraqi"] == told
    assert found.text == "“Languages: Arabic” – Which Arabic do you speak?"


def test_where_the_question_before_is_left_out_of_a_group_so_is_what_follows_on_it():
    rows = pd.DataFrame(
        {"wave": ["pre"] * 2 + ["post"] * 2, "again": [None, None, 0, 1], "how_many": [2, "not_asked"] * 2}
    )
    found = without_orphans(rows, by=["wave"], following=follow_columns([VERSION_THAT_FOLLOWS]))
    assert found["how_many"].where(found["how_many"].notna(), None).tolist() == [None, None, 2, "not_asked"]


def test_what_not_everybody_is_asked_has_no_figures_of_its_own():
    shown = VersionFigures.items.func(SimpleNamespace(version=VERSION_THAT_FOLLOWS))
    assert [item.id for item in shown] == ["bt1", "again"]


def test_asked_of_others_in_another_version_it_is_not_asked_alike():
    item = VERSION_THAT_FOLLOWS.items_by_id["how_many"].model_copy(update={"follows_at": (2,)})
    other = VERSION_THAT_FOLLOWS.having(
        number=2, items=tuple(item if each.id == item.id else each for each in VERSION_THAT_FOLLOWS.items)
    )
    assert not_asked_alike([VERSION_THAT_FOLLOWS, other], "pre") == {"how_many"}


def test_other_tools_are_told_when_it_is_shown(tmp_path):
    redcap = list(csv.DictReader(io.StringIO(to_redcap(VERSION_THAT_FOLLOWS, wave="pre"))))
    shown = {row["Variable / Field Name"]: row["Branching Logic (Show field only if...)"] for row in redcap}
    assert (shown["how_many"], shown["which"]) == ("[again] = '1' or [again] = '2'", "[langs(arabic)] = '1'")
    form = pd.read_excel(io.BytesIO(to_xlsform(VERSION_THAT_FOLLOWS, wave="pre")), "survey").set_index("name")
    assert form.loc["how_many", "relevant"] == "selected(${again}, '1') or selected(${again}, '2')"
    assert "Asked of those who answered again with 1 or 2." in to_ddi(VERSION_THAT_FOLLOWS)


def test_the_editor_takes_and_shows_the_question_and_its_answers():
    typed = {**items.values(VERSION_THAT_FOLLOWS, "how_many"), "follows_at": "2\n"}
    version = items.put(VERSION_THAT_FOLLOWS, "how_many", typed)
    assert version.items_by_id["how_many"].follows_at == (2,)
    assert items.values(version, "how_many")["follows"] == "again"
    with pytest.raises(InvalidInstrument, match="'how_many' needs this item"):
        items.without(version, "again")


def test_simulated_people_answer_what_they_are_asked():
    person = SimulatedPerson(rng=random.Random(3), lean=0.0)
    for _ in range(30):
        given = person.answers(VERSION_THAT_FOLLOWS, "pre")
        assert ("how_many" in given) <= (given.get("again") in {"1", "2"})
