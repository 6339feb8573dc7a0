"""What stands in the place of a chapter's or a workshop's name, in the reader's language."""

from collections.abc import Iterable

from analysis.wording.wording import Sentence
from evaluation.impact_report.language.language import Language

CHAPTER = "Chapter {letter}"
WORKSHOP = "Workshop {number}"


def pseudonyms_in(language: Language, names: Iterable[str]) -> dict[str, str]:
    """Pseudonyms with their letters and numbers, as a language says them, by the English ones in a report."""
    said = {}
    for name in names:
        message, place = (CHAPTER, "letter") if name.startswith(CHAPTER.partition("{")[0]) else (WORKSHOP, "number")
        said[name] = language.say(Sentence(message, {place: name.rpartition(" ")[2]}))
    return said
