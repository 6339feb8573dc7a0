"""A wave that asks only a part of an outcome could make a change of the questions alone: it is declared, or refused."""

import pytest

import instruments
from instruments.checklist import checklist
from instruments.comparison.between_waves import incomplete_scales
from instruments.terms import WaveKind
from instruments.validation import problems

FIRST = instruments.load("common-ground", 1)
TRUST = "bridging_trust"
LEFT = "Trust in people from other communities: the wave 'post' asks bt1, bt2 and leaves out bt3"


def asking(*, bt3=("pretest", "pre", "post", "follow_up"), partial=()):
    """The first version with one question of trust asked at these waves alone, and what its scale declares of it."""
    items = tuple(
        one.model_copy(update={"waves": tuple(map(WaveKind, bt3))}) if one.id == "bt3" else one for one in FIRST.items
    )
    scales = tuple(
        one.model_copy(update={"partial": tuple(map(WaveKind, partial))}) if one.id == TRUST else one
        for one in FIRST.scales
    )
    return FIRST.having(items=items, scales=scales)


def left(version):
    """What is left to do about it before the version can be published, though it were the first."""
    return next(line.left for line in checklist(version) if line.id == "parts")


@pytest.mark.parametrize("published", instruments.published(), ids=lambda one: f"{one.id}-{one.number}")
def test_no_version_that_comes_with_the_software_asks_a_part(published):
    assert incomplete_scales(instruments.load(published.id, published.number)) == ()


@pytest.mark.parametrize("wave", ["pretest", "pre", "post", "follow_up"])
def test_every_wave_that_is_set_against_another_is_looked_at(wave):
    others = tuple(each for each in ("pretest", "pre", "post", "follow_up") if each != wave)
    (part,) = incomplete_scales(asking(bt3=others))
    assert (part.scale, part.wave, part.left_out) == (TRUST, wave, ("bt3",))


def test_a_question_that_one_wave_alone_adds_is_left_out_by_the_others():
    assert [part.wave for part in incomplete_scales(asking(bt3=("post",)))] == ["pretest", "pre", "follow_up"]


def test_looking_back_asks_parts_by_design():
    assert incomplete_scales(FIRST) == ()


def test_the_list_before_publishing_names_what_is_left_out():
    (said,) = left(asking(bt3=("pretest", "pre", "follow_up")))
    assert LEFT in said
    assert left(asking()) == ()


def test_what_the_scale_declares_is_not_asked_about():
    assert left(asking(bt3=("pretest", "pre", "follow_up"), partial=("post",))) == ()
    assert len(left(asking(bt3=("pretest", "pre"), partial=("post",)))) == 1


def test_a_declaration_is_of_a_wave_that_there_is():
    waves = tuple(page for page in FIRST.waves if page.kind != "follow_up")
    items = tuple(
        one.model_copy(update={"waves": tuple(wave for wave in one.waves if wave != "follow_up")})
        for one in FIRST.items
        if set(one.waves) != {"follow_up"}
    )
    found = problems(asking(partial=("follow_up",)).having(waves=waves, items=items))
    assert [problem.key for problem in found] == [f"scales.{TRUST}.partial"]


def test_a_version_that_declares_nothing_is_written_as_before():
    assert instruments.canonical_toml(asking()) == instruments.canonical_toml(FIRST)
