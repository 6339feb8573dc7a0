import random
from itertools import combinations

import pytest
from rapidfuzz.distance import Levenshtein

from evaluation.domain.errors import Refused
from evaluation.domain.join_words import JOIN_WORDS, fresh_words
from evaluation.survey.join_address import meant, named_in

# words of 4 to 6 letters that sound like another word in British English, in common pairs
HOMOPHONES = frozenset(
    """
    aisle isle altar alter bare bear bark baron barren base bass beach beech bean been beat beet bell belle berry
    bury berth birth board bored bolder bough bread bred break brake bridal bridle canvas cede cellar seller cell
    sell cent scent chord cord choral coral coarse course core corps creak creek cymbal symbol dear deer draft
    fair fare feat feet find fined fisher flair flare flea flee floe flow flour flower fort forth fourth foul fowl
    gait gate gamble gorilla grate great groan grown hail hale hair hare hall haul heal heel hear here heard herd
    hole whole hoard horde horse hoarse kernel colonel knead need knight night knot know leak leek lessen lesson
    lightning loan lone maid made mail male main mane maize maze manner manor mantle mantel meat meet medal meddle
    metal mettle miner minor moan mown moose mousse muscle mussel mustard naval navel oar pail pale pain pane pair
    pear palate palette pause paws peace piece peak pedal peddle peer pier pilot plane plain pole poll pore pour
    pray prey profit prophet quarts rain rein reign raise rays right write ring wring road rode role roll root
    route rose rows rough ruff sail sale sauce source scene seen seam seem serial cereal shake sheikh shoe shoo
    sight site slay sleigh soar sore sole soul some sight stair stare stake steak stalk stationery steal steel
    storey story suede swayed sweet suite sword tail tale taught taut team teem tear tier their there thrown throne
    thyme tide tied toad towed troop troupe turn urn vain vein veil vale wail whale waist waste wait weight ware
    wear warn worn watt weak week weather wether wheel weal whine wine wood would yoke yolk zinc sink
    """.split()  # noqa: SIM905 - a paragraph of words is read as one
)


def test_every_word_has_four_to_six_plain_letters():
    assert [word for word in JOIN_WORDS if not (4 <= len(word) <= 6 and word.isascii() and word.isalpha())] == []


def test_every_word_differs_from_every_other_by_three_letters_or_more():
    near = [pair for pair in combinations(JOIN_WORDS, 2) if Levenshtein.distance(*pair) < 3]
    assert near == []


def test_no_word_sounds_like_another():
    assert HOMOPHONES.isdisjoint(JOIN_WORDS)


def test_fresh_words_are_two_different_words_of_the_list():
    first, second = fresh_words(random.Random(1), set()).split("-")
    assert first != second
    assert {first, second} <= set(JOIN_WORDS)


def test_fresh_words_are_never_ones_already_taken():
    rng, taken = random.Random(2), set()
    for _ in range(2000):
        words = fresh_words(rng, taken)
        assert words not in taken
        taken.add(words)


def test_a_full_word_list_is_refused_in_a_sentence():
    every = {f"{a}-{b}" for a in JOIN_WORDS for b in JOIN_WORDS if a != b}
    with pytest.raises(Refused, match="word list must grow"):
        fresh_words(random.Random(3), every)


@pytest.mark.parametrize("slip", ["rivr", "rivver", "rixer", "rievr", "iver", "rivera"])
def test_a_word_with_one_slip_is_understood(slip):
    assert meant(f"{slip} lamp") == ["river-lamp"]


@pytest.mark.parametrize("typed", ["riverlamp", "rivrlamp", "riverlmap", "the river lamp please", "go to River Lamp!"])
def test_two_words_without_a_gap_or_among_others_are_understood(typed):
    assert "river-lamp" in meant(typed)


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("https://meet.example.org/river-lamp", "river-lamp"),
        (" HTTPS://meet.example.org/river-lamp/?lang=cy", "river-lamp"),
        ("meet.example.org/c/4F2K9MX0Q", "4F2K9MX0Q"),
        ("http://localhost:8000/river-lamp/pre/en/x#bt2", "river-lamp"),
        ("river.lamp", "river.lamp"),
        ("River / Lamp", "River / Lamp"),
        ("https://meet.example.org/", ""),
    ],
)
def test_of_a_whole_address_only_what_names_the_meeting_counts(typed, named):
    assert named_in(typed) == named


@pytest.mark.parametrize("typed", ["rvier lmap x", "rrvvr lamp", "revir lamp", "river", "lamp's"])
def test_what_is_two_slips_away_or_not_two_words_is_not_guessed(typed):
    assert meant(typed) == []


@pytest.mark.parametrize("length", [15, 60_000])
def test_no_two_words_are_looked_for_in_what_is_longer_than_two(length, monkeypatch):
    monkeypatch.setattr("evaluation.survey.join_address._near", lambda _word: pytest.fail("looked for"))
    assert meant("a" * length) == []


def test_two_words_written_as_one_with_a_slip_in_each_are_found():
    one, other = sorted(JOIN_WORDS, key=len)[-2:]
    assert f"{one}-{other}" in meant(f"{one}x{other}x")
