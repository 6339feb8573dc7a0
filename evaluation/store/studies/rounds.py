"""The rounds of an evening as planned and kept: where they stand, what people talk about, how many were held."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.domain.round_clock import RoundMove, RoundPress, Rounds, rounds_after
from evaluation.models import ROUNDS, Experiment, Kind, WavePress

USUAL = {Kind.WEAVING_TRUST.value: 5, Kind.ONLINE.value: 4}
"""How many rounds the kinds of meeting have that are made of them; the others have those that are planned."""
USUAL_MINUTES = 7
LEAST_PLANNED = 2
"""Fewer minutes than these nobody plans for a round in which two people talk."""
PLANNED_MINUTES = "planned_minutes"
"""The option that holds how long a round was planned, once the record says how long they were."""
BEGUN_WITH = "prompts_begun"
"""The option that holds, for each round that was begun, the prompts in its languages with which it was."""
PROMPTS = "prompts"
"""The option that holds an evening's own prompts: for each language, one a round."""


def rounds_planned(experiment: Experiment) -> int:
    """How many rounds are planned: as somebody wrote, or as the kind of meeting usually has."""
    if experiment.is_comparison:
        return 0
    return USUAL.get(experiment.kind, 0) if experiment.planned_rounds is None else experiment.planned_rounds


def minutes_planned(experiment: Experiment) -> int | None:
    """How long a round is planned, whatever the record says of how long they were; None where nobody wrote it."""
    if _holds_the_record_alone(experiment):
        return None
    kept: int | None = experiment.options.get(PLANNED_MINUTES, experiment.minutes_a_round)
    return kept


def minutes_to_plan_again(experiment: Experiment) -> int | None:
    """How long a round is planned at the next one: as here, or as the record says where nobody planned it."""
    held = experiment.minutes_a_round
    return minutes_planned(experiment) or (held if held is not None and held >= LEAST_PLANNED else None)


def _holds_the_record_alone(experiment: Experiment) -> bool:
    """Whether how long the rounds were took the place of the plan, as records did before the plan was kept.

    That is told by rounds too short to have been planned, on an evening whose record says who came.
    """
    minutes, is_recorded = experiment.minutes_a_round, experiment.came is not None
    return is_recorded and PLANNED_MINUTES not in experiment.options and minutes is not None and minutes < LEAST_PLANNED


def keep_minutes_planned(experiment: Experiment) -> None:
    """Let the plan stay as it is while the record is about to say how long the rounds were."""
    experiment.options = {PLANNED_MINUTES: minutes_planned(experiment), **experiment.options}


def plan_minutes(experiment: Experiment, minutes: int | None) -> None:
    """Plan how long a round is; what the record says of them stays."""
    if PLANNED_MINUTES in experiment.options or _holds_the_record_alone(experiment):
        experiment.options = {**experiment.options, PLANNED_MINUTES: minutes}
    else:
        experiment.minutes_a_round = minutes


def round_presses(db: Session, experiment: Experiment) -> list[RoundPress]:
    """The presses of its rounds that stand, in their order."""
    standing = select(WavePress).where(
        WavePress.experiment_id == experiment.id, WavePress.kind == ROUNDS, WavePress.undone_at.is_(None)
    )
    return [
        RoundPress(move=RoundMove(row.move), number=row.round_number or 0, at=row.at, minutes=row.minutes)
        for row in db.scalars(standing.order_by(WavePress.number))
    ]


def rounds_of(db: Session, experiment: Experiment) -> Rounds:
    """Where its rounds stand."""
    minutes = minutes_planned(experiment) or USUAL_MINUTES
    return rounds_after(round_presses(db, experiment), planned=rounds_planned(experiment), minutes=minutes)


def record_held(experiment: Experiment, *, was: Rounds, now: Rounds) -> None:
    """Write down how many rounds were held, unless the record says something else than the clock said."""
    if experiment.actual_rounds == (was.number or None):
        experiment.actual_rounds = now.number or None
    if experiment.minutes_a_round is None and now.number:
        experiment.minutes_a_round = now.minutes


def own_prompts(experiment: Experiment, language: str) -> list[str]:
    """The prompts that somebody wrote for this evening in a language, one a round; none where nobody did."""
    kept = experiment.options.get(PROMPTS, {}).get(language, [])
    return [str(each) for each in kept]


def begun_with(experiment: Experiment, number: int) -> dict[str, str] | None:
    """The prompts with which a round was begun, by language; None where none are kept."""
    kept: dict[str, str] | None = experiment.options.get(BEGUN_WITH, {}).get(str(number))
    return kept


def keep_begun_with(experiment: Experiment, number: int, prompts: dict[str, str]) -> None:
    """Keep what people talk about in a round that begins, whatever is planned from then on."""
    kept = {**experiment.options.get(BEGUN_WITH, {}), str(number): prompts}
    experiment.options = {**experiment.options, BEGUN_WITH: kept}


def plan_prompts(experiment: Experiment, prompts: dict[str, list[str]]) -> None:
    """Keep an evening's own prompts, by language."""
    kept = {language: lines for language, lines in prompts.items() if lines}
    experiment.options = {**experiment.options, PROMPTS: kept}
