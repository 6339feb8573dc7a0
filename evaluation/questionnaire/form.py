"""What was sent to one wave of one version, checked."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from evaluation.questionnaire.fields import FIELDS, AnswerField, Taken, ways_out
from evaluation.store.responses.submission import TICKED, quote_name, whole_of
from instruments import WAYS_OUT, Layout, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was sent, checked: answers and free words to keep, or a sentence for each item that cannot be kept."""

    answers: Mapping[str, int | str]
    texts: Mapping[str, str]
    faults: Mapping[str, str]
    given: Mapping[str, str]
    """Every answer as it was sent, to show the page again."""
    may_quote: frozenset[str] = frozenset()
    """Items beside which the box was ticked that lets their words be quoted, whether or not there are words."""

    @property
    def fields(self) -> dict[str, int | str]:
        """The answers and the boxes that were ticked, by the names of their fields; without free words."""
        return whole_of(self.answers, {}, may_quote=self.may_quote)


def quotable(version: Version, wave: str) -> frozenset[str]:
    """The items of a wave that ask for free words, and so have a box beside them that lets these be quoted."""
    return frozenset(item.id for item in version.questions(wave) if version.format_of(item).layout is Layout.TEXT)


@dataclass(frozen=True, slots=True)
class Checks:
    """What checks the answers to the items of a wave; made once and kept beside what it checks."""

    fields: Mapping[str, AnswerField]
    quotable: frozenset[str]
    at_most: Mapping[str, str]
    """Of each number that cannot pass another one, which that is."""


def checks_of(version: Version, wave: str) -> Checks:
    """What checks the answers to one wave of a version."""
    items = version.questions(wave)
    fields = {
        item.id: FIELDS[version.format_of(item).layout](version.format_of(item), ways_out=ways_out(item))
        for item in items
    }
    limits = {item.id: item.at_most for item in items if item.at_most and item.at_most in fields}
    return Checks(fields, quotable(version, wave), limits)


def check(version: Version, wave: str, *, sent: MultiDict[str, str], by: Checks | None = None) -> Sent:
    """Check what was sent for one wave. What is skipped is absent; a way out is its code.

    `by` is the `checks_of` that version and wave where they are kept.
    """
    checks = by or checks_of(version, wave)
    taken = {item: field.take(sent.getlist(item)) for item, field in checks.fields.items()}
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
    return Sent(answers=answers, texts=texts, faults=faults, given=given, may_quote=may_quote)


def _passing(at_most: Mapping[str, str], taken: Mapping[str, Taken], faults: Mapping[str, str]) -> dict[str, str]:
    """A sentence for each number that passes the one it cannot pass."""
    found = {}
    for item, limit in at_most.items():
        value, most = taken[item].data, taken[limit].data
        if item not in faults and isinstance(value, int) and isinstance(most, int) and value > most:
            found[item] = _("This cannot be more than the %(most)s of the question before.", most=most)
    return found
