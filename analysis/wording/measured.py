"""One outcome as the rules see it, sentences made of it, and what may be said: the first rule that fits."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from analysis.estimate.estimate import LATER
from analysis.pooling.everybody import Everybody
from analysis.scoring.scoring import Direction
from analysis.thresholds import TOO_FEW_TO_REPORT_BELOW, TOO_FEW_TO_SAY_BELOW
from analysis.wording.measured_facts import Arm, Chapters, Compared, Decided, HarmedWorkshops
from analysis.wording.phrases import Finding, Verdict, Way
from analysis.wording.ranges import verdict_both_ways, verdict_of_range, way_of_range
from analysis.wording.renderer import RENDERER_VERSION
from analysis.wording.rounding import EXACT, Ranged, sign_of


@dataclass(frozen=True)
class Sentence:
    """A message, the values of its places, and the keys of the figures it states in the machine-readable report.

    `people` are behind these figures, for whoever writes them as finely as their people allow; None where it is said
    of no figure. `bounds` are what they are held against: written out, none may seem to reach one that it does not.
    `ranged` is the estimate they are of, whose figures are written with as many decimals wherever they stand.
    `of_shares` tells that they are shares of people who said yes, from 0 to 1, and so are told in per cent, and
    `margin_named` that the smallest change worth counting is not known to have been fixed before the answers.
    """

    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    figures: tuple[str, ...] = ()
    people: int | None = None
    bounds: tuple[float, ...] = field(default=(), metadata=LATER)
    ranged: Ranged | None = field(default=None, metadata=LATER)
    of_shares: bool = field(default=False, metadata=LATER)
    margin_named: bool = field(default=False, metadata=LATER)


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One outcome as the rules see it, all in scale points: its average change with the 95 % limits, and who moved.

    `pre` and `post` are average scores; `low` and `high` are None where no interval can be had; `margin` is the
    smallest change worth counting and `direction` the better way, where it was stated; `up` and `down` count people
    beyond the margin, or at all where there is none, and are None where the counts may not be printed. `keys` names
    each value's figure in the machine-readable report. `chapters` are those behind its average. With `compared`,
    change, low and high are the difference from the comparison group, and `n` are those who came. `apart` tells that
    its questions do not go together, and `opposed` names those that moved the other way than their average. `everybody`
    is the second figure beside an average over chapters. `harmed` names chapters whose people, counted alone, clearly
    moved the unwelcome way, and with `compared` `own_harmed` those that did so by themselves, whatever the comparison
    group did; `alike` tells that everybody changed by one amount; `ways` counts its chapters that rose and that fell.
    `decided` is what may be said of it where that was decided by finer figures than these. `harmed_later` tells that
    months later people were clearly past where they began, the unwelcome way, `gone_later` that of a welcome change
    nothing could be told from where they began, `faded_later` that less than half of it was left, `together_later` that
    everybody at once tells it. Compared, with `behind_later` they were past the comparison group, and gone or faded is
    what told them from it, or, where that was not asked, what they had changed by. `harmed_chapters_later` are chapters
    that were so where no average tells it, `few_harmed_later` that people were so who are too few to say what had
    changed. `differ` tells that its chapters clearly differ; `by_chance` that it is one of several secondary outcomes,
    and chance among so many could bring as much. `claims` tells that this is a planned look: before it nothing is
    claimed, whatever the figures are. At one of several looks the range may be `wider` than of 95 %; `described` tells
    that one of 95 % lies past nil, the unwelcome way, where the wider one does not. `harmed_items` are those of its
    questions that by themselves clearly moved the unwelcome way, and `harmed_workshops` counts workshops that did. With
    several groups that came, `arms` has each, and change, low and high are none: nothing is told of their average, nor
    months later, of which `arms_later` has each, and `own_arms_later` what each had changed by. `renderer` is the
    version of the words that speak of it. `yes_or_no` tells that it is one yes/no question, told in per cent;
    `by_count` that the exact test of who came to yes and who left it leaves to chance what its range would claim, and
    `chapters_by_count` names the chapters that stand by themselves and of which that holds. `unclaimed` tells that
    nothing is claimed, since answers are held back, and `chapters_unclaimed` names chapters that stand by themselves
    and of which that holds.
    """

    outcome: str
    minimum: float
    maximum: float
    n: int
    margin: float | None = None
    direction: Direction = "higher"
    pre: float | None = None
    post: float | None = None
    change: float | None = None
    low: float | None = None
    high: float | None = None
    up: int | None = None
    down: int | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    chapters: Chapters | None = field(default=None, metadata=LATER)
    compared: Compared | None = field(default=None, metadata=LATER)
    apart: bool = field(default=False, metadata=LATER)
    opposed: tuple[str, ...] = field(default=(), metadata=LATER)
    everybody: Everybody | None = field(default=None, metadata=LATER)
    harmed: tuple[str, ...] = field(default=(), metadata=LATER)
    own_harmed: tuple[str, ...] = field(default=(), metadata=LATER)
    alike: bool = field(default=False, metadata=LATER)
    ways: tuple[int, int] | None = field(default=None, metadata=LATER)
    decided: Decided | None = field(default=None, metadata=LATER)
    harmed_later: bool = field(default=False, metadata=LATER)
    gone_later: bool = field(default=False, metadata=LATER)
    faded_later: bool = field(default=False, metadata=LATER)
    together_later: bool = field(default=False, metadata=LATER)
    behind_later: bool = field(default=False, metadata=LATER)
    harmed_chapters_later: tuple[str, ...] = field(default=(), metadata=LATER)
    few_harmed_later: bool = field(default=False, metadata=LATER)
    differ: bool = field(default=False, metadata=LATER)
    by_chance: bool = field(default=False, metadata=LATER)
    claims: bool = field(default=True, metadata=LATER)
    wider: bool = field(default=False, metadata=LATER)
    described: bool = field(default=False, metadata=LATER)
    harmed_items: tuple[str, ...] = field(default=(), metadata=LATER)
    harmed_workshops: HarmedWorkshops | None = field(default=None, metadata=LATER)
    arms: tuple[Arm, ...] = field(default=(), metadata=LATER)
    arms_later: tuple[Arm, ...] = field(default=(), metadata=LATER)
    own_arms_later: tuple[Arm, ...] = field(default=(), metadata=LATER)
    yes_or_no: bool = field(default=False, metadata=LATER)
    by_count: bool = field(default=False, metadata=LATER)
    chapters_by_count: tuple[str, ...] = field(default=(), metadata=LATER)
    unclaimed: bool = field(default=False, metadata=LATER)
    chapters_unclaimed: tuple[str, ...] = field(default=(), metadata=LATER)
    margin_named: bool = field(default=False, metadata=LATER)
    """Whether nothing tells that the smallest change worth counting was fixed before the answers."""
    renderer: int = RENDERER_VERSION

    @property
    def fewest(self) -> int:
        """People of the smaller side, where there are two."""
        return min(self.n, self.compared.people) if self.compared else self.n

    @property
    def bounds(self) -> tuple[float, ...]:
        """What its change is held against: nil, and the margin either way."""
        return (0.0, self.margin, -self.margin) if self.margin is not None else (0.0,)

    @property
    def ranged(self) -> Ranged:
        """Its change with the ends of its range, and what it is the difference of where that is told."""
        one, other = (self.post, self.pre) if self.chapters is None else (None, None)
        if self.compared is not None:
            one, other = self.compared.own, self.compared.other
        sides = None if one is None or other is None else (one, other)
        return Ranged(change=self.change, low=self.low, high=self.high, sides=sides)

    @property
    def unwelcome(self) -> bool:
        """Whether it clearly moved, and not the way that is better: by its own range, whatever the headline says.

        The first words did not tell.
        """
        if self.renderer < 2:
            return False
        found, way = own_verdict(self)
        return way is self.worse and (self.is_clear or found is Verdict.ALIKE)

    @property
    def worse(self) -> Way:
        """The way that is not welcome; none that anything moves where nobody stated which is better."""
        return {"higher": Way.FALL, "lower": Way.RISE}.get(self.direction, Way.NOT_STATED)

    @property
    def is_clear(self) -> bool:
        """Whether its own range lies past nil."""
        if self.decided is not None and self.decided.clear is not None:
            return self.decided.clear
        return self.low is not None and self.high is not None and way_of_range(self.low, self.high) is not Way.NEITHER

    @property
    def range_holds_margin(self) -> bool:
        """Whether its own range holds a change as large as the margin, either way."""
        if self.decided is not None and self.decided.holds_margin is not None:
            return self.decided.holds_margin
        if self.low is None or self.high is None or self.margin is None:
            return False
        return round(max(-self.low, self.high) - self.margin, EXACT) >= 0

    @property
    def rounds_otherwise(self) -> bool:
        """Whether its range as it is rounded would let something else be said than the unrounded one does."""
        if self.renderer < 2 or self.decided is None or self.decided.own[0] in SILENT:
            return False
        plain = replace(self, decided=None)
        holds = self.decided.holds_margin not in (None, plain.range_holds_margin)
        return own_verdict(plain) != self.decided.own or (self.decided.own[0] is Verdict.LITTLE and holds)

    @property
    def own_unwelcome(self) -> bool:
        """Whether those who came clearly moved the unwelcome way by themselves, beside a comparison group."""
        found = self.compared
        end = None if found is None else found.own_high if self.worse is Way.FALL else found.own_low
        return end is not None and sign_of(end) == self.worse

    @property
    def two_compared(self) -> bool:
        """Whether it is compared within two chapters, which stand side by side: nothing is told of their average."""
        within = self.compared is not None and not self.compared.between and not self.arms and self.renderer >= 2
        return within and self.chapters is not None and self.chapters.k == len(("one", "other"))

    @property
    def mixed(self) -> bool:
        """Whether some of the chapters behind its average rose and some fell."""
        return self.ways is not None and min(self.ways) > 0

    @property
    def unwelcome_of_all(self) -> bool:
        """Whether everybody at once clearly moved the unwelcome way."""
        found = self.everybody
        return found is not None and way_of_range(found.low, found.high) is self.worse


SILENT = (Verdict.TOO_FEW_TO_REPORT, Verdict.TOO_FEW_TO_SAY, Verdict.APART, Verdict.SEVERAL)
"""Verdicts with which nothing is said of a change."""

CLAIMS = (Verdict.CLEARLY, Verdict.MORE, Verdict.LITTLE)
"""Verdicts that claim a move one way."""


def verdict(measured: Measured) -> Finding:
    """What may be said of an outcome and which way it moved: the first rule that fits.

    It holds of the average over chapters, of everybody at once and of the plain mean of people: where these would be
    worded differently, it is what all of them bear out; harm is told where the average tells it. A secondary outcome is
    claimed to have moved where that holds among all of them (Holm); harm is told in any case. Between planned looks
    nothing is claimed.
    """
    if measured.decided is not None:
        return measured.decided.said
    found = _borne_out(measured)
    if not measured.claims:
        return found if found[0] in SILENT else (Verdict.SO_FAR, Way.NEITHER)
    claims = found[0] in CLAIMS and found[1] is not measured.worse
    return (Verdict.BY_CHANCE, Way.NEITHER) if measured.by_chance and claims else found


def _borne_out(measured: Measured) -> Finding:
    """What the average, everybody at once and the plain mean bear out."""
    found = own_verdict(measured)
    if measured.everybody is None or found[0] in SILENT or measured.low is None or measured.high is None:
        return found
    careful = _careful(measured, measured.everybody)
    if harm_of_average_alone(measured):
        return _harm(measured, measured.everybody)
    return found if (found[0], careful[0]) == (Verdict.CANNOT_TELL, Verdict.NOT_AS_MUCH) else careful


def harm_of_average_alone(measured: Measured) -> bool:
    """Whether the average over chapters clearly moved the unwelcome way, and everybody at once leaves that open.

    Then it is told all the same: care is for what is claimed, and never softens harm.
    """
    found = measured.everybody
    if found is None or not measured.unwelcome:
        return False
    return not measured.unwelcome_of_all or way_of_range(*found.each_range) is not measured.worse


def _harm(measured: Measured, found: Everybody) -> Finding:
    """Harm that the average tells, no larger than all of the figures bear out."""
    signed = [each * measured.worse for each in (measured.change or 0.0, found.estimate, found.each_person)]
    little = measured.margin is not None and min(signed) < measured.margin
    return (Verdict.LITTLE if little else Verdict.MORE), measured.worse


def _careful(measured: Measured, found: Everybody) -> Finding:
    least, low, high = _own_range(measured)
    least = min((least, found.estimate, found.each_person), key=abs)
    low, high = min(low, found.low, found.each_range[0]), max(high, found.high, found.each_range[1])
    return verdict_of_range(least, low, high, margin=measured.margin, direction=measured.direction)


def own_verdict(measured: Measured) -> Finding:
    """The same by the outcome's own range alone."""
    if measured.decided is not None:
        return measured.decided.own
    return (Verdict.SEVERAL, Way.NEITHER) if measured.arms else _by_its_figures(measured)


def _by_its_figures(measured: Measured) -> Finding:
    if measured.fewest < TOO_FEW_TO_REPORT_BELOW or (measured.change is None and not measured.two_compared):
        return Verdict.TOO_FEW_TO_REPORT, Way.NEITHER
    if measured.fewest < TOO_FEW_TO_SAY_BELOW:
        return Verdict.TOO_FEW_TO_SAY, Way.NEITHER
    if measured.apart:
        return Verdict.APART, Way.NEITHER
    if measured.low is None or measured.high is None:
        return _without_range(measured, measured.change or 0.0)
    own = (measured.change or 0.0, measured.low, measured.high)
    return verdict_both_ways(own, _own_range(measured), margin=measured.margin, direction=measured.direction)


def _own_range(measured: Measured) -> tuple[float, float, float]:
    """Its change with its range; where two sides began apart, what both ways of comparing them bear out."""
    own = (measured.change or 0.0, measured.low or 0.0, measured.high or 0.0)
    return own if measured.compared is None else measured.compared.borne_out(*own, worse=measured.worse)


def _without_range(measured: Measured, change: float) -> Finding:
    """That everybody changed by one amount, where they did; otherwise nothing can be told."""
    if not measured.alike:
        return Verdict.CANNOT_TELL, Way.NEITHER
    return Verdict.ALIKE, Way(sign_of(change))
