"""A release is frozen, shown, given words, put out and superseded; and written again to the same bytes."""

from datetime import date
from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from evaluation.domain.errors import Refused
from evaluation.reports.releases.freeze_release import file_differences
from evaluation.store.releases.contents import rebuilding
from evaluation.store.releases.releases import (
    ReleaseStanding,
    add_words,
    files_of,
    record_put_out,
    release_numbered,
    release_standing,
    releases_of,
    show_to_chapters,
    statements_of,
)


def written(release):
    """The files of a release, from what a renderer is given and nothing else."""
    said = "".join(f"{chapter}: {words}\n" for chapter, words in release.words.items())
    body = f"{release.title} {release.frozen_at.isoformat()} {release.sha256}\n{said}"
    return {"report.json": release.aggregates.encode(), "report.txt": body.encode()}


@pytest.fixture
def released(fieldwork):
    """The first release of 22 people, frozen."""
    fieldwork.evening("Mill Hall", 22)
    return fieldwork.release().row


@pytest.fixture
def write(fieldwork):
    """One act on a release in a transaction of its own."""

    def act(function, *arguments, **options):
        with fieldwork.database.transaction() as db:
            return function(db, *arguments, now=fieldwork.clock(), by="Mair", **options)

    return act


def files(fieldwork, release):
    with fieldwork.database.reading() as db:
        return written(rebuilding(db, release))


def test_a_release_is_the_same_bytes_after_a_withdrawal(fieldwork, released, write):
    write(record_put_out, released, files=files(fieldwork, released))
    fieldwork.withdraw("Mill Hall")
    with fieldwork.database.reading() as db:
        assert file_differences(files_of(db, released), written(rebuilding(db, released))) == []


def test_other_bytes_are_named(fieldwork, released, write):
    write(record_put_out, released, files=files(fieldwork, released))
    with fieldwork.database.reading() as db:
        again = {**written(rebuilding(db, released)), "report.txt": b"other", "new.csv": b""}
        assert file_differences(files_of(db, released), again) == [
            "new.csv was not part of the release.",
            "report.txt is not the same bytes as when it was released.",
        ]


def test_aggregates_are_kept_letter_for_letter(fieldwork, released):
    with fieldwork.database.reading() as db:
        assert release_numbered(db, fieldwork.study, 1).aggregates == '{"people":22,"words":"ŵ"}'


@pytest.mark.parametrize("table", ["release", "release_event", "release_file"])
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_nothing_of_a_release_can_be_changed_or_removed(fieldwork, released, write, table, change):
    write(record_put_out, released, files=files(fieldwork, released))
    with pytest.raises(DBAPIError, match="permanent"), fieldwork.database.transaction() as db:
        db.execute(text(change.format(table)))


def test_a_public_release_is_with_its_chapters_for_five_working_days(fieldwork, write):
    fieldwork.evening("Mill Hall", 22)
    release = fieldwork.release(public=True).row
    with pytest.raises(Refused, match="must see a public release first"):
        write(record_put_out, release, files={})
    assert write(show_to_chapters, release) == date(2026, 5, 21)
    fieldwork.clock.advance(days=6)
    with pytest.raises(Refused, match="until 21 May 2026"):
        write(record_put_out, release, files={})
    fieldwork.clock.advance(days=1)
    write(record_put_out, release, files={})


def test_showing_twice_does_not_start_the_days_again(fieldwork, released, write):
    first = write(show_to_chapters, released)
    fieldwork.clock.advance(days=2)
    assert write(show_to_chapters, released) == first


@pytest.mark.parametrize("act", [show_to_chapters, partial(record_put_out, files={})], ids=["shown", "put out"])
def test_after_a_withdrawal_a_release_is_neither_shown_nor_put_out_for_the_same_reason(fieldwork, released, write, act):
    fieldwork.withdraw("Mill Hall")
    with pytest.raises(Refused, match="Answers or words that may be in this have been taken back"):
        write(act, released)
    with fieldwork.database.reading() as db:
        assert release_standing(db, released) is ReleaseStanding.DRAFT


def test_one_that_is_out_is_shown_whoever_left_since(fieldwork, released, write):
    write(record_put_out, released, files={})
    fieldwork.withdraw("Mill Hall")
    assert write(show_to_chapters, released) == date(2026, 5, 14)


def test_a_chapter_adds_words_of_its_own_and_the_last_count(fieldwork, released, write):
    write(show_to_chapters, released)
    for words in ("First thoughts.", "We met   again\nin June."):
        write(add_words, released, chapter=fieldwork.chapters["Caer"], words=words)
    with fieldwork.database.reading() as db:
        assert statements_of(db, released) == {"Caer": "We met again in June."}


def test_a_hundred_words_are_the_most(fieldwork, released, write):
    write(show_to_chapters, released)
    write(add_words, released, chapter=fieldwork.chapters["Caer"], words="word " * 100)
    with pytest.raises(Refused, match="A chapter has 100 words; these are 101"):
        write(add_words, released, chapter=fieldwork.chapters["Caer"], words="word " * 101)


def test_words_come_neither_before_it_is_shown_nor_after_it_is_out(fieldwork, released, write):
    with pytest.raises(Refused, match="have not been shown"):
        write(add_words, released, chapter=fieldwork.chapters["Caer"], words="Hello")
    write(show_to_chapters, released)
    write(record_put_out, released, files={})
    with pytest.raises(Refused, match="This release is out"):
        write(add_words, released, chapter=fieldwork.chapters["Caer"], words="Hello")


def test_a_later_release_supersedes_and_the_earlier_stays(fieldwork, released, write):
    write(record_put_out, released, files={})
    fieldwork.evening("Quay", 6)
    second = fieldwork.release().row
    with fieldwork.database.reading() as db:
        assert [release_standing(db, each) for each in releases_of(db, fieldwork.study)] == [
            ReleaseStanding.DRAFT,
            ReleaseStanding.RELEASED,
        ]
    write(record_put_out, second, files={})
    with fieldwork.database.reading() as db:
        stands = [release_standing(db, each) for each in releases_of(db, fieldwork.study)]
    assert stands == [ReleaseStanding.RELEASED, ReleaseStanding.SUPERSEDED]


def test_a_release_is_put_out_once(fieldwork, released, write):
    write(record_put_out, released, files={})
    with pytest.raises(Refused, match="out already"):
        write(record_put_out, released, files={})
