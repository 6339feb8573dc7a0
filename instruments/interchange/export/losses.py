"""What of a version a file for another tool does not hold, in sentences."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from instruments.blanks import BLANK
from instruments.interchange.asked import DECLINING
from instruments.interchange.languages import titled
from instruments.messages import PlainMessage
from instruments.model import Version
from instruments.terms import DESCRIPTIVE, Layout
from instruments.translation import Translation, missing, words_of

PLAIN_LAYOUTS = frozenset({Layout.CHOICE, Layout.NUMBER, Layout.TEXT, Layout.DATE, Layout.CHECKBOXES})


def _waves(version: Version) -> str:
    if len(version.waves) < 2:
        return ""
    return PlainMessage(
        "Which of its %(count)s waves ask a question, and words of a question at one wave alone: each question is "
        "there once, as it is worded first.",
        count=len(version.waves),
    )


def _wordings(version: Version) -> str:
    if not any(page.wording for page in version.waves):
        return ""
    return PlainMessage("Words that a question has at one wave alone.")


def _scales(version: Version) -> str:
    if not version.scales:
        return ""
    return PlainMessage(
        "Its scales (%(scales)s): which questions are scored together, turned round, and with which margin.",
        scales=", ".join(scale.id for scale in version.scales),
    )


def _about_items(version: Version) -> str:
    if not any(item.source or item.licence or item.construct != DESCRIPTIVE for item in version.items):
        return ""
    return PlainMessage("What each question measures, where its idea is from, and under which licence.")


def _consent(version: Version) -> str:
    if not version.consent.title:
        return ""
    return PlainMessage("The consent, and what is read before and after the questions.")


def _blanks(version: Version) -> str:
    if not any(BLANK.search(text) for text in words_of(version).values()):
        return ""
    return PlainMessage("What {place} stands for: it is left in the words as it is written, for you to replace.")


def _languages(version: Version) -> str:
    if len(version.languages) < 2:
        return ""
    return PlainMessage("Other languages than the one it is written in.")


def _layouts(version: Version) -> str:
    laid_out = [found.id for found in version.formats if found.layout not in PLAIN_LAYOUTS]
    if not laid_out:
        return ""
    return PlainMessage("How answers are laid out (%(formats)s): they become lists.", formats=", ".join(laid_out))


def _limits_by_another(version: Version) -> str:
    bounded = [item.id for item in version.items if item.at_most]
    if not bounded:
        return ""
    return PlainMessage("That the number of %(items)s is no higher than another's.", items=", ".join(bounded))


def _lead_ins(version: Version) -> str:
    if not any(item.ask for item in version.items):
        return ""
    return PlainMessage("Which words lead in to a question: they are one text with it.")


LOST: dict[str, tuple[Callable[[Version], str], ...]] = {
    "xlsform": (_waves, _scales, _about_items, _consent, _blanks),
    "redcap": (
        *(_waves, _scales, _about_items, _consent, _blanks),
        *(_languages, _layouts, _limits_by_another, _lead_ins),
    ),
    "ddi": (_wordings, _consent, _blanks, _languages, _layouts, _limits_by_another),
}
"""By format; our own formats, TOML and JSON, hold everything."""


def lost_in(version: Version, wanted: str) -> Iterator[str]:
    """What a file of this format does not hold of a version."""
    return (said for of in LOST.get(wanted, ()) if (said := of(version)))


def untranslated(
    version: Version, translations: Iterable[Translation], *, declining: Mapping[str, str]
) -> Iterator[str]:
    """Which words of an XLSForm stand in the original's language in the columns of another, a sentence a language.

    `declining` are the words of the answer that every question offers, by language.
    """
    has_lists = any(version.format_of(item).choices for item in version.items)
    for words in translations:
        left = [key for key in missing(version, words) if key.startswith(("items.", "formats."))]
        left += [f"“{DECLINING}”"] if has_lists and words.language not in declining else []
        if left:
            yield PlainMessage(
                "%(language)s has no words here for %(texts)s: there they stand as in the original.",
                language=titled(words.language),
                texts=", ".join(left),
            )
