"""The table of a study's area: uploaded and checked line by line, kept in versions, written down, taken away."""

import json

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving
from evaluation.domain.errors import Refused
from evaluation.store.reports.area_file import LARGEST
from evaluation.store.reports.area_tables import add_area, area_versions, current_area, remove_area
from evaluation.store.studies.chapters import add_chapter
from evaluation.store.studies.studies import add_study

HEAD = "item,answer,percent\n"
TRUST = "cl_trust,many,40\ncl_trust,some,35.5\ncl_trust,a_few,20\ncl_trust,none,4.5\n"
ABOUT = {"source": "Community Life Survey", "year": "2023/24", "licence": "OGL v3.0"}


@pytest.fixture
def study(sqlite_database, clock):
    with sqlite_database.transaction() as db:
        found = add_study(db, "Across Difference", now=clock())
        add_chapter(db, found, name="Caer", now=clock())
    return found


@pytest.fixture
def upload(sqlite_database, clock, study):
    def uploaded(content, **about):
        raw = content if isinstance(content, bytes) else content.encode()
        with sqlite_database.transaction() as db:
            add_area(db, study, raw, **{**ABOUT, **about}, now=clock(), by="Mair")
        with sqlite_database.reading() as db:
            return current_area(db, study)

    return uploaded


def test_a_table_is_kept_with_where_it_is_from(upload):
    found = upload(HEAD + TRUST)
    assert (found.number, found.source, found.year, found.licence) == (1, *ABOUT.values())
    assert found.percentages("cl_trust", None) == {"many": 40, "some": 35.5, "a_few": 20, "none": 4.5}
    assert found.percentages("religion", None) == {}


def test_answers_may_be_named_in_their_words_and_a_spreadsheet_may_have_marked_the_file(upload):
    content = HEAD + 'religion,No religion,60 %\nreligion,"Muslim",40\n'
    assert upload(content.encode("utf-8-sig")).percentages("religion", None) == {"none": 60, "muslim": 40}


def test_a_chapter_may_have_an_area_of_its_own(upload, sqlite_database, study):
    found = upload("chapter,item,answer,percent\nCaer,religion,none,70\ncaer,religion,sikh,30\n,religion,none,100\n")
    chapter = next(row.chapter for row in found.rows if row.chapter)
    assert [row.percent for row in found.rows if row.chapter] == [70, 30]
    assert found.percentages("religion", chapter) == {"none": 70, "sikh": 30}
    assert found.percentages("religion", None) == {"none": 100}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEAD + "cl_hope,many,100\n", "Line 2: no module asks a question “cl_hope”"),
        (HEAD + TRUST + "cl_trust,everybody,0\n", "Line 6: “cl_trust” has no answer “everybody”"),
        (HEAD + "cl_trust,many,140\n", "Line 2: “140” is no percentage from 0 to 100"),
        (HEAD + "cl_trust,many,-1\n", "“-1” is no percentage"),
        (HEAD + "cl_trust,many,nan\n", "“nan” is no percentage"),
        (HEAD + "cl_trust,many,\n", "Line 2: “” is no percentage"),
        (HEAD + "cl_trust\n", "Line 2: “cl_trust” has no answer “”"),
        (HEAD + TRUST + "cl_trust,many,40\n", "Line 6: “many” of “cl_trust” stands in line 2 already"),
        (HEAD + "cl_trust,many,40\ncl_trust,some,40\n", "“cl_trust” from line 2 on add to 80, and not to about 100"),
        ("item,answer,percent,chapter\nreligion,none,100,Ynys\n", "Line 2: this study has no chapter “Ynys”"),
        ("question,answer,share\na,b,1\n", "Line 1: the columns are item, answer and percent"),
        ("item,item,answer,percent\na,a,b,1\n", "Line 1: the columns are"),
        ("", "Line 1: the columns are item, answer and percent"),
        (HEAD, "The file has no line below its first"),
        (HEAD.encode() + b"cl_trust,\xff,1\n", "The file is not text in UTF-8"),
        (HEAD.encode() + b"a" * LARGEST, "The file is larger than 200 kB"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(upload, content, said):
    with pytest.raises(Refused) as refused:
        upload(content)
    assert any(said in sentence for sentence in refused.value.faults), refused.value.faults


def test_all_faults_are_said_at_once(upload):
    with pytest.raises(Refused) as refused:
        upload(HEAD + "cl_hope,many,1\ncl_trust,many,x\n", source=" ", year="y" * 21)
    assert len(refused.value.faults) == 4


def test_later_versions_stand_beside_earlier_ones_and_removal_is_a_version(upload, sqlite_database, clock, study):
    upload(HEAD + TRUST)
    upload(HEAD + TRUST, year="2024/25")
    with sqlite_database.transaction() as db:
        remove_area(db, study, now=clock(), by="Mair")
        assert current_area(db, study) is None
        assert [(each.number, each.year, len(each.rows)) for each in area_versions(db, study)] == [
            (1, "2023/24", 4),
            (2, "2024/25", 4),
            (3, "", 0),
        ]
        with pytest.raises(Refused, match="has no table of its area"):
            remove_area(db, study, now=clock(), by="Mair")


@pytest.fixture
def typed(sqlite_settings, study, tmp_path, monkeypatch):
    """`weaving study area` for this study."""
    monkeypatch.setenv("WEAVING_HOME", str(sqlite_settings.home))
    file = tmp_path / "area.csv"
    file.write_text(HEAD + TRUST, encoding="utf-8")

    def run(*words, with_file=False, verb="area"):
        arguments = ["study", verb, study.slug, *([str(file)] if with_file else []), *words]
        return CliRunner().invoke(weaving, arguments)

    return run


def test_the_command_uploads_lists_shows_and_removes(typed, tmp_path):
    assert "No table of the area" in typed().output
    made = json.loads(typed("--source", "CLS", "--year", "2023/24", "--json", with_file=True).output)
    assert (made["version"], made["rows"], made["licence"]) == (1, 4, "Open Government Licence v3.0")
    assert [each["source"] for each in json.loads(typed("--json").output)] == ["CLS"]
    assert len(json.loads(typed("--rows", "--json").output)) == 4
    assert json.loads(typed("--remove", "--json").output)["rows"] == 0
    log = CliRunner().invoke(weaving, ["audit", "list", "--json"]).output
    assert ("area table uploaded" in log, "area table removed" in log) == (True, True)


def test_the_command_says_what_is_lacking(typed):
    assert "Say the source of the table." in str(typed("--year", "2023", with_file=True).exception)
    assert "Name the FILE" in str(typed("--source", "CLS").exception)
    assert "one at a time" in str(typed("--remove", with_file=True).exception)
