"""What the headline of a report is about, for the machine-readable one: the estimand, and each outcome's headline."""

from collections.abc import Mapping

from analysis.disclosure.disclosure import released_decimals
from analysis.estimate.estimate import Suppressed, as_json
from analysis.pooling.comparison import ArmFigures
from analysis.pooling.differences import Differences, next_difference
from analysis.pooling.everybody import Everybody
from analysis.wording.phrases import Verdict, Way
from analysis.wording.rounding import SHORT
from analysis.wording.wording import SILENT, Measured, verdict
from evaluation.impact_report.build.later.further_waves import MONTHS_LATER
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.planned_looks import alpha_of
from evaluation.impact_report.build.report import ImpactReport

Json = dict[str, object]
SHOWN = 4
"""Decimals past those of any release."""
CAME = "people who came, by their first attendance"
PEOPLE = ("n", "pairs", "pairs_comparison", "came", "beside", "people", "small", "df_within")
"""Counts of people among the figures of a further wave, and what follows them."""
HELD_BACK = {"suppressed": "Held back, because it could tell who did not answer then."}
WAYS = {Way.RISE: "up", Way.FALL: "down", Way.NEITHER: "neither"}
WELCOME = {"higher": "up", "lower": "down"}


def estimand(report: ImpactReport) -> Json:
    """The design, whom the figures speak of, and whom these are compared with; at first nothing was said of it."""
    if report.renderer < 2:
        return {}
    found = report.estimand
    facts: Json = {"design": found.design.value, "who": CAME, "looks": as_json(report.looks)}
    if found.compared:
        facts |= {"comparison": found.comparison, "randomised": found.randomised, "groups": found.by}
    if found.unplaced:
        facts["without_arm"] = found.unplaced if found.unplaced > 2 else {"suppressed": "1 or 2 people"}
    return {"estimand": facts}


def headline_of(report: ImpactReport, name: str) -> Json:
    """What the headline of an outcome would say: a change or a difference, over how many chapters and pairs."""
    if report.renderer < 2:
        return {}
    found, outcome = report.measured[name], report.outcomes[name]
    chapters = 1 if found.chapters is None else found.chapters.k
    facts: Json = {
        "kind": "difference" if found.compared else "change",
        "estimate": found.change,
        "low": found.low,
        "high": found.high,
        "k": chapters,
        "pairs": found.n,
        "pairs_left_out": _left_out(outcome, found),
        "welcome": WELCOME.get(found.direction),
        "says": verdict(found)[0].value,
        "way": WAYS[verdict(found)[1]],
        "claims": verdict(found)[0] not in (*SILENT, Verdict.BY_CHANCE, Verdict.SO_FAR) and found.low is not None,
        "confidence": 1 - alpha_of(report.looks) if found.wider and found.low is not None else None,
    }
    if found.compared:
        facts["pairs_comparison"] = found.compared.people
    if found.wider and (second := found.everybody):
        facts["everybody"] = {part: getattr(second, part) for part in ("estimate", "low", "high", "each_person")}
    facts = {key: value for key, value in facts.items() if value is not None}
    if not report.context.released:
        return {"headline_of": facts}
    whole: Json = {"whole_points": True} if released_decimals(found.fewest) == 0 else {}
    return {"headline_of": {key: _plain(value) for key, value in facts.items()} | whole}


def _plain(value: object) -> object:
    """A figure without the side of a bound on which a released one lies: that is for its sentence alone."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    whole = isinstance(value, float) and abs(value - round(value, SHOWN)) <= 2 * SHORT
    return round(value, SHOWN) + 0.0 if whole and isinstance(value, float) else value


def headline_across(outcome: OutcomeFigures) -> Json:
    """The figures across chapters, with that of everybody at once."""
    found = as_json(outcome.across)
    assert isinstance(found, dict), "figures across chapters are named"
    further = {"everybody": outcome.everybody, "prediction_measured": outcome.next_chapter}
    return found | {name: as_json(each) for name, each in further.items() if each is not None}


def _left_out(outcome: OutcomeFigures, found: Measured) -> int:
    """Pairs of those who came that are not in the headline, as far as they may be told."""
    shown = 0 if isinstance(outcome.participants, Suppressed) else outcome.participants.n_pairs
    together = outcome.everybody.pairs if isinstance(outcome.everybody, Everybody) else 0
    return max(shown, together) - found.n if max(shown, together) > found.n else 0


def headline_comparison(outcome: OutcomeFigures) -> Json:
    """The figures of the comparison group, and the difference between the two; nothing where there is no such group."""
    found = outcome.compared
    second: Json = {} if outcome.together is None else {"everybody": as_json(outcome.together)}
    if found is None:
        return {}
    return {"difference": _difference(found) | second, "comparison": as_json(outcome.beside)}


def further_waves(report: ImpactReport, outcome: OutcomeFigures) -> Json:
    """The differences between waves; without how many people are behind them where that is not told exactly."""
    waves = _waves(outcome)
    return waves if report.later.exact else {wave: _without_people(found) for wave, found in waves.items()}


def _without_people(part: object) -> object:
    if not isinstance(part, Mapping):
        return part
    return {name: HELD_BACK if name in PEOPLE else _without_people(each) for name, each in part.items()}


def _waves(outcome: OutcomeFigures) -> Json:
    """The differences between waves, with those from the comparison group months later."""
    waves: Json = {wave: as_json(found) for wave, found in outcome.waves.items()}
    lasting, later = waves.get(MONTHS_LATER), outcome.compared_later
    if later is not None and isinstance(lasting, dict) and isinstance(outcome.waves[MONTHS_LATER], Mapping):
        people: Json = {"pairs": later.came, "pairs_comparison": later.beside}
        arms: Json = {"arms": as_json(outcome.arms_later)} if isinstance(outcome.arms_later, ArmFigures) else {}
        lasting = waves[MONTHS_LATER] = {**lasting, "difference": people | _difference(later) | arms}
    if outcome.own_arms_later and isinstance(lasting, dict):
        lasting = waves[MONTHS_LATER] = {**lasting, "groups": as_json(outcome.own_arms_later)}
    if outcome.moved_later is not None and isinstance(lasting, dict):
        up, same, down = outcome.moved_later
        waves[MONTHS_LATER] = {**lasting, "moved": {"up": up, "same": same, "down": down}}
    return waves


def _difference(found: Differences) -> Json:
    """How much more those who came changed than the comparison group."""
    facts: Json = {
        "adjusted": found.adjusted,
        "k": found.k,
        "headline": as_json(found.headline),
        "p": as_json(found.p),
        "own": as_json(found.own),
        "other": as_json(found.other),
        "permutation_p": as_json(found.permutation_p),
        "chapters": as_json(found.chapters),
        "groups": as_json(found.groups),
        "left_out": list(found.left_out),
    }
    if found.unadjusted is not None:
        facts["unadjusted"] = as_json(found.unadjusted)
    if found.pooled is not None:
        facts["across"] = as_json(found.pooled)
        every = len(found.chapters) == found.k
        facts["prediction_measured"] = as_json(next_difference(found)) if every else HELD_BACK
    return facts
