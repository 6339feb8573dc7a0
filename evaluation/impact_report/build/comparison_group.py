"""An outcome as the rules see it where its headline is the difference from a comparison group."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from analysis.disclosure.shares import counts_tell_of_few
from analysis.estimate.estimate import NotEstimable
from analysis.estimate.sample import SampleFigures
from analysis.pooling.across import CHANGED_ALIKE
from analysis.pooling.between_groups import NO_SPREAD
from analysis.pooling.clustered import Coefficient
from analysis.pooling.comparison import ArmFigures
from analysis.pooling.contrasts import OfPeople
from analysis.pooling.differences import Differences
from analysis.sensitivity.multiplicity import FamilyMember
from analysis.wording.measured_facts import Arm, Compared
from analysis.wording.ranges import range_of_change, within_scale
from analysis.wording.rounding import EXACT, sign_of
from analysis.wording.wording import Chapters, Measured
from evaluation.domain.name_order import name_order
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.sides.began_apart import both_ways

FIELDS = {"change": "estimate", "low": "low", "high": "high"}


def comparison_in_chapter(made: Measured, outcome: OutcomeFigures, found: Differences, *, chapter: str) -> Measured:
    """The difference in one chapter, in the place of the change of those who came."""
    one = found.chapters.get(chapter)
    if one is None:
        return _difference(made, outcome, found)
    figures = outcome.chapters.get(chapter)
    alone = range_of_change(figures, outcome.scale) if isinstance(figures, SampleFigures) else None
    comparison = Compared(people=one.beside, own=one.own, other=one.other, adjusted=found.adjusted)
    comparison = replace(comparison, alike=one.low == NO_SPREAD)
    comparison = _with_range(comparison, alone)
    one = within_scale(one, outcome.scale, compared=True)
    low, high = _known(one.low), _known(one.high)
    keys = _keys(made, outcome, f"chapters.{chapter}")
    made = replace(made, n=one.came, change=one.estimate, low=low, high=high, keys=keys, compared=comparison)
    made = replace(made, alike=comparison.alike)
    return both_ways(made, outcome, one.unadjusted)


def compared_across(made: Measured, outcome: OutcomeFigures, found: Differences, *, names: tuple[str, ...]) -> Measured:
    """The average difference over the chapters that have both sides, or between groups of one side each."""
    average = _difference(made, outcome, found)
    if found.pooled is None:
        return average
    every = tuple(sorted({*names, *found.left_out}, key=name_order))
    without = tuple(name for name in every if name not in found.chapters)
    signs = [sign_of(one.estimate) for one in found.chapters.values()]
    ways = (sum(sign > 0 for sign in signs), sum(sign < 0 for sign in signs))
    alone = {"without_comparison": found.without_comparison, "nobody_came": found.nobody_came}
    chapters = Chapters(k=found.k, names=every, without=without, **alone)
    return replace(average, up=None, down=None, ways=ways, chapters=chapters)


def _difference(made: Measured, outcome: OutcomeFigures, found: Differences) -> Measured:
    """The difference over chapters or groups; between groups these stand for chapters.

    Who moved is counted where all are compared who are counted.
    """
    groups = tuple(sorted({*found.groups, *found.left_out}, key=name_order))
    headline = None if isinstance(found.headline, NotEstimable) else found.headline
    headline = headline and within_scale(headline, outcome.scale, compared=True)
    comparison = Compared(
        people=found.beside,
        own=_known(found.own),
        other=_known(found.other),
        adjusted=found.adjusted,
        between=found.pooled is None,
        own_people=outcome.participants.n_pairs if isinstance(outcome.participants, SampleFigures) else 0,
        alike=found.headline in (NO_SPREAD, CHANGED_ALIKE),
        fewer=min(sum(one.came is side for one in found.groups.values()) for side in (True, False)),
    )
    comparison = _with_range(comparison, within_scale(outcome.across.headline, outcome.scale))
    counted = outcome.beyond is not None and sum(outcome.beyond) == found.came
    made = _of_those_compared(made, outcome, found)
    made = replace(
        made,
        n=found.came,
        up=made.up if counted else None,
        down=made.down if counted else None,
        change=headline.estimate if headline else None,
        low=headline.low if headline else None,
        high=headline.high if headline else None,
        keys=_keys(made, outcome, "headline"),
        chapters=Chapters(k=found.k, names=groups, without=tuple(sorted(found.left_out, key=name_order))),
        compared=comparison,
    )
    return both_ways(_without_range(made, found), outcome, found.unadjusted)


def _without_range(made: Measured, found: Differences) -> Measured:
    """The difference of what each side changed by, where everybody of a side changed alike: that has no range.

    It is alike where every chapter tells the same difference, or every group of a side the same change.
    """
    sides = made.compared
    if sides is None or not sides.alike or sides.own is None or sides.other is None:
        return made
    amounts = {round(one.estimate, EXACT) for one in found.chapters.values()}
    of_sides = [(one.came, round(one.change, EXACT)) for one in found.groups.values()]
    alike = len(amounts) == 1 if found.chapters else len(set(of_sides)) == len(("came", "beside"))
    return replace(made, change=sides.own - sides.other, alike=alike)


def _of_those_compared(made: Measured, outcome: OutcomeFigures, found: Differences) -> Measured:
    """The averages before and after of those who came and are compared; none where these cannot be told from all."""
    came = outcome.participants
    if made.renderer < 2 or not isinstance(came, SampleFigures) or came.n_pairs == found.came:
        return made
    names = found.chapters if found.pooled else [name for name, one in found.groups.items() if one.came]
    behind = [outcome.chapters.get(name) for name in names]
    known = [(each.n_pairs, each.mean_pre, each.mean_post) for each in behind if isinstance(each, SampleFigures)]
    before, after = (_average([(each[0], each[wave]) for each in known], of=found.came) for wave in (1, 2))
    keys = {name: key for name, key in made.keys.items() if name not in ("pre", "post")}
    shares = (each for each in (before, after) if each is not None)
    if outcome.scale.is_yes_or_no and counts_tell_of_few(shares, people=found.came):
        before, after = None, None
    return replace(made, pre=before, post=after, keys=keys)


def _average(means: Sequence[tuple[int, float | NotEstimable]], *, of: int) -> float | None:
    """The average of people from those of their groups; None unless these are all of them."""
    numbers = [(people, mean) for people, mean in means if not isinstance(mean, NotEstimable)]
    if not of or sum(people for people, _ in numbers) != of:
        return None
    return sum(people * mean for people, mean in numbers) / of


def _with_range(comparison: Compared, found: object) -> Compared:
    """With the likely range of those who came alone, where it can be had."""
    low, high = (getattr(found, name, None) for name in ("low", "high"))
    known = isinstance(low, float) and isinstance(high, float)
    return replace(comparison, own_low=low, own_high=high) if known else comparison


def _known(value: float | NotEstimable) -> float | None:
    return None if isinstance(value, NotEstimable) else value


def _keys(made: Measured, outcome: OutcomeFigures, part: str) -> dict[str, str]:
    place = f"outcomes.{outcome.scale.id}.difference"
    plain = "unadjusted" if part == "headline" else f"{part}.unadjusted"
    keys = {name: f"{place}.{part}.{figure}" for name, figure in FIELDS.items()}
    return {**made.keys, **keys, "unadjusted": f"{place}.{plain}"}


def with_arms(
    found: Measured, outcome: OutcomeFigures, families: Mapping[str, FamilyMember], *, chapter: str | None
) -> Measured:
    """The outcome with its groups in the place of the difference over all of them, where each has a figure.

    Nor is anything told of their average months later.
    """
    if outcome.compared is None or found.compared is None or found.apart:
        return found
    if chapter is not None and set(outcome.chapters) != {chapter}:
        return found
    place = f"outcomes.{outcome.scale.id}"
    arms = _arms(outcome, outcome.arms, f"{place}.arms")
    if not arms:
        return found
    arms = tuple(_unadjusted_too(each, found, outcome) for each in arms)
    arms = tuple(replace(each, by_chance=found.by_chance and _may_be_chance(outcome, each, families)) for each in arms)
    later = _arms(outcome, outcome.arms_later, f"{place}.waves.follow_up.difference.arms")
    later = later if {each.called for each in later} <= {each.called for each in arms} else ()
    found = replace(found, change=None, low=None, high=None, described=False, arms=arms, arms_later=later)
    found = replace(found, own_arms_later=_own_arms_later(outcome, f"{place}.waves.follow_up.groups"))
    return replace(found, gone_later=False, faded_later=False, behind_later=False)


def _unadjusted_too(arm: Arm, found: Measured, outcome: OutcomeFigures) -> Arm:
    """One of several groups with the difference that allows for nothing, where the sides began apart."""
    figures = _by_place(outcome.arms)[arm.chapter]
    each = figures.difference_in_differences if isinstance(figures, ArmFigures) else None
    plain = each.get(arm.name) if isinstance(each, Mapping) else None
    compared = both_ways(found, outcome, plain).compared
    return replace(arm, unadjusted=compared.unadjusted) if compared and isinstance(plain, Coefficient) else arm


def _own_arms_later(outcome: OutcomeFigures, place: str) -> tuple[Arm, ...]:
    """What each group that came had changed by months later, where that has a range; of two chapters in each."""
    return tuple(
        made
        for name, found in outcome.own_arms_later.items()
        for chapter, each in (found.chapters or {"": found}).items()
        if (made := _own_arm(outcome, each, name, chapter, f"{place}.{name}")) is not None
    )


def _own_arm(outcome: OutcomeFigures, found: OfPeople, name: str, chapter: str, place: str) -> Arm | None:
    kept = within_scale(found, outcome.scale)
    if isinstance(kept.low, NotEstimable) or isinstance(kept.high, NotEstimable):
        return None
    key = f"{place}.chapters.{chapter}" if chapter else place
    low, high, n = kept.low, kept.high, kept.n
    return Arm(name=name, chapter=chapter, people=n, others=n, change=kept.mean, low=low, high=high, key=key)


def _may_be_chance(outcome: OutcomeFigures, arm: Arm, families: Mapping[str, FamilyMember]) -> bool:
    return families[of_arm(outcome.scale.id, arm.called)].may_be_chance


def of_arm(outcome: str, arm: str) -> str:
    """What one of several groups that came is called in the family of an outcome."""
    return f"{outcome}/{arm}"


def tests_of_arms(outcome: OutcomeFigures) -> dict[str, Coefficient]:
    """The figures by which several groups that came are told, as each is called: of two chapters those of each."""
    by_place = _by_place(outcome.arms)
    each = {place: figures_of_arms(outcome, figures)[1] for place, figures in by_place.items()}
    called = {f"{name}, {place}" if place else name: one for place, arms in each.items() for name, one in arms.items()}
    return called if all(each.values()) else {}


def _by_place(figures: object) -> Mapping[str, object]:
    """The figures of groups that came: those of two chapters, which are not averaged, or else of all."""
    return figures.chapters if isinstance(figures, ArmFigures) and figures.chapters else {"": figures}


def figures_of_arms(outcome: OutcomeFigures, figures: object) -> tuple[str, Mapping[str, Coefficient]]:
    """Which way each of several groups that came is told by, and its figures; none where one has none."""
    way = "ancova" if outcome.compared is not None and outcome.compared.adjusted else "difference_in_differences"
    each = getattr(figures, way) if isinstance(figures, ArmFigures) else None
    if not isinstance(each, Mapping):
        return way, {}
    known = {name: one for name, one in each.items() if isinstance(one, Coefficient)}
    return way, known if len(known) == len(each) else {}


def _arms(outcome: OutcomeFigures, figures: object, place: str) -> tuple[Arm, ...]:
    """Every group that came with its difference, chapter by chapter where there are two; none where one has none."""
    each = {
        chapter: _arms_of(outcome, own, f"{place}.chapters.{chapter}" if chapter else place, chapter=chapter)
        for chapter, own in _by_place(figures).items()
    }
    known = all(each.values())
    names = dict.fromkeys(arm.name for arms in each.values() for arm in arms)
    return tuple(arm for name in names for arms in each.values() for arm in arms if arm.name == name) if known else ()


def _arms_of(outcome: OutcomeFigures, figures: object, place: str, *, chapter: str) -> tuple[Arm, ...]:
    """Every group that came with its difference; none where one has none, and where there is one group alone."""
    way, each = figures_of_arms(outcome, figures)
    each = {name: within_scale(one, outcome.scale, compared=True) for name, one in each.items()}
    people = figures.n_pairs if isinstance(figures, ArmFigures) else {}
    others = people.get(figures.comparison, 0) if isinstance(figures, ArmFigures) else 0
    return tuple(
        Arm(
            name=name,
            chapter=chapter,
            people=people[name],
            others=others,
            change=one.estimate,
            low=one.low,
            high=one.high,
            key=f"{place}.{way}.{name}",
            as_one=figures.as_one if isinstance(figures, ArmFigures) else (),
        )
        for name, one in each.items()
    )
