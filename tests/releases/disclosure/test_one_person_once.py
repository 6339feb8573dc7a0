"""Who is one person to a release: two participants who were joined, and whoever came to two evenings."""

import pytest
from sqlalchemy import select

from evaluation.domain.errors import Refused
from evaluation.models import Experiment, Link
from evaluation.store.releases.release_frames import release_frame
from evaluation.store.reports.frames import named_people, responses_frame
from evaluation.store.reports.gather import gather_experiments


def frame_of(fieldwork, *titles):
    """The frame of a release of these evenings, as it would be made now."""
    with fieldwork.database.transaction() as db:
        gathered = gather_experiments(db, [db.get_one(Experiment, fieldwork.experiments[title].id) for title in titles])
        return release_frame(db, gathered, fieldwork.choose(db, *titles), now=fieldwork.clock()).frame


def waves_of_each(frame):
    return set(frame.groupby(["participant", "experiment"], observed=True)["wave"].agg(lambda waves: (*sorted(waves),)))


def test_two_participants_who_were_joined_are_one_person_of_a_release(fieldwork):
    fieldwork.evening("Mill Hall", 12)
    fieldwork.joined("Mill Hall", 6)
    assert fieldwork.release().people == 18


def test_a_release_has_the_answers_of_those_it_counts_and_of_nobody_else(fieldwork):
    fieldwork.evening("Mill Hall", 3)
    fieldwork.joined("Mill Hall", 6)
    fieldwork.evening("Mill Hall", 9)
    frame = frame_of(fieldwork, "Mill Hall")
    assert (frame["participant"].nunique(), waves_of_each(frame)) == (18, {("post", "pre")})


def test_whoever_was_joined_after_a_release_is_new_to_the_next(on_sqlite):
    on_sqlite.evening("Mill Hall", 22)
    on_sqlite.release()
    on_sqlite.joined("Mill Hall", 4)
    assert on_sqlite.release().waiting == 4
    on_sqlite.evening("Mill Hall", 1)
    assert on_sqlite.release().people == 27


def test_halves_from_before_a_release_that_are_joined_after_it_are_new(on_sqlite):
    on_sqlite.evening("Mill Hall", 22)
    on_sqlite.apart("Mill Hall", 5)
    assert on_sqlite.release().people == 22
    on_sqlite.join()
    assert on_sqlite.release().people == 27


def undo(fieldwork, count):
    """Some joins that stand are undone; what they joined lies apart again."""
    fieldwork.clock.advance(minutes=1)
    with fieldwork.database.transaction() as db:
        for link in db.scalars(
            select(Link).where(Link.undone_at.is_(None)).order_by(Link.made_at, Link.id).limit(count)
        ):
            link.undone_at = fieldwork.clock()
            fieldwork.halves.append((link.experiment_id, link.earlier_id, link.later_id))


def test_joins_that_are_undone_and_made_again_bring_nobody_in(fieldwork):
    """Five undone, four made again, a fifth undone and made again: two reports that differ by one person alone."""
    fieldwork.evening("Mill Hall", 0)
    fieldwork.joined("Mill Hall", 12)
    assert fieldwork.release(public=False).people == 12
    undo(fieldwork, 5)
    assert fieldwork.release(public=False).people == 7
    fieldwork.halves.pop()
    fieldwork.join()
    assert fieldwork.release(public=False).people == 7
    undo(fieldwork, 1)
    fieldwork.join()
    with pytest.raises(Refused, match="stands in the way"):
        fieldwork.release(public=False)


def test_joins_made_crosswise_bring_nobody_in(on_sqlite):
    on_sqlite.evening("Mill Hall", 0)
    on_sqlite.joined("Mill Hall", 12)
    on_sqlite.release(public=False)
    undo(on_sqlite, 6)
    assert on_sqlite.release(public=False).people == 6
    experiments, earlier, later = zip(*on_sqlite.halves, strict=True)
    on_sqlite.halves[:] = zip(experiments, earlier, (*later[1:], later[0]), strict=True)
    on_sqlite.join()
    assert on_sqlite.release(public=False).people == 6


def test_a_join_put_right_before_any_report_counts(on_sqlite):
    on_sqlite.evening("Mill Hall", 0)
    on_sqlite.joined("Mill Hall", 12)
    undo(on_sqlite, 2)
    on_sqlite.join()
    assert on_sqlite.release(public=False).people == 12


def test_whoever_came_to_two_evenings_is_in_releases_of_the_first_alone(fieldwork):
    fieldwork.evening("Mill Hall", 12)
    fieldwork.clock.advance(days=7)
    fieldwork.evening("Quay", 12)
    fieldwork.came_back("Quay", 3, of="Mill Hall")
    found = [frame_of(fieldwork, *titles) for titles in (("Mill Hall",), ("Quay",), ("Mill Hall", "Quay"))]
    assert [len(frame[["participant", "experiment"]].drop_duplicates()) for frame in found] == [12, 12, 24]


def test_a_frame_calls_everybody_what_their_names_are_looked_up_as(fieldwork):
    fieldwork.evening("Mill Hall", 3)
    fieldwork.joined("Mill Hall", 2)
    fieldwork.evening("Quay", 2)
    fieldwork.came_back("Quay", 2, of="Mill Hall")
    here = [experiment.id for experiment in fieldwork.experiments.values()]
    with fieldwork.database.reading() as db:
        assert set(named_people(db, here).values()) == set(responses_frame(db, here)["participant"])
