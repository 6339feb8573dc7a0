"""A study that used two versions pairs and pools only what compares, and says what it left out."""

import pandas as pd
import pytest

import instruments
from evaluation.store.comparability import comparable, unpaired, versions_compared

FIRST = instruments.load("common-ground", 1)
TRUST = ("bt1", "bt2", "bt3")


def second(**items):
    """Version 2 with other words for some items."""
    return FIRST.having(
        number=2,
        items=tuple(item.model_copy(update={"text": items.get(item.id, item.text)}) for item in FIRST.items),
    )


@pytest.fixture
def reworded():
    """Versions 1 and 2, between which one question of trust became another question."""
    return versions_compared([second(bt2="your own neighbours next door, every single morning?"), FIRST])


@pytest.fixture
def frame():
    """Three people: before and after under 1, under 2, and across the two."""
    rows = [
        ("a", "pre", "1"), ("a", "post", "1"),
        ("b", "pre", "2"), ("b", "post", "2"),
        ("c", "pre", "1"), ("c", "post", "2"), ("d", "post", "2"),
    ]  # fmt: skip
    keys = pd.DataFrame(rows, columns=["participant", "wave", "version"])
    return keys.assign(experiment="red-lamp", bt1=4.0, bt2=5.0, bt3=6.0, cg2=3.0)


def test_only_the_outcome_that_was_touched_is_apart(reworded):
    assert [apart.scale for apart in reworded.apart] == ["bridging_trust"]


def test_the_sentence_names_the_outcome_and_both_versions(reworded):
    label = next(scale.label for scale in FIRST.scales if scale.id == "bridging_trust")
    assert reworded.apart[0].sentence.startswith(f"{label} is not paired or pooled across versions 1 and 2.")


def test_one_word_more_still_compares():
    known = versions_compared([FIRST, second(bt2=FIRST.items_by_id["bt2"].text.replace("whose", "here whose"))])
    assert (known.apart, known.families("bridging_trust")) == ((), (("1", "2"),))


def test_versions_that_do_not_compare_are_families_of_their_own(reworded):
    assert (reworded.families("bridging_trust"), reworded.families("common_ground")) == (
        (("1",), ("2",)),
        (("1", "2"),),
    )


def test_a_person_across_the_two_versions_is_not_paired(reworded, frame):
    found = unpaired(frame, reworded, scales=["bridging_trust", "common_ground"])
    assert found.to_numpy().tolist() == [["c", "red-lamp", "bridging_trust", "1", "2"]]


def test_the_family_with_most_answers_is_kept_and_the_others_emptied(reworded, frame):
    kept = comparable(frame, reworded, scale="bridging_trust", items=TRUST)
    assert kept.loc[kept["version"] == "1", list(TRUST)].isna().all(axis=None)
    assert kept.loc[kept["version"] == "2", list(TRUST)].notna().all(axis=None)


def test_other_outcomes_keep_every_answer(reworded, frame):
    kept = comparable(frame, reworded, scale="common_ground", items=("cg2", "cg3"))
    pd.testing.assert_frame_equal(kept, frame)


def test_one_version_alone_pairs_everybody(frame):
    known = versions_compared([FIRST])
    alone = frame.assign(version="1")
    assert (known.apart, len(unpaired(alone, known, scales=["bridging_trust"]))) == ((), 0)


def test_a_version_nobody_knows_compares_with_none(reworded):
    assert not reworded.compares("common_ground", "1", "9")
