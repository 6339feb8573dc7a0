"""How columns of files from elsewhere were read, for the reports of their answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.estimate.estimate import LATER


@dataclass(frozen=True, kw_only=True)
class ColumnRead:
    """A column of a file by its heading, and the question that it was read as.

    `evening` names the evening whose file it is, where a report is of several.
    """

    heading: str
    item: str
    question: str
    evening: str = ""


@dataclass(frozen=True, kw_only=True)
class ColumnsRead:
    """The columns of answers in files from elsewhere; `whole` tells that a report has no answers but these."""

    columns: tuple[ColumnRead, ...] = ()
    whole: bool = True
    not_asked: tuple[str, ...] = ()
    """The questionnaire's outcomes of which the files did not ask enough."""
    not_asked_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict, metadata=LATER)
    """The chapters whose files did not ask enough of an outcome that others asked, by its id."""
    joined_by: tuple[str, ...] = field(default=(), metadata=LATER)
    """The columns by which people of the files were joined."""

    @property
    def items(self) -> frozenset[str]:
        """The questions that were asked."""
        return frozenset(each.item for each in self.columns)
