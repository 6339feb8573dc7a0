"""Numbers and sentences as a reader sees them."""

import re
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.wording import badge, phrases, wording
from analysis.wording.wording import Chapters, Measured, Sentence
from evaluation.impact_report.language.language import Language

ENGLISH = Language()


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.44, "+0.4"), (-0.25, "−0.2"), (0.04, "0.0"), (-0.04, "0.0"), (-1.0, "−1.0"), (12.35, "+12.3")],
)
def test_a_change_has_one_decimal_and_a_true_sign(value, written):
    assert ENGLISH.change(value) == written


def test_a_range_keeps_the_sign_of_its_lower_end():
    assert ENGLISH.range(-0.2, 1.0) == "(−0.2 to 1.0)"


@pytest.mark.parametrize(("value", "written"), [(10.0, "10"), (0.5, "0.5"), (-0.25, "−0.25")])
def test_a_margin_is_as_short_as_it_can_be(value, written):
    assert ENGLISH.point(value) == written


def test_small_numbers_are_words_and_others_figures():
    assert [ENGLISH.number(5), ENGLISH.number(13), ENGLISH.first_number(6)] == ["five", "13", "Six"]


@pytest.mark.parametrize(
    ("label", "inside"), [("Trust in people", "trust in people"), ("ESOL confidence", "ESOL confidence"), ("", "")]
)
def test_a_label_within_a_sentence_begins_small_unless_it_is_an_abbreviation(label, inside):
    assert ENGLISH.inside(label) == inside


@pytest.mark.parametrize(
    ("chance", "said"),
    [(0.25, "about 1 time in 4"), (0.7, "more often than not"), (0.001, "less than 1 time in 100")],
)
def test_a_chance_is_told_in_times(chance, said):
    assert ENGLISH.odds(chance) == said


def test_levels_are_bold_in_html_and_labels_are_escaped():
    said = Sentence("{outcome:begin} went to {post:level}", {"outcome": "<i>trust</i>", "post": 5.82})
    assert ENGLISH.show(said) == "&lt;i&gt;trust&lt;/i&gt; went to <b>5.8</b>"


def test_every_place_of_every_message_has_a_way_to_be_written():
    texts = [*phrases.messages(), *(text for text in vars(badge).values() if isinstance(text, str))]
    ways = {way for text in texts for _, name, way, _ in Formatter().parse(text) if name}
    assert all(callable(getattr(ENGLISH, way)) for way in ways)


def test_welsh_has_its_own_lists_and_months():
    from datetime import date

    welsh = Language("cy")
    assert welsh.names(["A", "B", "C"]) == "A, B, a C"
    assert welsh.day(date(2026, 5, 14)) == "14 Mai 2026"


FORBIDDEN = {
    "en": r"significan|proved|caus(e|ed|es|ing)\b|impact of|due to|no effect|effect of|\d ?%|\bp ?[=<]",
    "cy": r"arwyddoc|\b[bp]rof(i|wyd|odd)\b|achos(odd|wyd)|effaith|oherwydd|o ganlyniad i|\d ?%|\bp ?[=<]",
}
changes = st.floats(-10, 10, allow_nan=False).map(lambda value: round(value, 3))


@st.composite
def outcomes(draw):
    low, change, high = sorted(draw(st.tuples(changes, changes, changes)))
    counted = draw(st.none() | st.integers(0, 90))
    return Measured(
        outcome="Trust in people from other communities",
        minimum=0,
        maximum=10,
        n=draw(st.integers(0, 400)),
        margin=draw(st.none() | st.floats(0.1, 3)),
        direction=draw(st.sampled_from(["higher", "lower"])),
        pre=5.0,
        post=5.0 + change,
        change=change,
        low=low,
        high=high,
        up=counted,
        down=counted,
    )


def said_of(one, chapters):
    """Every sentence that the rules have for an outcome, here and across chapters."""
    yield from (wording.outcome_headline(one), wording.outcome_headline(one, chapters=chapters))
    yield from (wording.row(one), wording.row(one, across=True), *wording.moved(one), *wording.lede_here(one))
    yield from wording.lede_across(one, chapters=chapters, new_chapter=(one.low, one.high))
    yield from (*wording.quote(one), *wording.quote(one, workshops=9, chapters=chapters, one_chapter=False))


@pytest.mark.parametrize("code", ["en", "cy"])
@settings(deadline=None)
@given(one=outcomes(), k=st.integers(1, 9))
def test_no_sentence_of_the_rules_holds_a_forbidden_word(code, one, k):
    chapters = Chapters(k=k, names=(*"ABCDEFGHI",), without=(*"ABCDEFGHI",)[k:])
    language = Language(code)
    said = [language.say(sentence) for sentence in said_of(one, chapters)]
    assert [text for text in said if re.search(FORBIDDEN[code], text, re.IGNORECASE)] == []


@pytest.mark.parametrize("code", ["en", "cy"])
@settings(deadline=None)
@given(one=outcomes())
def test_what_nobody_may_say_is_said_in_every_case(code, one):
    said = Language(code).say(wording.may_not_say(one))
    assert said.startswith({"en": "You may not say that", "cy": "Ni chewch ddweud"}[code])
    assert re.search({"en": r"workshop caused", "cy": r"achosodd"}[code], said)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["nerfusrwydd", "gallu"], "nerfusrwydd a gallu"),
        (["gallu", "agosrwydd"], "gallu ac agosrwydd"),
        (["Ash", "Birch", "Ŵyn"], "Ash, Birch, ac Ŵyn"),
    ],
)
def test_a_welsh_list_has_the_and_of_its_next_word(names, said):
    assert Language("cy").names(names) == said


def test_the_first_renderer_wrote_both():
    assert Language("cy", renderer=1).names(["a", "b"]) == "a a(c) b"


@pytest.mark.parametrize(
    ("own", "other", "change", "noted"),
    [
        (-0.356, -0.931, 0.588, True),
        (-0.356, -0.931, 0.575, False),
        (-0.36, -0.93, 0.68, False),
        (-0.31, -0.91, 0.62, False),
    ],
)
def test_sides_that_seem_to_differ_by_another_amount_are_noted_as_rounded(own, other, change, noted):
    """A difference on the average of chapters: finer figures, of a difference that is theirs, need no note."""
    written = "{other:change} and {own:change}: on the average of the chapters {change:change}."
    said = ENGLISH.say(Sentence(written, {"own": own, "other": other, "change": change}))
    assert said.endswith("Each figure is rounded by itself.") is noted
