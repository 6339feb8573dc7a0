"""What stands above the table of findings: the outcomes that moved the unwelcome way, and where not everywhere."""

from collections.abc import Sequence

from analysis.wording import wording
from analysis.wording.measured import Sentence
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.layout.change_rows import GROUP_HARMED, welcome
from evaluation.impact_report.layout.findings_listed import MONTHS_LATER, Listed

IN_PLACES = "{outcome:inside} (in {places:names})"
IN_MANY_PLACES = "{outcome:inside} (in {count:number} chapters)"
IN_MANY_WORKSHOPS = "{outcome:inside} (in {count:number} workshops)"
IN_BOTH = "{outcome:inside} (in {count:number} chapters or workshops)"
OF_GROUPS = "{outcome:inside} ({places:names})"
IN_PLACES_LATER = "{outcome:inside} (months later, in {places:names})"
IN_MANY_PLACES_LATER = "{outcome:inside} (months later, in {count:number} chapters)"
OF_GROUPS_LATER = "{outcome:inside} (months later, {places:names})"
GROUP_HARMED_COMPARED = "Moved the unwelcome way beside the comparison group: {names:names}."
OF_SIDES = {True: GROUP_HARMED_COMPARED, False: GROUP_HARMED}
"""What is said of a difference, and of what people changed by."""
MOST_PLACES = 3
"""Of more chapters, workshops or groups than these the number is told in place of their names."""


def harm_above(listed: Sequence[Listed], language: Language) -> str:
    """The outcomes that clearly moved the unwelcome way, by name; empty where none did.

    Where one did so in a chapter or a group alone, and not on the whole, that is said; and of a difference that it is
    one, as those who came need not have moved.
    """
    harmed = [each for each in listed if is_harm(each) and wording.verdict(each.measured)[0] not in wording.SILENT]
    sides = ([each for each in harmed if (each.measured.compared is not None) is compared] for compared in OF_SIDES)
    said = (
        Sentence(message, {"names": _names(rows, language)})
        for message, rows in zip(OF_SIDES.values(), sides, strict=True)
        if rows
    )
    return language.say_all(said)


def _names(harmed: Sequence[Listed], language: Language) -> list[str]:
    """Each outcome once, then and months later."""
    kinds = dict.fromkeys((each.measured.outcome, bool(each.later)) for each in harmed)
    return [
        _named([each for each in harmed if (each.measured.outcome, bool(each.later)) == kind], language)
        for kind in kinds
    ]


def is_harm(each: Listed) -> bool:
    """Whether a row is marked as unwelcome: nothing is before a planned look."""
    return welcome(each.measured) is False or (each.harm and each.measured.claims)


def _named(rows: Sequence[Listed], language: Language) -> str:
    """An outcome with when and where it moved so."""
    first = rows[0]
    outcome, later = first.measured.outcome, bool(first.later)
    if not all(each.where for each in rows):
        name = language.inside(outcome)
        return f"{name} ({language.catalogue.gettext(MONTHS_LATER)})" if later else name
    places = tuple(dict.fromkeys(f"“{each.where}”" if each.arm else each.where for each in rows))
    if first.arm:
        said = OF_GROUPS_LATER if later else OF_GROUPS
    elif len(places) > MOST_PLACES:
        said = IN_MANY_PLACES_LATER if later else _many(rows)
    else:
        said = IN_PLACES_LATER if later else IN_PLACES
    return language.say(Sentence(said, {"outcome": outcome, "places": places, "count": len(places)}))


def _many(rows: Sequence[Listed]) -> str:
    """In how many places, by what these are."""
    if all(each.workshop for each in rows):
        return IN_MANY_WORKSHOPS
    return IN_BOTH if any(each.workshop for each in rows) else IN_MANY_PLACES
