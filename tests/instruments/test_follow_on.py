"""What holds for questions that follow on another."""

import pytest

import instruments
from instruments.comparison import Comparability, compare
from tests.questions.following import TEXT_THAT_FOLLOWS, VERSION_THAT_FOLLOWS

FAULTS = [
    ('follows = "again"', 'follows = "nobody"', "there is no item called 'nobody'"),
    ('follows = "again"\nfollows_at = [0]', 'follows = "how_many"\nfollows_at = [2]', "one step is enough"),
    ("follows_at = [1, 2]", "follows_at = [7]", "7 is no answer of 'again'"),
    ("follows_at = [1, 2]", "", "say at which answers of 'again' it is asked"),
    ('follows = "langs"', 'follows = "bt1"', "it stands right after 'bt1'"),
    ('follows = "langs"', "", "name the question that it follows on, or no answer"),
    ('label = "Met again"', 'label = "Met again"\nfollows = "since"', "has no answers to choose from"),
    ('waves = ["pre", "post"]\nfollows = "again"', 'waves = ["then"]\nfollows = "again"', "is not asked in every wave"),
]


@pytest.mark.parametrize(("old", "new", "said"), FAULTS)
def test_what_cannot_be_asked_so_is_refused_in_a_sentence(old, new, said):
    with pytest.raises(instruments.InvalidInstrument, match=said):
        instruments.parse(TEXT_THAT_FOLLOWS.replace(old, new, 1))


def test_what_a_scale_counts_is_asked_of_everybody():
    followed = TEXT_THAT_FOLLOWS.replace(
        'label = "Trust"\ntext', 'label = "Trust"\nfollows = "langs"\nfollows_at = []\ntext'
    )
    with pytest.raises(instruments.InvalidInstrument, match="a scale counts this item"):
        instruments.parse(followed)


def test_a_fourth_that_follows_on_one_question_is_refused():
    one = TEXT_THAT_FOLLOWS[TEXT_THAT_FOLLOWS.index("[items.how_many]") : TEXT_THAT_FOLLOWS.index("[items.kept]")]
    more = "".join(one.replace("items.how_many", f"items.more{number}") for number in range(2))
    with pytest.raises(instruments.InvalidInstrument, match="one of at most 3"):
        instruments.parse(TEXT_THAT_FOLLOWS.replace("[items.how_many]", f"{more}[items.how_many]"))


def test_the_text_and_the_digest_of_what_follows_on_nothing_are_as_they_were():
    assert "follows" not in instruments.canonical_toml(instruments.load("common-ground", 1))


def test_asked_of_others_it_is_another_question():
    other = instruments.parse(TEXT_THAT_FOLLOWS.replace("follows_at = [1, 2]", "follows_at = [2]"))
    (change,) = compare(VERSION_THAT_FOLLOWS, other).changes
    assert (change.key, change.comparability) == ("items.how_many.follows_at", Comparability.NOT)
    assert change.sentence == "The answer at which it is asked was '1, 2' and is '2'."
