import pandas as pd
import pytest

from analysis.io.frames import at_waves, first_attendance, paired_scores
from analysis.scoring.scoring import Scale

TRUST = Scale(id="trust", label="trust", items=("t1", "t2"), minimum=1, maximum=7, reverse=frozenset({"t2"}))


def frame(*rows, experiment=True):
    names = ["participant", "chapter", *(["experiment"] if experiment else []), "wave", "t1", "t2"]
    return pd.DataFrame(rows, columns=names)


def test_scores_of_one_person_at_two_waves_stand_in_one_row():
    scores = paired_scores(frame(("p", "A", "pre", 2, 6), ("p", "A", "post", 4, 2), experiment=False), TRUST)
    assert scores[["participant", "chapter", "pre", "post"]].to_numpy().tolist() == [["p", "A", 2, 5]]


def test_someone_who_answered_once_stays_with_the_other_wave_empty():
    scores = paired_scores(frame(("p", "A", "post", 4, 2), experiment=False), TRUST)
    assert scores["pre"].isna().all()
    assert scores["post"].tolist() == [5]


def test_any_two_waves_can_be_set_beside_each_other():
    rows = frame(("p", "A", "then", 1, 7), ("p", "A", "post", 4, 4), ("p", "A", "pre", 7, 1), experiment=False)
    scores = paired_scores(rows, TRUST, before="then", after="post")
    assert scores[["pre", "post"]].to_numpy().tolist() == [[1, 4]]


def test_someone_in_two_experiments_counts_with_the_first():
    rows = frame(("p", "A", "e2", "pre", 1, 7), ("p", "A", "e1", "pre", 4, 4), ("p", "A", "e1", "post", 7, 1))
    scores = paired_scores(rows, TRUST)
    assert scores[["experiment", "pre", "post"]].to_numpy().tolist() == [["e1", 4, 7]]


def test_experiments_named_by_number_are_in_the_order_of_their_numbers():
    rows = frame(("p", "A", "evening 10", "pre", 1, 7), ("p", "A", "evening 9", "pre", 4, 4))
    assert first_attendance(rows)["experiment"].tolist() == ["evening 9"]


def test_experiments_whose_dates_are_known_are_in_the_order_of_their_dates():
    rows = frame(("p", "A", "autumn", "pre", 1, 7), ("p", "A", "spring", "pre", 4, 4))
    rows["experiment"] = pd.Categorical(rows["experiment"], categories=["spring", "autumn"], ordered=True)
    assert first_attendance(rows)["experiment"].tolist() == ["spring"]


def test_experiments_of_one_name_in_two_chapters_are_two_attendances():
    rows = frame(("p", "B", "e1", "pre", 1, 7), ("p", "A", "e1", "pre", 4, 4))
    assert first_attendance(rows)["chapter"].tolist() == ["A"]


def test_items_at_a_wave_are_turned_and_one_row_a_person():
    rows = frame(("p", "A", "e1", "pre", 1, 7), ("p", "A", "e2", "pre", 2, 2), ("q", "A", "e2", "pre", 3, 3))
    answers = at_waves(first_attendance(rows), {"before": "pre"})
    items = answers.items(TRUST, wave="before", chapters=["A"])
    people = answers.people.index[items.index]
    assert items.set_axis(people).to_dict("index") == {"p": {"t1": 1, "t2": 1}, "q": {"t1": 3, "t2": 5}}


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_does_not_matter(seed):
    rows = [(f"p{n}", f"C{n % 3}", f"e{n % 4}", wave, n % 7 + 1, 4) for n in range(20) for wave in ("pre", "post")]
    rows += [("p1", "C1", "e0", "pre", 7, 7)]
    given = frame(*rows)
    shuffled = given.sample(frac=1, random_state=seed)
    assert paired_scores(shuffled, TRUST).equals(paired_scores(given, TRUST))
