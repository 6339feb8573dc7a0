"""What was sent to one wave of one version, checked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from evaluation.questionnaire.fields import FIELDS, SKIPPED, AnswerField, Taken, TextField, ways_out
from evaluation.store.responses.submission import TICKED, quote_name, whole_of
from instruments import NOT_ASKED, WAYS_OUT, Layout, ResponseFormat, Version
from instruments.asking.follow_on import FollowOn, asked_of, follow_ons
from instruments.several_choice import answer_of, chosen, specifying, words_name

LONGEST_OPTION_WORDS = 200
OPTION_WORDS = ResponseFormat(id="words", layout=Layout.TEXT, maximum=LONGEST_OPTION_WORDS)
"""How words beside an option are answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was sent, checked: answers and free words to keep, or a sentence for each item that cannot be kept."""

    answers: Mapping[str, int | str]
    texts: Mapping[str, str]
    faults: Mapping[str, str]
    given: Mapping[str, str]
    """Every answer as it was sent, to show the page again."""
    may_quote: frozenset[str] = frozenset()
    """Words beside which the box was ticked that lets them be quoted, whether or not there are words."""

    @property
    def fields(self) -> dict[str, int | str]:
        """The answers and the boxes that were ticked, by the names of their fields; without free words."""
        given = {item: answer for item, answer in self.answers.items() if item not in self.not_asked}
        return whole_of(given, {}, may_quote=self.may_quote)

    @property
    def not_asked(self) -> frozenset[str]:
        """The questions that follow on one that was answered otherwise."""
        return frozenset(item for item, answer in self.answers.items() if answer == NOT_ASKED)


def quotable(version: Version, wave: str) -> frozenset[str]:
    """The names of free words that a wave asks for, each with a box beside it that lets these be quoted.

    They are items, and what is said beside an option that asks for it (`instruments.several_choice.words_name`).
    """
    formats = {item.id: version.format_of(item) for item in version.questions(wave)}
    items = {item for item, found in formats.items() if found.layout is Layout.TEXT}
    return frozenset(items | {words_name(item) for item, found in formats.items() if specifying(found)})


@dataclass(frozen=True, slots=True)
class Checks:
    """What checks the answers to the items of a wave; made once and kept beside what it checks."""

    fields: Mapping[str, AnswerField]
    quotable: frozenset[str]
    at_most: Mapping[str, str]
    """Of each number that cannot pass another one, which that is."""
    specified: Mapping[str, ResponseFormat]
    """Of each item with an option that asks for words the format it is answered in."""
    following: Mapping[str, FollowOn]
    """Of each question that follows on another when it is asked."""


def checks_of(version: Version, wave: str) -> Checks:
    """What checks the answers to one wave of a version."""
    items = version.questions(wave)
    fields = {
        item.id: FIELDS[version.format_of(item).layout](version.format_of(item), ways_out=ways_out(item))
        for item in items
    }
    limits = {item.id: item.at_most for item in items if item.at_most and item.at_most in fields}
    specified = {item.id: version.format_of(item) for item in items if specifying(version.format_of(item))}
    worded = {words_name(item): TextField(OPTION_WORDS, ways_out=()) for item in specified}
    return Checks(fields | worded, quotable(version, wave), limits, specified, follow_ons(version, wave))


def check(version: Version, wave: str, *, sent: MultiDict[str, str], by: Checks | None = None) -> Sent:
    """Check what was sent for one wave. What is skipped is absent; a way out is its code.

    `by` is the `checks_of` that version and wave where they are kept.
    """
    checks = by or checks_of(version, wave)
    taken = {item: field.take(sent.getlist(item)) for item, field in checks.fields.items()}
    for item, found in checks.specified.items():
        taken |= _with_words(item, found, taken)
    for item, when in checks.following.items():
        taken |= _without_what_was_not_asked(item, when, taken)
    faults = {item: each.fault for item, each in taken.items() if each.fault}
    faults |= _passing(checks.at_most, taken, faults)
    answers, texts = dict[str, int | str](), dict[str, str]()
    for item, each in taken.items():
        if each.data is None or item in faults:
            continue
        if item in checks.quotable and each.data not in WAYS_OUT:
            texts[item] = str(each.data)
        else:
            answers[item] = each.data
    may_quote = frozenset(item for item in checks.quotable if sent.get(quote_name(item)) == str(TICKED))
    given = {item: each.given for item, each in taken.items() if each.given}
    given |= {quote_name(item): str(TICKED) for item in may_quote}
    answers = asked_of(answers, checks.following, written=texts)
    return Sent(answers=answers, texts=texts, faults=faults, given=given, may_quote=may_quote)


def _with_words(item: str, found: ResponseFormat, taken: Mapping[str, Taken]) -> dict[str, Taken]:
    """An item and the words beside its option: who wrote some means that option, unless what they chose is alone."""
    answer, words = taken[item], taken[words_name(item)]
    option, keys = specifying(found), chosen(taken[item].data)
    stands_alone = answer.data in WAYS_OUT or any(each.exclusive for each in found.options if each.value in keys)
    if not words.given or option is None or answer.fault:
        return {}
    if stands_alone:
        return {words_name(item): SKIPPED}
    if words.fault:
        return {item: replace(answer, data=None, fault=words.fault), words_name(item): replace(words, fault="")}
    ticked = answer_of(found, {*keys, str(option.value)})
    return {item: Taken(ticked, ticked)}


def _without_what_was_not_asked(item: str, when: FollowOn, taken: Mapping[str, Taken]) -> dict[str, Taken]:
    """Nothing for a question, and the words beside its option, where that was answered so that it is not asked."""
    before = taken[when.item].data
    if before is None or when.is_due(before):
        return {}
    return {name: SKIPPED for name in (item, words_name(item)) if name in taken}


def _passing(at_most: Mapping[str, str], taken: Mapping[str, Taken], faults: Mapping[str, str]) -> dict[str, str]:
    """A sentence for each number that passes the one it cannot pass."""
    found = {}
    for item, limit in at_most.items():
        value, most = taken[item].data, taken[limit].data
        if item not in faults and isinstance(value, int) and isinstance(most, int) and value > most:
            found[item] = _("This cannot be more than the %(most)s of the question before.", most=most)
    return found
