"""What is left months later is of everybody who answered before and then, also of those who missed After."""

import json

import numpy as np
import pytest

from analysis.scoring.scoring import Scale
from analysis.wording import months_later
from evaluation.impact_report.formats import json as json_file
from evaluation.impact_report.sections.waves_section import waves
from evaluation.reports.releasable_outcomes import without_left_out
from tests.impact_report.examples import frame_of, report
from tests.impact_report.months_later.test_harm_months_later import ticks
from tests.impact_report.months_later.test_who_answered_months_later import reason
from tests.impact_report.page_one import page_1

TRUST = Scale(id="t", label="Trust in others", items=("t1",), minimum=0, maximum=10, margin=0.3, primary=True)
SAFE = Scale(id="s", label="Feeling safe", items=("s1",), minimum=0, maximum=10, margin=0.3)
CHAPTERS = ("Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir")
WAVES = ("pre", "post", "follow_up")


def rows_of(missed, *, n=30, kept=0.8, fell=-2.0, came_back=1.0, arm=None, chapters=CHAPTERS, seed=7):
    """Chapters of n people who rose by 0.8 and kept so much of it; the share that `missed` After fell."""
    rng, found = np.random.default_rng(seed), []
    for chapter in chapters:
        for person in range(n):
            given = {"participant": f"{arm}{chapter}{person}", "chapter": chapter, **({"arm": arm} if arm else {})}
            own, lost, back = 5 + rng.normal(), person < n * missed, person >= n * (1 - came_back)
            later = (fell if lost else kept) + rng.normal() * 0.5
            moved = {"pre": 0.0, "post": 0.8 + rng.normal() * 0.5, "follow_up": later}
            asked = [wave for wave in WAVES if not (wave == "post" and lost) and (wave != "follow_up" or back)]
            found += [given | {"wave": wave, "t1": own + moved[wave]} for wave in asked]
    return found


def of_rows(*rows, **further):
    return report(frame_of(*rows), scales=(TRUST,), **further)


@pytest.mark.parametrize(("missed", "figure"), [(1 / 2, "−0.7"), (1 / 3, "−0.3")])
def test_harm_of_those_who_missed_after_is_in_the_lede_and_the_quote(missed, figure):
    made = of_rows(rows_of(missed, fell=-2.0 if missed == 1 / 2 else -2.4))
    said = page_1(made)
    for place in ("lede", "quote"):
        assert "of 180 people asked again" in said[place]
        assert figure in said[place].split("asked again")[1]
    assert months_later.LASTING not in ticks(made)


def test_each_difference_of_the_table_says_of_how_many_it_is():
    made = of_rows(rows_of(1 / 2))
    (table,) = waves(made, made.language)
    assert [row.n for row in table.rows] == ["90", "180", "90"]
    found = json.loads(json_file.text(made))["outcomes"]["t"]["waves"]["follow_up"]
    assert [found[name]["n"] for name in ("change", "lasting", "faded")] == [90, 180, 90]


def test_the_tick_counts_of_all_who_answered_before():
    assert reason(of_rows(rows_of(1 / 2, fell=0.8))) == (
        "Asked again months later: 180 of 180 people answered",
        True,
    )


def test_there_is_no_tick_where_few_of_those_behind_the_change_answered_again():
    rows = rows_of(1 / 5, fell=0.8, n=30)
    back = {
        row["participant"] for row in rows if row["wave"] == "post" and row["participant"].endswith(("9", "8", "7"))
    }
    late = [row for row in rows if row["wave"] != "follow_up" or row["participant"] not in back]
    text, speaks_for = reason(of_rows(late))
    assert not speaks_for
    assert text.startswith("Only ")


def test_there_is_no_tick_where_few_of_those_who_answered_before_answered_again():
    made = of_rows(rows_of(1 / 3, came_back=0.63))
    assert reason(made) == ("Only 108 of 180 people answered months later: we do not know if it lasts", False)


def test_so_few_who_missed_after_are_not_told_by_the_difference_of_two_figures():
    made = of_rows(rows_of(1 / 20, n=20, chapters=("Ash",)))
    assert set(made.first.waves["follow_up"]) == {"lasting"}
    assert made.first.waves["follow_up"]["lasting"].n == 20


def test_the_difference_beside_a_comparison_group_is_of_all_of_both_sides():
    groups = [rows_of(1 / 2, arm="came"), rows_of(0, arm="control", n=25, kept=0.8, seed=8)]
    made = of_rows(*groups)
    later = made.first.compared_later
    assert (later.came, later.beside) == (180, 150)
    assert later.headline.high < 0


def test_a_release_tells_of_those_who_answered_all_three_times():
    frame = frame_of(rows_of(1 / 2)).assign(experiment="evening")
    kept = without_left_out(frame, (TRUST,), {})
    later = kept[kept["wave"] == "follow_up"]
    assert (len(later), int(later["t1"].notna().sum())) == (180, 90)
