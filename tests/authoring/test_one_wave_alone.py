"""What changes in one wave alone does not compare there by itself either, and the editor says so."""

import pytest

from evaluation.authoring.sections.rows import text_of_rows
from instruments.comparison import Comparability, compare
from instruments.comparison.families import BOTH, Versions, name_of
from tests.authoring.researching import Drafting
from tests.authoring.two_versions import FIRST

AN1 = FIRST.items_by_id["an1"]
OPPOSITE = f"an1 | {AN1.ask} | {AN1.text.replace('nervous', 'calm')}"


@pytest.fixture
def drafting(sqlite_settings, sqlite_database, clock):
    return Drafting(sqlite_settings, sqlite_database, clock)


@pytest.fixture
def researcher(drafting):
    return drafting.researcher()


def test_words_of_after_alone_turned_round_set_the_outcome_apart(drafting, researcher):
    researcher.save("waves/post", wording=OPPOSITE)
    found = compare(FIRST, drafting.version())
    assert [found.scale_comparability("anxiety", wave=wave) for wave in ("pre", "post", "")] == [
        Comparability.SAME, Comparability.NOT, Comparability.NOT,
    ]  # fmt: skip
    assert "Not pooled or paired across versions 1 and 2, and the report will say so: Nervousness." in researcher.words


@pytest.mark.parametrize("waves", [["post", "then"], ["pre", "then"]])
def test_a_question_asked_in_one_of_before_and_after_alone_sets_its_outcome_apart(drafting, researcher, waves):
    researcher.save("items/an1", waves=waves)
    assert compare(FIRST, drafting.version()).scale_comparability("anxiety") is Comparability.NOT
    refused = researcher.open("publish").press("Publish", reason="Shorter")
    assert "a reason: items.an1.waves" in refused.words


def test_waves_that_ask_a_question_no_longer_are_called_as_their_pages_call_them(researcher):
    researcher.save("items/an1", waves=["pre", "post"])
    assert "The waves were 'Earlier, Before, After, Looking back' and are 'Before, After'." in researcher.words


def test_a_question_no_longer_asked_when_looking_back_compares_with_care(drafting, researcher):
    researcher.save("items/an1", waves=["pretest", "pre", "post"])
    assert compare(FIRST, drafting.version()).scale_comparability("anxiety") is Comparability.WITH_CARE


def test_a_reason_for_words_of_one_wave_goes_with_those_words(researcher):
    key = "waves.post.wording.an1.text"
    researcher.save("waves/post", wording=OPPOSITE)
    researcher.open("publish").press(
        "Keep the reasons", **{f"reason.{key}": "As people say it.", f"class.{key}": "comparable_with_care"}
    )
    assert researcher.row(key)[f"class.{key}"] == "comparable_with_care"
    researcher.save("waves/post", wording=OPPOSITE.replace("calm", "terrified"))
    row = researcher.open("publish").row(key)
    assert (row[f"reason.{key}"], row[f"class.{key}"]) == ("", "not_comparable")


def test_the_editor_tells_that_before_and_after_ask_two_questions(researcher):
    researcher.save("waves/post", wording=OPPOSITE)
    said = f"an1 asks “{AN1.ask} {AN1.text}” in Before"
    assert said in researcher.open("publish").words
    assert said in researcher.open("waves/post").words


BEHIND = "Words that a wave has of its own do not change with the item: those may be two questions."


def test_the_editor_tells_that_looking_back_goes_on_asking_the_old_words_of_an_item(researcher):
    then = {own.item: own for own in FIRST.wave("then").wording}["an1"]
    assert BEHIND not in researcher.open("items/an1").words
    researcher.save("items/an1", text=AN1.text.replace("nervous", "calm"))
    for name in ("items/an1", "waves/then", "publish"):
        words = researcher.open(name).words
        assert f"an1 asks “{AN1.ask} {AN1.text.replace('nervous', 'calm')}”." in words
        assert f"In the wave Looking back it asks “{then.ask} {then.text}”. {BEHIND}" in words
    rows = researcher.open("waves/then").text
    assert f'href="{researcher.home}/waves/then"' in rows


def test_nothing_is_left_behind_once_the_words_of_the_wave_change_along(drafting, researcher):
    researcher.save("items/an1", text=AN1.text.replace("nervous", "calm"))
    kept = [[own.item, own.ask, own.text.replace("nervous", "calm")] for own in FIRST.wave("then").wording]
    researcher.save("waves/then", wording=text_of_rows(kept))
    assert drafting.version().items_by_id["an1"].text == AN1.text.replace("nervous", "calm")
    assert BEHIND not in researcher.open("publish").words


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"bt1": ["pre"]}, "A change is told only by what both ask (bt2, bt3), where that is enough of it."),
        (
            {"bt1": ["pre"], "bt2": ["pre"], "bt3": ["post"]},
            "They share no question, so the report tells no change in it.",
        ),
    ],
)
def test_the_editor_tells_of_a_scale_that_before_and_after_ask_by_other_questions(researcher, asked, said):
    for item, waves in asked.items():
        researcher.save(f"items/{item}", waves=waves)
    page = researcher.open("publish").words
    assert "Trust in people from other communities counts" in page
    assert said in page


def test_what_after_asks_in_other_words_is_not_said_to_be_asked_by_both(drafting, researcher):
    bt2 = FIRST.items_by_id["bt2"]
    researcher.save("waves/post", wording=f"bt2 | {bt2.ask} | people who live in another country?")
    researcher.save("items/bt3", waves=["pre"])
    page = researcher.open("publish").words
    assert (
        "Both ask bt1 in the same words, but no change is told while bt2 has other words after." in page,
        "A change is told only by what both ask" in page,
    ) == (True, False)
    known = Versions(versions=(drafting.version(),), comparisons=())
    name = name_of(drafting.version())
    assert not known.compares("bridging_trust", name, name, waves=BOTH)
    researcher.save("items/bt1", waves=["post"])
    assert "They share no question, so the report tells no change in it." in researcher.open("publish").words


def test_publishing_is_refused_until_the_researcher_says_in_the_scale_that_a_wave_asks_a_part(drafting, researcher):
    left = "Trust in people from other communities: the wave 'post' asks bt1, bt2 and leaves out bt3"
    researcher.save("items/bt3", waves=["pretest", "pre", "follow_up"])
    assert left in researcher.open("publish").press("Publish", reason="Shorter").words
    researcher.save("scales/bridging_trust", partial=["post"])
    assert drafting.version().scales[0].partial == ("post",)
    assert left not in researcher.open("publish").press("Publish", reason="Shorter").words
