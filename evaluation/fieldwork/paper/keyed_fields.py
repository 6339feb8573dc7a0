"""A paper form as fields to key: the code, then every question with the figures it allows."""

from dataclasses import dataclass, replace

from flask_babel import gettext as _

import instruments
from evaluation.questionnaire.follow_on_page import ShownFollowOn, shown_follow_ons
from evaluation.questionnaire.localised_version import filled
from evaluation.questionnaire.memory_wording import QUESTIONS
from evaluation.questionnaire.paper_figures import NOT_APPLICABLE_KEY, figure_of
from evaluation.store.paper.paper_responses import AGREED, CODE, NO_FORM
from evaluation.store.responses.submission import quote_name
from instruments import Layout
from instruments.several_choice import is_several, specifying, words_name

YES = "yes"
"""That the box of consent is marked."""


@dataclass(frozen=True, slots=True)
class KeyedField:
    """One field: its name, the question in short, and what may be keyed."""

    name: str
    label: str
    hint: str
    is_text: bool
    """Whether it is wider than a few figures."""
    is_long: bool = False
    """Whether it is of several lines."""
    choices: tuple[tuple[str, str], ...] = ()
    """What is chosen from instead, each value with its words."""


def keyed_fields(version: instruments.Version, wave: str, *, place: str) -> list[KeyedField]:
    """The fields of a form in the order in which they stand on paper, `place` in the words as it is there."""
    code = KeyedField(CODE, _("Code of the card"), _("Blank where the form has none."), is_text=True)
    asked, follows = version.questions(wave), shown_follow_ons(version, wave)
    numbered = ((item, _fields(version, item, number, place=place)) for number, item in enumerate(asked, start=1))
    fields = ((item, field) for item, of_item in numbered for field in of_item)
    return [
        code,
        agreed_field(version),
        *(_following(field, follows[item.id]) if item.id in follows else field for item, field in fields),
    ]


def _following(field: KeyedField, follows: ShownFollowOn) -> KeyedField:
    """A field of a question that follows on another: of whom it is asked stands with what may be keyed."""
    of_whom = _("blank unless %(number)s is “%(answers)s”", number=follows.number, answers=follows.words)
    return replace(field, hint=f"{field.hint}; {of_whom}")


def agreed_field(version: instruments.Version) -> KeyedField:
    """The box of consent, which says whether anything of the form is kept."""
    choices = (
        (YES, _("marked")),
        ("blank", _("blank")),
        ("no", _("“No”, or crossed out")),
        (NO_FORM, _("there is no such form here: keyed by mistake")),
    )
    hint = _("“I am 16 or over. %(agree)s” Without it a form is not counted.", agree=version.consent.agree)
    return KeyedField(AGREED, _("Is the box of consent marked?"), hint, is_text=False, choices=choices)


def fault_keyed(version: instruments.Version, field: KeyedField, fault: str) -> str:
    """What is said of a field in which something else was keyed: of one with answers to choose from what may be keyed.

    This page shows no answers: they stand on the paper, and here in the hint.
    """
    item = version.items_by_id.get(field.name)
    if item is None or not version.format_of(item).choices:
        return f"{field.label}: {fault}"
    said: str = _("%(question)s: key one of these: %(allowed)s.", question=field.label, allowed=field.hint)
    return said


def memory_fields() -> list[KeyedField]:
    """The memory questions as fields; what is keyed is kept as hashes and never shown again."""
    hint = _("As written; blank where it is not known.")
    return [KeyedField(f"memory-{name}", words, hint, is_text=False) for name, words in QUESTIONS.items()]


def _fields(version: instruments.Version, item: instruments.Item, number: int, *, place: str) -> list[KeyedField]:
    shown = version.format_of(item)
    words = f"{item.ask} {item.text}".strip()
    label = f"{number}. {filled(words, place=place)}"
    if shown.layout is not Layout.TEXT:
        unfit = f"; {NOT_APPLICABLE_KEY} {item.not_applicable}" if item.not_applicable else ""
        is_wide = is_several(shown) or shown.layout is Layout.DATE
        chosen = KeyedField(item.id, label, _allowed(shown) + unfit, is_text=is_wide)
        option = specifying(shown)
        return [chosen, *(_words(words_name(item.id), f"{number}. {option.label}") if option else ())]
    return _words(item.id, label)


def _words(name: str, label: str) -> list[KeyedField]:
    """Words written freely, and the box by which they may be quoted."""
    said = KeyedField(name, label, _("Word for word, without names."), is_text=True, is_long=True)
    box = _("1 where the box is marked, blank where it is not")
    return [said, KeyedField(quote_name(name), _("These words may be quoted"), box, is_text=False)]


def _allowed(shown: instruments.ResponseFormat) -> str:
    """What may be keyed: figures with their words, or a range; d for "I'd rather not say"."""
    if shown.layout is Layout.STRIP:
        return str(_("%(low)s to %(high)s, or d", low=shown.minimum, high=shown.maximum))
    if shown.options:
        listed = ", ".join(f"{figure_of(shown, option)} {option.label}" for option in shown.options)
        if is_several(shown):
            return str(_("all that are marked, such as 1 3, of %(listed)s; or d", listed=listed))
        return str(_("%(listed)s, or d", listed=listed))
    if shown.layout is Layout.DATE:
        return str(_("day, month and year, such as 14/5/2026, or d"))
    return str(_("a number, or d"))
