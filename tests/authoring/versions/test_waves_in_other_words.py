"""Before and After of one version that ask a question in other words are not set against each other."""

import pytest
from lxml import html as page_of

import instruments
from evaluation.impact_report.formats import html, json
from evaluation.models import Study
from evaluation.reports import from_study
from evaluation.store.reports.gather import gather_experiment, gather_study
from instruments.comparison.between_waves import other_words, words_left_behind
from instruments.model import Wording
from tests.authoring.two_versions import FIRST, TwoVersions

AN1 = FIRST.items_by_id["an1"]


def reworded(item, text, *, wave="post", ask=None, number=2):
    """A version that asks an item in other words at one wave; the rest is the first version's."""
    own = FIRST.items_by_id[item]
    wording = Wording(item=item, ask=own.ask if ask is None else ask, text=text)
    waves = tuple(
        page.model_copy(update={"wording": (*(one for one in page.wording if one.item != item), wording)})
        if page.kind == wave
        else page
        for page in FIRST.waves
    )
    return FIRST.having(number=number, languages=("en",), waves=waves)


OPPOSITE = reworded("an1", AN1.text.replace("nervous", "calm"))


def studied(database, clock, version, *, evenings=((2, 2),)):
    """A study of evenings that asked these versions before and after, and its report as a document and as a page."""
    reasons = dict.fromkeys([f"waves.post.wording.{item}.text" for item in ("an1", "bt1")], "As people here say it.")
    study = TwoVersions(database, clock, version, reasons)
    made = [study.evening(before, after) for before, after in evenings]
    with database.reading() as db:
        gathered = (
            gather_experiment(db, study.experiment(db, made[0]))
            if len(made) == 1
            else gather_study(db, db.get_one(Study, study.study.id))
        )
    report = from_study.report_of(gathered, now=clock())
    return json.document(report), " ".join(page_of.fromstring(html.page(report).encode()).text_content().split())


def pairs(told, outcome):
    return told["outcomes"][outcome]["participants"].get("n_pairs", 0)


def test_an_opposite_question_after_is_paired_with_nothing(sqlite_database, clock):
    told, _ = studied(sqlite_database, clock, OPPOSITE)
    assert (pairs(told, "anxiety"), pairs(told, "bridging_trust")) == (0, 12)


def test_the_report_prints_both_questions_and_says_that_they_are_two(sqlite_database, clock):
    _, page = studied(sqlite_database, clock, OPPOSITE)
    before, after = (
        f"{AN1.ask} {text}".replace("{place}", "your area") for text in (AN1.text, AN1.text.replace("nervous", "calm"))
    )
    assert f"Nervousness: common-ground v2 asks “{before}” before and “{after}” after." in page
    assert "Those are two questions, so their answers are not set against each other." in page


def test_a_study_that_used_both_versions_pairs_the_first_alone(sqlite_database, clock):
    told, page = studied(sqlite_database, clock, OPPOSITE, evenings=((1, 1), (2, 2)))
    assert pairs(told, "anxiety") == 12
    assert "Those are two questions" in page


@pytest.mark.parametrize(
    ("item", "text", "ask", "differs"),
    [
        ("an1", AN1.text.replace("nervous", "calm"), None, True),
        ("an1", AN1.text, "How much do you disagree?", True),
        ("an1", AN1.text.rstrip(".") + "!", None, False),
        ("an1", AN1.text, None, False),
    ],
)
def test_other_content_words_are_other_questions_and_other_punctuation_is_not(item, text, ask, differs):
    assert bool(other_words(reworded(item, text, ask=ask))) is differs


@pytest.mark.parametrize("wave", ["follow_up", "pretest", "post"])
def test_every_wave_that_is_set_against_before_is_looked_at(wave):
    assert [each.wave for each in other_words(reworded("bt1", "people who live in another country?", wave=wave))] == [
        wave
    ]


def test_looking_back_asks_in_words_of_its_own_by_design():
    assert other_words(FIRST) == ()


def changed(name, **words):
    """The first version with other words of an item, those of its waves as they were."""
    items = (item.model_copy(update=words if item.id == name else {}) for item in FIRST.items)
    return FIRST.having(number=2, languages=("en",), items=tuple(items))


@pytest.mark.parametrize("version", [instruments.load("common-ground", number) for number in (1, 2)], ids=str)
def test_words_of_looking_back_that_differ_in_time_alone_are_not_left_behind(version):
    assert words_left_behind(version, None) == ()


@pytest.mark.parametrize(
    ("version", "previous", "behind"),
    [
        (changed("an1", text=AN1.text.replace("nervous", "calm")), FIRST, [("an1", "then")]),
        (changed("an1", text=AN1.text.replace("nervous", "calm")), None, [("an1", "then")]),
        (changed("bt1", ask="How much do you distrust…"), FIRST, [("bt1", "then")]),
        (changed("bt1", ask="How much do you distrust…"), None, [("bt1", "then")]),
        (changed("bt1", ask="How far do you rely on…"), FIRST, [("bt1", "then")]),
        (changed("an1", text=AN1.text.rstrip(".") + "!"), FIRST, []),
        (changed("bt2", text="people who live elsewhere?"), FIRST, []),
        (reworded("an1", AN1.text.replace("nervous", "calm"), wave="then"), FIRST, [("an1", "then")]),
        (OPPOSITE, FIRST, []),
    ],
)
def test_words_of_a_wave_that_stay_while_those_of_the_item_change_are_left_behind(version, previous, behind):
    assert [(each.item, each.wave) for each in words_left_behind(version, previous)] == behind


def test_a_question_that_counts_in_nothing_is_left_behind_at_any_wave():
    before = reworded("hp1", "Did anybody help you answer just now?", number=1)
    items = (one.model_copy(update={"text": "Did you skip a page?"} if one.id == "hp1" else {}) for one in before.items)
    after = before.having(number=2, items=tuple(items))
    assert [(each.item, each.wave) for each in words_left_behind(after, before)] == [("hp1", "post")]


def test_a_headline_of_two_questions_tells_no_change(sqlite_database, clock):
    told, _ = studied(sqlite_database, clock, reworded("bt1", "people who live in another country?"))
    assert told["report"]["headline"] == (
        "Trust in people from other communities was asked in another way after than before: no change is told"
    )
