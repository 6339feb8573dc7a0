import pytest

import instruments
from instruments.advice import advice
from instruments.model import Item, ResponseFormat

STRIP = ResponseFormat(id="s", layout="strip", minimum=0, maximum=10, low_label="Not at all", high_label="Completely")


def rules(text, ask="", found=STRIP):
    item = Item(id="q", label="Q", ask=ask, text=text, format=found.id, construct="c", role="context")
    return [remark.rule for remark in advice(item, found).remarks]


PLAIN = "people in {place} whose background is very different from yours?"


def test_a_plain_question_is_good_to_go():
    item = Item(id="q", label="Q", ask="How much do you trust…", text=PLAIN, format="s", construct="c", role="context")
    assert advice(item, STRIP).sentences == ("15 words with the lead-in; one idea; no double negative. Good to go.",)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("I would not say that nobody listens.", "double negative"),
        ("I don't feel unwelcome here.", "double negative"),
        ("I trust and like my neighbours.", "two ideas"),
        ("Do you feel heard or seen?", "two ideas"),
        ("Surely you trust your neighbours?", "leading"),
        ("Is interorganisational work useful?", "long words"),
        (
            "How far do you feel that people who live in this part of the town and who came are people you know well?",
            "sentence length",
        ),
        ("One. " * 26, "length"),
    ],
)
def test_a_wording_that_often_goes_wrong_gets_advice(text, rule):
    assert rule in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "I do not mind.",
        "How much do you agree or disagree?",
        "I understand until you discuss it.",
        "I am united with them.",
    ],
)
def test_a_wording_that_only_looks_so_gets_none(text):
    assert rules(text) == []


def test_agree_and_disagree_answers_get_advice(common_ground):
    item = common_ground.items_by_id["cg2"]
    assert [remark.rule for remark in advice(item, common_ground.format_of(item)).remarks] == ["agree or disagree"]


def test_no_bundled_question_has_a_double_negative_or_leads():
    version = instruments.load("common-ground", 1)
    found = {remark.rule for item in version.items for remark in advice(item, version.format_of(item)).remarks}
    assert found <= {"agree or disagree", "two ideas", "sentence length", "length"}
