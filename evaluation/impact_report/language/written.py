"""The figures of an outcome as cells of tables and lines of pictures have them."""

from collections.abc import Callable

from analysis.wording.measured import Measured
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.language.per_cent import POINTS, SHARE


def written_of(found: Measured, language: Language) -> Language:
    """The language for the figures of an outcome: as fine as its people allow and its range needs, of a yes/no question
    in per cent.
    """
    own = language.of(found.fewest)
    own = own.in_per_cent() if found.yes_or_no else own
    return own.against(found.bounds).as_fine(found.ranged)


def share_of(written: Language) -> Callable[[float], str]:
    """How a share of people is written: 40 %."""
    return lambda share: written.catalogue.gettext(SHARE).format(figure=written.level(share))


def level_of(written: Language) -> Callable[[float], str]:
    """How an average is written: 5.4, or, of shares of people, 40 %."""
    return share_of(written) if written.of_shares else written.level


def changed(written: Language, change: float) -> str:
    """A change, with its unit where that is no point of a scale."""
    figure = written.change(change)
    return written.catalogue.gettext(POINTS).format(figure=figure) if written.of_shares else figure


def changed_between(written: Language, change: float, low: float, high: float) -> str:
    """The same with its range: +0.4 (−0.2 to 1.0)."""
    fine = written.for_range(change, low, high)
    return f"{changed(fine, change)} {fine.range(low, high)}"


def change_of(found: Measured, written: Language) -> str:
    """An outcome's change, with its unit where that is no point of a scale."""
    assert found.change is not None, "only of what changed"
    return changed(written, found.change)
