"""How many people moved the unwelcome way where the average does not tell it: of every outcome, and months later."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from analysis.estimate.estimate import Suppressed
from analysis.sensitivity.moved_both_ways import outnumber
from analysis.thresholds import TOO_FEW_TO_SAY_BELOW
from analysis.wording import counts_moved
from analysis.wording.counts_moved import Ways
from analysis.wording.measured import CLAIMS, Measured, Sentence, own_verdict, verdict
from analysis.wording.phrases import Way
from evaluation.impact_report.build.findings import printable_counts
from evaluation.impact_report.build.later.further_waves import MONTHS_LATER
from evaluation.impact_report.build.later.what_is_left import way_later
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.report import ImpactReport


@dataclass(frozen=True)
class _Counted:
    """People up, about the same and down, what is said of them, and where their counts stand."""

    ways: tuple[int, int, int]
    said: Ways
    up: str
    down: str


def many_moved(report: ImpactReport, *, preceding: Collection[Sentence] = ()) -> tuple[Sentence, ...]:
    """Outcomes in which many moved the unwelcome way while the average does not tell it.

    Left out is the first one where `preceding` sentences tell of it how many moved.
    """
    first, *others = report.measured
    known = any(counts_moved.tells_how_many(each) for each in preceding)
    return tuple(said for name in (*(() if known else (first,)), *others) for said in of_outcome(report, name))


def of_outcome(report: ImpactReport, name: str) -> tuple[Sentence, ...]:
    """The same of one outcome, from before to after."""
    found, outcome = report.measured[name], report.outcomes[name]
    if (
        found.worse is Way.NOT_STATED
        or found.unwelcome
        or found.own_unwelcome
        or (found.margin is None and name != next(iter(report.measured)))
    ):
        return ()
    released, hidden = report.context.released, _hides(found) or outcome.divided
    counted = _counted(found, outcome, released=released)
    if counted is None and not (found.compared and released):
        return _said_about(found, outcome, hidden=hidden)
    return _said(found, counted, hidden=hidden)


def _hides(found: Measured) -> bool:
    """Whether what is said of the average, a welcome move, hides those who moved the other way."""
    said, way = verdict(found) if found.claims else own_verdict(found)
    return said in CLAIMS and way is not found.worse


def many_moved_later(report: ImpactReport) -> tuple[Sentence, ...]:
    """The same from before to months later, of outcomes with a smallest change worth counting."""
    stated = ((name, each) for name, each in report.measured.items() if each.worse is not Way.NOT_STATED)
    found = ((each, report.outcomes[name]) for name, each in stated)
    calm = ((each, outcome) for each, outcome in found if not each.harmed_later and each.margin is not None)
    return tuple(
        said
        for each, outcome in calm
        for said in _said(each, _counted_later(outcome), hidden=_hides_later(each, outcome))
    )


def _hides_later(found: Measured, outcome: OutcomeFigures) -> bool:
    """Whether months later people were on average clearly past where they began, the welcome way."""
    contrasts = outcome.waves.get(MONTHS_LATER)
    lasting = contrasts.get("lasting") if isinstance(contrasts, Mapping) else None
    return lasting is not None and way_later(lasting) not in (None, Way.NEITHER, found.worse)


def _counted(found: Measured, outcome: OutcomeFigures, *, released: bool) -> _Counted | None:
    """Those who came, by their own change.

    A release tells of no counts beside a comparison group.
    """
    if isinstance(outcome.participants, Suppressed):
        return None
    keys = {way: found.keys.get(way, "") for way in ("up", "down")}
    own = None if found.compared and released else printable_counts(outcome.participants)
    said = counts_moved.UNWELCOME_MANY_CAME if found.compared else counts_moved.UNWELCOME_MANY
    return _Counted(own, said, **keys) if own else None


def _counted_later(outcome: OutcomeFigures) -> _Counted | None:
    place = f"outcomes.{outcome.scale.id}.waves.{MONTHS_LATER}.moved"
    ways = outcome.moved_later
    return _Counted(ways, counts_moved.UNWELCOME_MANY_LATER, f"{place}.up", f"{place}.down") if ways else None


def _said_about(found: Measured, outcome: OutcomeFigures, *, hidden: bool) -> tuple[Sentence, ...]:
    """The same without counts, where one of them is of one or two people."""
    many, people = outcome.many_worse, outcome.participants
    if found.renderer < 2 or found.apart or many is None or isinstance(people, Suppressed):
        return ()
    if people.n_pairs < TOO_FEW_TO_SAY_BELOW or not (hidden or many.outnumber):
        return ()
    return counts_moved.about_unwelcome(found, many.share, n=people.n_pairs)


def _said(found: Measured, counted: _Counted | None, *, hidden: bool) -> tuple[Sentence, ...]:
    """That many moved the unwelcome way: where an average hides them, they are divided, or they outnumber the others.

    Of an outcome that is told neither to have risen nor to have fallen nothing is hidden, and where it only varies, as
    it does between any two askings, about as many people move the one way as the other. That is no harm, and said of
    every such outcome it would bury the harm that there is.
    """
    if found.renderer < 2 or found.apart or counted is None or sum(counted.ways) < TOO_FEW_TO_SAY_BELOW:
        return ()
    up, _, down = counted.ways
    worse, better = (down, up) if found.worse is Way.FALL else (up, down)
    if worse < counts_moved.MANY * sum(counted.ways) or not (hidden or outnumber(worse, better)):
        return ()
    keys = tuple(key for key in (counted.up, counted.down) if key)
    return counts_moved.many_unwelcome(found, counted.said, up=up, down=down, n=sum(counted.ways), figures=keys)
