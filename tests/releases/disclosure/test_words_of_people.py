"""What people wrote, in a release: only what they let be quoted and somebody released."""

import pytest

from analysis.wording.renderer import RENDERER_VERSION
from evaluation.domain.errors import Refused
from evaluation.models import OpenAnswer
from evaluation.reports.releases import freeze_release
from evaluation.store.releases.releases import release_numbered
from tests.releases.conftest import aggregates
from tests.releases.kept import begun, typed

ITEMS = ("bt1", "bt2", "bt3", "cg2", "cg3")
WORDS = ("I sat with a neighbour.", "We laughed.", "It was loud.", "I would come again.")


@pytest.fixture
def evening(on_sqlite):
    """Thirty people, of whom four wrote something that was released."""
    on_sqlite.evening("Mill Hall", 30, answering=ITEMS)
    on_sqlite.wrote("Mill Hall", *WORDS)
    return on_sqlite


@pytest.fixture(scope="module")
def made(tmp_path_factory, migrated_sqlite):
    """A release of that evening, to look at."""
    with begun(migrated_sqlite, tmp_path_factory.mktemp("made") / "home") as fieldwork:
        fieldwork.evening("Mill Hall", 30, answering=ITEMS)
        fieldwork.wrote("Mill Hall", *WORDS)
        typed(fieldwork, "make")
        yield fieldwork


def told(fieldwork):
    """What the first release tells of people's words."""
    whole = aggregates(fieldwork, 1)["report"]
    return {name: whole[name] for name in ("quotation", "open_answers") if name in whole}


def frozen(fieldwork):
    """All that is kept of the first release."""
    with fieldwork.database.reading() as db:
        return release_numbered(db, fieldwork.study, 1).aggregates


def test_words_stand_in_a_release_by_theme_and_one_on_page_one(made):
    found = told(made)
    assert found["quotation"] in WORDS
    assert [theme["name"] for theme in found["open_answers"]] == ["The room"]
    assert set(found["open_answers"][0]["answers"]) < set(WORDS)


def test_it_is_not_said_how_many_the_quote_was_drawn_from(made):
    assert "Drawn by lot from the answers whose writers agreed to be quoted" in frozen(made)


def test_what_nobody_released_is_nowhere_in_a_release(release, on_sqlite):
    on_sqlite.evening("Mill Hall", 30, answering=ITEMS)
    on_sqlite.wrote("Mill Hall", *WORDS, released=False)
    release("make")
    assert not [words for words in WORDS if words in frozen(on_sqlite)]


def test_words_of_a_small_evening_are_nowhere_in_a_release(release, on_sqlite):
    on_sqlite.evening("Mill Hall", 19, answering=ITEMS)
    on_sqlite.wrote("Mill Hall", *WORDS)
    release("make")
    assert not [words for words in WORDS if words in frozen(on_sqlite)]


@pytest.mark.parametrize("act", ["show-chapters", "put-out"])
def test_a_release_is_not_shown_nor_does_it_go_out_with_words_that_were_taken_back(release, evening, act):
    release("make")
    evening.withdraw("Mill Hall")
    with pytest.raises(Refused, match="Answers or words that may be in this have been taken back"):
        release(act, "1")


def test_a_release_is_not_shown_once_somebody_has_written_other_words(release, evening):
    release("make")
    with evening.database.transaction() as db:
        for wrote in db.query(OpenAnswer):
            wrote.text = "Something else."
    with pytest.raises(Refused, match="Answers or words that may be in this have been taken back"):
        release("show-chapters", "1")


def test_a_release_that_is_out_stays_as_it_was_when_somebody_quoted_withdraws(release, evening, monkeypatch):
    monkeypatch.setattr(freeze_release, "RELEASE_FORMATS", ("html", "csv"))
    release("make")
    release("put-out", "1")
    evening.withdraw("Mill Hall")
    files = len(release("show", "1")["files"])
    assert release("verify") == [{"release": 1, "renderer": RENDERER_VERSION, "files": files, "holds": True}]


def test_a_release_in_letters_quotes_nobody(release, evening):
    release("make", "--letters")
    assert not [words for words in WORDS if words in frozen(evening)]
