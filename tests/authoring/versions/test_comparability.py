"""Which outcomes of a study that used two versions still compare, and what is done with answers that do not."""

import pandas as pd
import pytest

import instruments
from evaluation.store.instruments.comparability import versions_compared
from evaluation.store.instruments.declared_changes import Declared
from evaluation.store.instruments.publishing import sign
from evaluation.store.reports.comparable_outcomes import comparable_answers
from instruments.comparison import Comparability
from tests.authoring.researching import Drafting
from tests.authoring.two_versions import FIRST, second

V1, V2 = "common-ground/1", "common-ground/2"
ANOTHER = "your own neighbours next door, every single morning?"


@pytest.fixture
def reworded():
    """Versions 1 and 2, between which one question of trust became another question."""
    return versions_compared([second(bt2=ANOTHER), FIRST])


def answers(*rows):
    """Answers of these people: person, experiment, wave, version."""
    keys = pd.DataFrame(rows, columns=["participant", "experiment", "wave", "version"])
    return keys.assign(instrument="common-ground", bt1=4.0, bt2=5.0, bt3=6.0, cg2=3.0, cg3=3.0)


WITHIN = [("a", "one", "pre", "1"), ("a", "one", "post", "1"), ("b", "two", "pre", "2"), ("b", "two", "post", "2")]
ACROSS = [("c", "three", "pre", "1"), ("c", "three", "post", "2")]


def test_only_the_outcome_that_was_touched_is_told(reworded):
    assert [(each.scale, each.comparability) for each in reworded.across] == [("bridging_trust", Comparability.NOT)]


ONE_MORE = second(bt2=FIRST.items_by_id["bt2"].text.replace("whose", "here whose"))


def declared(*classes):
    """What was declared when versions 2, 3 and so on were published, of the words of bt2."""
    named = enumerate(classes, start=2)
    said = {f"common-ground/{n}": None if found is None else {"items.bt2.text": found} for n, found in named}
    return Declared(reasons={}, classes=said)


def test_one_word_more_does_not_compare_by_itself():
    known = versions_compared([FIRST, ONE_MORE], said=declared(None))
    assert [each.comparability for each in known.across] == [Comparability.NOT]


def test_one_word_more_compares_with_care_where_whoever_published_it_said_so():
    known = versions_compared([FIRST, ONE_MORE], said=declared("comparable_with_care"))
    assert [each.comparability for each in known.across] == [Comparability.WITH_CARE]
    assert known.compares("bridging_trust", V1, V2)


def test_versions_that_do_not_compare_are_families_of_their_own(reworded):
    sizes = {name: [len(family) for family in reworded.families(name)] for name in ("bridging_trust", "common_ground")}
    assert sizes == {"bridging_trust": [1, 1], "common_ground": [2]}


def test_a_version_nobody_knows_compares_with_none(reworded):
    assert not reworded.compares("common_ground", V1, "common-ground/9")


def test_one_number_of_two_instruments_is_two_versions():
    module = instruments.load("learning-module", 1)
    known = versions_compared([module.having(items=second(bt2=ANOTHER).items[: len(module.items)]), FIRST])
    assert not known.compares("bridging_trust", V1, "learning-module/1")


def test_a_change_confined_to_looking_back_leaves_before_and_after_alone():
    pages = tuple(
        page.model_copy(
            update={
                "wording": tuple(
                    wording.model_copy(update={"text": ANOTHER}) if wording.item == "bt1" else wording
                    for wording in page.wording
                )
            }
        )
        for page in FIRST.waves
    )
    known = versions_compared([FIRST, second().having(waves=pages)])
    told = [(len(known.families("bridging_trust")), len(known.families("bridging_trust", waves=("then",))))]
    assert told == [(1, 2)]


def test_what_does_not_compare_becomes_two_outcomes(reworded):
    found = comparable_answers(answers(*WITHIN), reworded)
    assert [scale.id for scale in found.scales if scale.id.startswith("bridging")] == [
        "bridging_trust", "bridging_trust@common_ground_1",
    ]  # fmt: skip


def test_each_of_the_two_holds_its_own_answers_alone(reworded):
    frame = comparable_answers(answers(*WITHIN), reworded).frame
    told = frame.set_index("version")[["bt2", "bt2@common_ground_1"]].notna()
    assert (told.loc["2"].all().tolist(), told.loc["1"].all().tolist()) == ([True, False], [False, True])


def test_other_outcomes_keep_every_answer(reworded):
    frame = answers(*WITHIN, *ACROSS)
    kept = comparable_answers(frame, reworded).frame
    pd.testing.assert_frame_equal(kept[["cg2", "cg3"]], frame[["cg2", "cg3"]])


def test_a_person_across_the_two_versions_is_in_neither(reworded):
    found = comparable_answers(answers(*WITHIN, *ACROSS), reworded)
    rows = found.frame[found.frame["participant"] == "c"]
    assert rows[[column for column in rows if column.startswith("bt")]].isna().all(axis=None)


def test_who_was_never_asked_the_same_again_is_not_counted_as_lost(reworded):
    lone = answers(*WITHIN, *ACROSS, ("d", "three", "pre", "1"))
    rows = comparable_answers(lone, reworded).frame
    assert rows.loc[rows["participant"] == "d", "bt1"].isna().all()


def test_who_left_early_still_counts_where_the_evening_asked_the_same(reworded):
    left = answers(*WITHIN, ("d", "one", "pre", "1"))
    rows = comparable_answers(left, reworded).frame
    assert rows.loc[rows["participant"] == "d", "bt1"].notna().all()


def test_the_family_with_most_answers_keeps_the_name(reworded):
    more = answers(*WITHIN, ("e", "one", "pre", "1"), ("e", "one", "post", "1"))
    found = comparable_answers(more, reworded)
    assert found.newest["bridging_trust"].number == 1


def test_an_outcome_of_which_nothing_was_left_out_may_be_released(reworded):
    found = comparable_answers(answers(*WITHIN), reworded)
    assert {scale.id for scale in found.untouched} >= {"common_ground"}
    assert not any(scale.id.startswith("bridging") for scale in found.untouched)


def test_one_version_alone_keeps_everything():
    frame = answers(*WITHIN[:2])
    found = comparable_answers(frame, versions_compared([FIRST]))
    assert (found.apart & {"bridging_trust", "common_ground"}, found.frame["bt1"].tolist()) == (set(), [4.0, 4.0])


def test_codes_that_a_version_counts_as_not_answered_are_not_answers():
    scales = tuple(
        scale.model_copy(update={"missing": (5,)}) if scale.id == "bridging_trust" else scale for scale in FIRST.scales
    )
    found = comparable_answers(answers(*WITHIN), versions_compared([FIRST, second().having(scales=scales)]))
    assert found.frame.set_index("version")["bt2"].groupby(level=0).count().to_dict() == {"1": 2, "2": 0}


THIRD = second(bt2="people nobody here would ever talk to?").having(number=3)
CARE, NOT, SAME = "comparable_with_care", "not_comparable", "same"


@pytest.mark.parametrize(
    ("classes", "expected"),
    [((CARE, CARE), CARE), ((CARE, NOT), NOT), ((NOT, CARE), NOT), ((CARE, None), NOT), ((None, CARE), NOT),
     ((SAME, CARE), CARE)],
)  # fmt: skip
def test_over_several_versions_the_gravest_class_said_on_the_way_stands(classes, expected):
    known = versions_compared([FIRST, THIRD], said=declared(*classes))
    assert [str(each.comparability) for each in known.across] == [expected]


def test_a_class_of_other_numbers_is_not_taken_whoever_declared_it():
    fewer = FIRST.having(
        number=2,
        formats=tuple(
            found.model_copy(update={"options": found.options[1:]}) if found.id == "agree7" else found
            for found in FIRST.formats
        ),
    )
    said = Declared(reasons={}, classes={"common-ground/2": {"formats.agree7.options": CARE}})
    assert not versions_compared([FIRST, fewer], said=said).compares("common_ground", V1, V2)


def test_what_the_rule_calls_the_same_does_not_compare_where_somebody_says_so():
    other = second(df1=FIRST.items_by_id["df1"].text + ".")
    said = Declared(reasons={}, classes={"common-ground/2": {"items.df1.text": NOT}})
    assert not versions_compared([FIRST, other], said=said).compares("difference", V1, V2)


def test_an_outcome_reworded_in_welsh_alone_is_pooled_in_no_language_and_the_changes_name_it(
    sqlite_settings, sqlite_database, clock
):
    welsh = instruments.translation("common-ground", 1, "cy")
    with sqlite_database.transaction() as db:
        sign(db, welsh, by="A second person", now=clock())
    drafting = Drafting(sqlite_settings, sqlite_database, clock, languages=("en", "cy"))
    person, key = drafting.researcher(), "items.df1.text"
    other = "Rwy'n mwynhau cwmni pobl eraill yn ardal {place}."
    person.open("translations/cy").press("Save", **{f"words.{key}": other})
    said = "Not pooled or paired across versions 1 and 2, and the report will say so: Understanding of difference."
    for page in ("items/df1", "publish"):
        assert said in person.open(page).words
    words = [(welsh, welsh.model_copy(update={"number": 2, "strings": {**welsh.strings, key: other}}))]
    known = versions_compared([FIRST, drafting.version()], translations=words)
    assert [each.scale for each in known.across if each.comparability is Comparability.NOT] == ["difference"]
