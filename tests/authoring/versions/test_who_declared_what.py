"""A report names the version for which two people said that answers compare, and why the rule says that they do not."""

import pytest

from evaluation.impact_report.formats import html
from evaluation.impact_report.language.language import Language
from evaluation.models import Study
from evaluation.reports import from_study
from evaluation.store.instruments.confirmed_classes import Confirmation
from evaluation.store.instruments.publishing import Why, publish
from evaluation.store.reports.gather import gather_study
from instruments.terms import WaveKind
from tests.authoring.two_versions import FIRST, WITH_CARE, TwoVersions, second
from tests.authoring.versions.test_versions_in_reports import text_of

WORDS, WAVES = "items.bt2.text", "items.cg2.waves"
RULE = "by rule, answers to “{}” do not compare between common-ground v1 and common-ground v3, since {}. "
BY = "Two people confirmed for common-ground v{} that they compare with care: “{}” and “{}”"
TRUST, COMMON = FIRST.items_by_id["bt2"].label, FIRST.items_by_id["cg2"].label
BT2 = FIRST.items_by_id["bt2"].text


def words_of(name, number):
    """Why two people said of a change that answers compare."""
    return f"{name.capitalize()} of {number}.", f"{name.capitalize()} of {number}, tried."


def two(name, number):
    """The same as who said it and why."""
    return tuple(Confirmation(who, who, reason) for who, reason in zip("ab", words_of(name, number), strict=True))


class ThreeVersions(TwoVersions):
    """Version 2 changes a question's words and another's waves; version 3 what a test says."""

    def __init__(self, database, clock, third, **said):
        super().__init__(database, clock, version=None)
        self.publish(version_of(2, BT2.replace("whose", "here whose")), WORDS=WORDS, WAVES=WAVES)
        self.publish(third, **said)

    def publish(self, version, **keys):
        """Publish a version, of whose changes two people said that they compare with care."""
        reasons = {key: f"{name.capitalize()} of {version.number}." for name, key in keys.items()}
        reasons |= {"items.before": "One went.", "scales.common_ground.partial": "Before is short."}
        said = {key: two(name, version.number) for name, key in keys.items()}
        if WAVES in said:
            said["items.before"] = two("Order", version.number)
        classes = dict.fromkeys(said, WITH_CARE)
        why = Why(by="somebody", reason="Better.", reasons=reasons, classes=classes, confirmations=said)
        with self.database.transaction() as db:
            publish(db, version, why=why, now=self.clock())

    def report(self, language_code="en"):
        """Of an evening that asked version 1 and one that asked version 3."""
        self.evening(1, 1)
        self.evening(3, 3)
        with self.database.reading() as db:
            gathered = gather_study(db, db.get_one(Study, self.study.id))
            return from_study.report_of(gathered, now=self.clock(), language_code=language_code)


def version_of(number, words, *, stop=""):
    """A version with other words for a question, another asked after alone, and perhaps a full stop."""
    version = second(bt2=words, df1=FIRST.items_by_id["df1"].text + stop)
    items = tuple(
        item.model_copy(update={"waves": tuple(wave for wave in item.waves if wave != "pre")})
        if item.id == "cg2"
        else item
        for item in version.items
    )
    scales = tuple(
        scale.model_copy(update={"partial": (WaveKind.PRE,)}) if scale.id == "common_ground" else scale
        for scale in version.scales
    )
    return version.having(number=number, items=items, scales=scales)


def told(report):
    """What is said of outcomes that compare with care by somebody's word."""
    said = text_of(html.page(report))
    return [f"{part.split('”')[0]}”" for part in said.split("Two people confirmed for ")[1:]], said


@pytest.fixture
def of_the_second(sqlite_database, clock):
    """A third version with nothing but a full stop more: all that was declared was declared of the second."""
    return ThreeVersions(sqlite_database, clock, version_of(3, BT2.replace("whose", "here whose"), stop="."))


def test_the_version_in_between_is_named_though_nobody_was_asked_it(of_the_second):
    parts, said = told(of_the_second.report())
    assert RULE.format(TRUST, "its words changed") + BY.format(2, *words_of("Words", 2)) in said
    assert {part[:16] for part in parts} == {"common-ground v2"}


def test_that_the_waves_changed_is_told_as_such(of_the_second):
    _parts, said = told(of_the_second.report())
    assert RULE.format(COMMON, "it was asked at other waves") + BY.format(2, *words_of("Waves", 2)) in said
    assert f"“{COMMON}” do not compare between common-ground v1 and common-ground v3, since its words" not in said


def test_two_versions_in_which_it_was_said_are_both_named_each_with_the_reasons(sqlite_database, clock):
    third = version_of(3, BT2.replace("whose", "around here whose"))
    _parts, said = told(ThreeVersions(sqlite_database, clock, third, WORDS=WORDS).report())
    rule = RULE.format(TRUST, "its words changed")
    assert rule + BY.format(2, *words_of("Words", 2)) in said
    assert rule + BY.format(3, *words_of("Words", 3)) in said


def test_welsh_says_it_in_welsh(of_the_second):
    report = of_the_second.report("cy")
    care = report.context.versions.care
    said = [Language("cy").say(sentence) for sentence in care]
    assert any("gan iddo gael ei ofyn ar adegau eraill. Cadarnhaodd dau berson" in each for each in said)
    assert not any("Two people" in each for each in said)
