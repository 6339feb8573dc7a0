"""The form of one wave of one version: built once, and checks what was sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Form

from evaluation.questionnaire.fields import FIELDS, AnswerField, ways_out
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


def form_class(version: Version, wave: str) -> type[Form]:
    """The WTForms class whose fields are the items of a wave; made once and kept beside what it checks."""
    fields = {
        item.id: FIELDS[version.format_of(item).layout](
            response_format=version.format_of(item), ways_out=ways_out(item)
        )
        for item in version.questions(wave)
    }
    return type("QuestionnaireForm", (Form,), fields)


def check(version: Version, wave: str, *, sent: MultiDict[str, str], by: type[Form] | None = None) -> Sent:
    """Check what was sent for one wave. What is skipped is absent; a way out is its code.

    `by` is the `form_class` of that version and wave where one is kept.
    """
    form = (by or form_class(version, wave))(sent)
    fields = cast("dict[str, AnswerField]", form._fields)
    faults = {name: str(field.process_errors[0]) for name, field in fields.items() if field.process_errors}
    faults |= _passing(version, wave, fields, faults)
    answers, texts = dict[str, int | str](), dict[str, str]()
    for item in version.questions(wave):
        value = fields[item.id].data
        if value is None or item.id in faults:
            continue
        if version.format_of(item).layout is Layout.TEXT and value not in WAYS_OUT:
            texts[item.id] = str(value)
        else:
            answers[item.id] = value
    may_quote = frozenset(item for item in quotable(version, wave) if sent.get(quote_name(item)) == str(TICKED))
    given = {name: field.given for name, field in fields.items() if field.given}
    given |= {quote_name(item): str(TICKED) for item in may_quote}
    return Sent(answers=answers, texts=texts, faults=faults, given=given, may_quote=may_quote)


def _passing(
    version: Version, wave: str, fields: Mapping[str, AnswerField], faults: Mapping[str, str]
) -> dict[str, str]:
    """A sentence for each number that passes the one it cannot pass."""
    found = {}
    for item in version.questions(wave):
        if not item.at_most or item.at_most not in fields or item.id in faults:
            continue
        value, most = fields[item.id].data, fields[item.at_most].data
        if isinstance(value, int) and isinstance(most, int) and value > most:
            found[item.id] = _("This cannot be more than the %(most)s of the question before.", most=most)
    return found
