"""The rules of 3-reports: which sentence fits, and what may never be said."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.wording import badge, comparison_phrases, phrases, wording
from analysis.wording.groups.badge_facts import Conditions
from analysis.wording.months_later import Found, MonthsLater
from analysis.wording.phrases import RangePosition, Verdict, Way
from analysis.wording.wording import Chapters, Measured, verdict_of_range

LASTING = MonthsLater(found=Found.LASTING, people=36, of=40)
FORBIDDEN = re.compile(
    r"significan|proved|caus(e|ed|es|ing)\b|impact of|due to|no effect|% increase|\d ?%", re.IGNORECASE
)
RISING = re.compile(r"\b(rose|more|rise of between|average rise)\b")
numbers = st.floats(-10, 10, allow_nan=False).map(lambda value: round(value, 3))


def measured(*, change=0.4, low=0.1, high=0.7, n=34, margin=0.5, **further):
    return Measured(
        outcome="Trust in people from other communities",
        minimum=0,
        maximum=10,
        n=n,
        margin=margin,
        pre=5.4,
        post=5.4 + change,
        change=change,
        low=low,
        high=high,
        **further,
    )


@st.composite
def outcomes(draw):
    low, change, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    margin = draw(st.one_of(st.none(), st.floats(0.1, 3)))
    direction = draw(st.sampled_from(["higher", "lower"]))
    return measured(change=change, low=low, high=high, n=draw(st.integers(0, 400)), margin=margin, direction=direction)


def flipped(one):
    wanted = {"higher": "lower", "lower": "higher"}[one.direction]
    return measured(change=-one.change, low=-one.high, high=-one.low, n=one.n, margin=one.margin, direction=wanted)


@pytest.mark.parametrize(
    ("low", "change", "high", "expected"),
    [
        (0.5, 0.8, 1.1, (Verdict.CLEARLY, Way.RISE)),
        (0.1, 0.6, 1.1, (Verdict.MORE, Way.RISE)),
        (0.1, 0.4, 0.7, (Verdict.LITTLE, Way.RISE)),
        (-0.2, 0.0, 0.2, (Verdict.SAME, Way.NEITHER)),
        (-0.9, -0.3, 0.3, (Verdict.NOT_AS_MUCH, Way.RISE)),
        (-0.2, 0.4, 1.0, (Verdict.CANNOT_TELL, Way.NEITHER)),
        (-0.7, 0.0, 0.7, (Verdict.CANNOT_TELL, Way.NEITHER)),
        (-0.7, -0.4, -0.1, (Verdict.LITTLE, Way.FALL)),
        (-1.1, -0.8, -0.5, (Verdict.CLEARLY, Way.FALL)),
    ],
)
def test_the_first_rule_that_fits_is_taken(low, change, high, expected):
    assert verdict_of_range(change, low, high, margin=0.5) == expected


@pytest.mark.parametrize("left_over", [1e-16, -1e-16])
def test_what_computing_leaves_over_of_nil_or_a_margin_is_on_no_side_of_it(left_over):
    assert verdict_of_range(0.2, left_over, 0.4, margin=0.3)[0] is Verdict.CANNOT_TELL
    assert verdict_of_range(0.0, -0.3 + left_over, 0.2, margin=0.3)[0] is Verdict.NOT_AS_MUCH


def test_a_fall_that_was_looked_for_did_not_come():
    expected = (Verdict.NOT_AS_MUCH, Way.FALL)
    assert verdict_of_range(0.3, -0.3, 0.9, margin=0.5, direction="lower") == expected


@pytest.mark.parametrize(
    ("n", "message"), [(4, phrases.TOO_FEW_TO_REPORT), (5, phrases.TOO_FEW_TO_SAY), (9, phrases.TOO_FEW_TO_SAY)]
)
def test_few_people_are_too_few_whatever_they_answered(n, message):
    assert wording.outcome_headline(measured(n=n, low=3, change=4, high=5)).message == message


def test_ten_people_are_enough_to_say_what_changed():
    assert wording.outcome_headline(measured(n=10, low=3, change=4, high=5)).message == "{outcome:begin} rose clearly"


@settings(deadline=None)
@given(outcomes())
def test_nothing_rose_when_the_lower_limit_is_zero_or_less(one):
    assume(one.low <= 0)
    said = [wording.outcome_headline(one), wording.row(one), *wording.lede_here(one)]
    said += [wording.outcome_headline(one, chapters=Chapters(k=4, names=tuple("abcd"))), *wording.quote(one)]
    welcome = re.compile(r"0.5 or more|more \{outcome:inside\} is better")
    assert not any(RISING.search(welcome.sub("", sentence.message)) for sentence in said)


@settings(deadline=None)
@given(outcomes())
def test_flipping_every_sign_mirrors_the_finding(one):
    found, way = wording.verdict(one)
    assert wording.verdict(flipped(one)) == (found, -way)


def test_every_message_of_a_rise_has_the_same_words_as_its_fall():
    swapped = {"rose": "fell", "more": "less", "More": "Less", "rise": "fall", "fallen": "risen"}
    for forms in (phrases.HERE, phrases.ACROSS, phrases.ROWS_HERE, phrases.ROWS_ACROSS):
        for (found, way), messages in forms.items():
            if way is Way.RISE:
                mirrored = tuple(
                    re.sub(r"\b(rose|[mM]ore|rise|fallen)\b", lambda m: swapped[m[0]], text) for text in messages
                )
                assert forms[found, Way.FALL] == mirrored


@settings(deadline=None)
@given(outcomes(), st.lists(st.sampled_from(["trust", "in", "people", "far", "away,", "or", "nearby"]), min_size=1))
def test_no_headline_is_longer_than_fourteen_words_but_for_an_outcome_of_many(one, label):
    named = Measured(**{**vars(one), "outcome": " ".join(label)})
    many = max(0, len(wording.short(" ".join(label)).split()) - 1)
    for chapters in (None, Chapters(k=5, names=tuple("abcdef"), without=("f",))):
        said = wording.outcome_headline(named, chapters=chapters)
        words = re.sub(r"\{outcome:\w+\}", str(said.values.get("outcome", "")), said.message)
        assert len(re.sub(r"\{[^}]*\}", "x", words).split()) <= 14 + many


@settings(deadline=None)
@given(outcomes(), st.lists(st.sampled_from(["trust", "in", "people", "far", "away,", "or", "nearby"]), min_size=1))
def test_no_headline_cuts_the_name_of_an_outcome(one, label):
    whole = " ".join(label)
    named = Measured(**{**vars(one), "outcome": whole})
    for chapters in (None, Chapters(k=5, names=tuple("abcdef"), without=("f",))):
        said = wording.outcome_headline(named, chapters=chapters).values.get("outcome", whole)
        assert said in (whole, wording.short(whole))


@pytest.mark.parametrize(("differ", "message"), [(True, phrases.DIFFER), (False, phrases.CANNOT_TELL_DIFFER)])
def test_chapters_are_said_to_differ_or_that_it_cannot_be_told_and_never_to_be_equal(differ, message):
    assert wording.chapters_differ("trust", differ=differ).message == message


def test_no_message_holds_a_forbidden_word():
    texts = [*phrases.messages(), *(text for name, text in vars(badge).items() if name.isupper() and name != "LABELS")]
    spoken = [text for text in texts if isinstance(text, str) and not text.startswith("You may not say that")]
    spoken.remove(badge.NOT_COMPARED)
    assert [text for text in spoken if FORBIDDEN.search(text)] == []


def test_every_message_is_in_the_catalogue():
    assert {phrases.TOO_FEW_TO_SAY, phrases.LEVELS[RangePosition.FALL], phrases.ONE_GROUP, phrases.QUOTE_HERE} <= set(
        phrases.messages()
    )


def test_people_who_moved_up_are_never_counted_without_those_who_moved_down():
    for message in phrases.messages():
        assert ("{up" in message) == ("{down" in message)


def test_counts_that_may_not_be_printed_leave_both_directions_out():
    assert wording.moved(measured(up=None, down=12)) == ()


@pytest.mark.parametrize(
    ("margin", "compared", "message"),
    [
        (0.3, None, phrases.NOBODY_MOVED),
        (None, None, phrases.NOBODY_MOVED_AT_ALL),
        (0.3, wording.Compared(people=40, own=0.1, other=0.1), comparison_phrases.NOBODY_MOVED),
        (None, wording.Compared(people=40, own=0.1, other=0.1), comparison_phrases.NOBODY_MOVED_AT_ALL),
    ],
)
def test_where_nobody_moved_there_is_no_chance_to_speak_of(margin, compared, message):
    (said,) = wording.moved(measured(up=0, down=0, margin=margin, compared=compared))
    assert said.message == message
    assert "chance" not in message
    (at_first,) = wording.moved(measured(up=0, down=0, margin=margin, renderer=1))
    assert "some move both ways by chance" in at_first.message


def test_a_sentence_carries_the_keys_of_its_figures():
    keys = {"change": "outcomes.trust.across.headline.estimate", "low": "outcomes.trust.across.headline.low"}
    said = wording.statement("It was {change:change} ({low:change}).", measured(keys=keys))
    assert said.figures == tuple(keys.values())


def test_two_chapters_are_not_averaged():
    two = Chapters(k=2, names=("A", "B"))
    assert wording.outcome_headline(measured(), chapters=two).message == phrases.NOT_AVERAGED
    assert wording.quote(measured(), chapters=two, one_chapter=False) == ()


def test_a_single_chapter_with_results_is_no_average():
    one = Chapters(k=1, names=("A", "B"), without=("B",))
    assert wording.outcome_headline(measured(), chapters=one).message == phrases.ONE_CHAPTER


def test_chapters_without_results_are_named():
    said = wording.coverage(Chapters(k=5, names=tuple("ABCDEF"), without=("D",)))
    assert said.values == {"k": 5, "K": 6, "names": ("D",)}


conditions = st.builds(
    Conditions,
    pairs=st.integers(0, 500),
    answered=st.integers(0, 900),
    lost=st.floats(0, 1),
    came=st.none() | st.integers(1, 900),
    later=st.sampled_from(Found).map(lambda found: MonthsLater(found=found, people=30, of=30)),
    chapters=st.integers(1, 12),
    versions_differ=st.booleans(),
    reliability=st.none() | st.floats(-1, 1),
    at_ceiling=st.none() | st.floats(0, 1),
    yes_or_no=st.booleans(),
)


@settings(deadline=None)
@given(conditions)
def test_one_group_before_and_after_never_exceeds_two(found):
    assert 1 <= badge.badge(found).level <= 2


@pytest.mark.parametrize(
    ("further", "level"),
    [
        ({}, 2),
        ({"pairs": 19}, 1),
        ({"answered": 81}, 1),
        ({"versions_differ": True}, 1),
        ({"reliability": 0.59}, 1),
        ({"at_ceiling": 0.16}, 1),
        ({"at_ceiling": 0.16, "yes_or_no": True}, 2),
        ({"at_ceiling": 0.79, "yes_or_no": True}, 2),
        ({"at_ceiling": 0.8, "yes_or_no": True}, 1),
        ({"lost": 0.41}, 1),
        ({"compared": True}, 3),
        ({"compared": True, "lost": 0.3}, 2),
        ({"compared": True, "chapters": 4}, 3),
        ({"compared": True, "chapters": 4, "randomised": True, "later": LASTING}, 3),
        ({"compared": True, "chapters": 5}, 4),
        ({"compared": True, "chapters": 5, "randomised": True, "later": LASTING}, 5),
        ({"compared": True, "chapters": 2, "grouped": True}, 3),
        ({"compared": True, "chapters": 4, "grouped": True, "comparison_groups": 6}, 3),
        ({"compared": True, "chapters": 6, "grouped": True, "comparison_groups": 4}, 3),
        ({"compared": True, "chapters": 5, "grouped": True, "comparison_groups": 5}, 4),
        ({"compared": True, "chapters": 6, "left_out": 0.19}, 4),
        ({"compared": True, "chapters": 6, "left_out": 0.2}, 3),
    ],
)
def test_the_badge_follows_its_rules(further, level):
    found = Conditions(**{"pairs": 40, "answered": 50, "lost": 0.1, **further})
    assert badge.badge(found).level == level
