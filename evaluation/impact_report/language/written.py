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


def change_of(found: Measured, written: Language) -> str:
    """An outcome's change, with its unit where that is no point of a scale."""
    assert found.change is not None, "only of what changed"
    change = written.change(found.change)
    return written.catalogue.gettext(POINTS).format(figure=change) if found.yes_or_no else change
