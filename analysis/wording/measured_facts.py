"""What an outcome may have besides its own figures: its chapters, a comparison group, a verdict taken earlier."""

from dataclasses import dataclass, field

from analysis.estimate.estimate import LATER
from analysis.wording.phrases import Verdict, Way
from analysis.wording.rounding import sign_of


@dataclass(frozen=True, kw_only=True)
class Chapters:
    """Which chapters stand behind an average: `k` with results out of `names`, `without` those that have none.

    `small` are those of them in which too few answered both times, `without_comparison` those in which no comparison
    group was asked, and `nobody_came` those in which nobody who came was.
    """

    k: int
    names: tuple[str, ...]
    without: tuple[str, ...] = ()
    small: tuple[str, ...] = field(default=(), metadata=LATER)
    without_comparison: tuple[str, ...] = field(default=(), metadata=LATER)
    nobody_came: tuple[str, ...] = field(default=(), metadata=LATER)

    @property
    def values(self) -> dict[str, object]:
        """The values that messages about chapters name."""
        return {"k": self.k, "K": len(self.names), "names": self.without}


@dataclass(frozen=True, kw_only=True)
class Unadjusted:
    """The difference of two changes with its likely range, where a figure beside it allows for where each began."""

    estimate: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Compared:
    """The comparison group that an outcome's change is a difference from: its people, and what each side changed by.

    `adjusted` tells that the difference allows for where each side began, `between` that each group was of one side.
    `own_low` and `own_high` are the likely range of the change of those who came alone, of `own_people`; `alike` tells
    that people of a side all changed alike, so that the difference has no range. Of groups of one side the smaller side
    has `fewer`. Where the sides began apart and the difference allows for that, `unadjusted` is the one that does not.
    """

    people: int
    own: float | None
    other: float | None
    adjusted: bool = False
    between: bool = False
    own_low: float | None = field(default=None, metadata=LATER)
    own_high: float | None = field(default=None, metadata=LATER)
    own_people: int = field(default=0, metadata=LATER)
    alike: bool = field(default=False, metadata=LATER)
    fewer: int = field(default=0, metadata=LATER)
    unadjusted: Unadjusted | None = field(default=None, metadata=LATER)

    def borne_out(self, change: float, low: float, high: float, *, worse: Way) -> tuple[float, float, float]:
        """What of a difference with its range is borne out where nothing is allowed for, too.

        Harm is left as it is told unless the two ways disagree: then the one lies outside the range of the other.
        """
        plain = self.unadjusted
        if plain is None or ((high < 0 or low > 0) and sign_of(change) == worse and plain.low <= change <= plain.high):
            return change, low, high
        return min((change, plain.estimate), key=abs), min(low, plain.low), max(high, plain.high)


@dataclass(frozen=True, kw_only=True)
class Arm:
    """One of several groups that came: its people, and its difference from the comparison group with its 95 % limits.

    `key` is where these stand in the machine-readable report, `others` are the people of that group, and `by_chance`
    tells that it is one of several secondary figures, and chance among so many could bring as much. `chapter` is the
    one of two, which are not averaged, that it is of; `as_one` are several groups that are told as one there.
    `unadjusted` is as in `Compared`.
    """

    name: str
    people: int
    change: float
    low: float
    high: float
    key: str
    others: int = field(default=0, metadata=LATER)
    by_chance: bool = field(default=False, metadata=LATER)
    chapter: str = field(default="", metadata=LATER)
    as_one: tuple[str, ...] = field(default=(), metadata=LATER)
    unadjusted: Unadjusted | None = field(default=None, metadata=LATER)

    @property
    def called(self) -> str:
        """What it is called in tables: the group, and the chapter where it is of one."""
        return f"{self.name}, {self.chapter}" if self.chapter else self.name


@dataclass(frozen=True, kw_only=True)
class HarmedWorkshops:
    """How many of the workshops that are `shown` alone clearly moved the unwelcome way, by their people.

    `held_back` tells that others are not shown; `may_be_chance` that none of these lies so far past nil that chance
    would seldom bring it.
    """

    count: int
    shown: int
    held_back: bool
    may_be_chance: bool


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What may be said of an outcome, decided by unrounded figures: of its headline, and by its own range alone.

    `clear` tells that this range lies past nil, `holds_margin` that it holds a change as large as the margin. They are
    None where it was an earlier program that decided, which left them to the rounded range.
    """

    said: tuple[Verdict, Way]
    own: tuple[Verdict, Way]
    clear: bool | None = field(default=None, metadata=LATER)
    holds_margin: bool | None = field(default=None, metadata=LATER)
