"""Version 2 of common-ground: what was found wanting of version 1 is mended, and each change says what it means."""

import itertools

import pytest

import instruments
from evaluation.store.instruments.comparability import versions_compared
from evaluation.store.instruments.declared_changes import Declared
from instruments.checklist import LONGEST_WAVE, checklist, seconds
from instruments.comparison import Comparability, compare
from instruments.declaration import declaration_faults

OLD, NEW = instruments.load("common-ground", 1), instruments.load("common-ground", 2)
SAID = instruments.declaration("common-ground", 2)
OUTCOMES = "bt1 bt2 bt3 cg2 cg3 cg1 df1 df3 df4 df5 df6 an1 ag1 ag2"
WAVES = {
    "pre": f"{OUTCOMES} pa1 hp1",
    "post": f"{OUTCOMES} oo1 oo2 wm1 hp1 op1",
    "then": "bt1 cg2 df1 an1 ag1",
    "follow_up": f"{OUTCOMES.replace(' an1', '')} ma1 tp1",
}


@pytest.mark.parametrize("wave", WAVES)
def test_each_wave_asks_what_is_planned(wave):
    assert [item.id for item in NEW.questions(wave)] == WAVES[wave].split()


def test_after_asks_the_outcomes_word_for_word_as_before():
    before, after = ([item for item in NEW.questions(wave) if item.id in OUTCOMES] for wave in ("pre", "post"))
    assert before == after


def test_no_wave_takes_three_minutes():
    assert [page.kind for page in NEW.waves if seconds(NEW, page.kind) >= LONGEST_WAVE] == []


def test_respect_is_scored_and_one_question_of_it_is_turned_round():
    scale = next(scale for scale in NEW.scales if scale.id == "difference")
    assert (scale.items, scale.reverse) == (("df1", "df3", "df4", "df5", "df6"), ("df6",))


def test_whom_a_question_about_people_one_met_does_not_fit_can_say_so():
    assert [item.id for item in NEW.items if item.not_applicable] == ["bt3", "df3", "df4"]


def test_pictures_next_to_each_other_can_be_told_apart_and_all_read_the_same_words():
    found = NEW.formats_by_id["circles7"]
    overlaps = [option.overlap for option in found.options]
    assert min(later - earlier for earlier, later in itertools.pairwise(overlaps)) >= 10
    assert overlaps[5] - overlaps[4] >= 15
    assert found.worded


def test_meeting_again_has_an_answer_for_not_arranged_yet():
    labels = [option.label for option in NEW.formats_by_id["meet_again"].options]
    assert labels == ["No", "Maybe", "Yes, not arranged yet", "Yes, arranged"]


def test_every_change_has_a_reason_and_a_class_that_it_can_have():
    assert list(declaration_faults(SAID, OLD, NEW, translations=_pairs())) == []


def test_a_change_without_a_reason_is_named():
    less = SAID.model_copy(update={"reasons": {key: why for key, why in SAID.reasons.items() if key != "items.df5"}})
    assert list(declaration_faults(less, OLD, NEW, translations=_pairs())) == ["items.df5: the change has no reason."]


def test_a_class_that_nobody_can_declare_and_a_key_without_a_change_are_named():
    more = SAID.model_copy(update={"classes": {"items.df5": "comparable_with_care", "items.zz": "same"}})
    faults = list(declaration_faults(more, OLD, NEW, translations=_pairs()))
    assert faults == ["items.zz: no change is called so.", "items.df5: comparable_with_care cannot be declared."]


def _pairs():
    return [
        (instruments.translation("common-ground", 1, language), instruments.translation("common-ground", 2, language))
        for language in ("cy", "ar")
    ]


WITH_CARE, NOT = Comparability.WITH_CARE, Comparability.NOT
CLASSES = {
    "bridging_trust": WITH_CARE,
    "common_ground": Comparability.SAME,
    "agency": WITH_CARE,
    "anxiety": WITH_CARE,
    "closeness": NOT,
    "difference": NOT,
}


@pytest.mark.parametrize("scale", CLASSES)
def test_each_outcome_compares_with_version_1_as_declared_in_every_language(scale):
    said = Declared(reasons={"common-ground/2": SAID.reasons}, classes={"common-ground/2": SAID.classes})
    used = versions_compared((OLD, NEW), translations=_pairs(), said=said)
    found = used.comparability(scale, "common-ground/1", "common-ground/2", waves=("pre", "post"))
    assert found is CLASSES[scale]


def test_without_the_declaration_trust_would_not_compare():
    assert compare(OLD, NEW).scale_comparability("bridging_trust") is NOT


@pytest.mark.parametrize("language", ["cy", "ar"])
def test_the_draft_is_whole_and_keeps_every_blank(language):
    words = instruments.translation("common-ground", 2, language)
    assert (words.status, instruments.missing(NEW, words)) == ("draft", ())
    assert list(instruments.blank_problems(instruments.words_of(NEW), words.strings, language=language)) == []


def test_only_the_signatures_of_its_translations_are_left_to_do():
    left = [line for line in checklist(NEW, translations=instruments.translations("common-ground", 2)) if not line.done]
    assert [line.id for line in left] == ["translations"]
