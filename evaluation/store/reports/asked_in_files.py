"""Which questions the files of stored evenings asked, and which outcomes reports have of evenings that asked no more.

Their questionnaire asks more than they did. It goes by the columns that held any answer when an evening was stored,
and not by who is in it now, so that it says nothing of anybody.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from analysis.scoring.scoring import Scale
from evaluation.models import FROM_FILE, Experiment
from evaluation.store.reports.comparable_outcomes import ComparableAnswers

ASKED = "asked"
"""Under which the mark of an evening from a file keeps what it asked, by wave."""
BEFORE_AND_AFTER = ("pre", "post")


def asked_in_file(experiment: Experiment) -> Mapping[str, frozenset[str]] | None:
    """What an evening from a file asked, by wave; None of others, and of those stored before that was kept."""
    asked = experiment.options.get(FROM_FILE, {}).get(ASKED)
    return None if asked is None else {wave: frozenset(items) for wave, items in asked.items()}


def asked_both_times(experiment: Experiment) -> frozenset[str] | None:
    """The items that an evening from a file asked both before and after; None where that is not known."""
    asked = asked_in_file(experiment)
    if asked is None:
        return None
    return frozenset.intersection(*(asked.get(wave, frozenset()) for wave in BEFORE_AND_AFTER))


def is_scored(scale: Scale, asked: Collection[str]) -> bool:
    """Whether so many of a scale's questions are asked that somebody who answers all of these has a score."""
    share = round(sum(item in asked for item in scale.items) / len(scale.items), 2)
    return share > 0 and share >= round(scale.minimum_answered, 2)


def as_asked(found: ComparableAnswers, experiments: Sequence[Experiment]) -> ComparableAnswers:
    """The outcomes that these evenings asked, where all of them are from files; all outcomes where one is not.

    A question of an outcome that lacks too many of them is an outcome of its own.
    """
    asked = [asked_both_times(each) for each in experiments]
    known = [each for each in asked if each is not None]
    if not known or len(known) < len(asked):
        return found
    items = frozenset[str]().union(*known)
    columns = {column for column, (_version, item) in found.words.items() if item in items}
    scales = tuple(made for scale in found.scales for made in _scales(found, scale, columns))
    newest = {made.id: found.newest[scale.id] for scale in found.scales for made in _scales(found, scale, columns)}
    return replace(found, scales=scales or found.scales, newest=newest or found.newest)


def not_asked_by(found: ComparableAnswers, experiments: Sequence[Experiment]) -> tuple[str, ...]:
    """The outcomes, by id, of which these experiments did not ask enough; none where one of them is not from a file."""
    asked = [asked_both_times(each) for each in experiments]
    known = [each for each in asked if each is not None]
    if not known or len(known) < len(asked):
        return ()
    items = frozenset[str]().union(*known)
    columns = {column for column, (_version, item) in found.words.items() if item in items}
    return tuple(scale.id for scale in found.scales if not is_scored(scale, columns))


def _scales(found: ComparableAnswers, scale: Scale, asked: Collection[str]) -> Iterator[Scale]:
    """A scale, if it is scored; otherwise each of its questions that was asked."""
    if is_scored(scale, asked):
        yield scale
        return
    for column in scale.items:
        if column in asked:
            version, item = found.words[column]
            label = version.items_by_id[item].label or item
            yield replace(scale.of_item(column), label=label, primary=False)


def not_asked(found: ComparableAnswers, experiments: Sequence[Experiment]) -> tuple[Scale, ...]:
    """The outcomes of which none of these evenings from files asked enough for a score."""
    kept = {scale.id for scale in as_asked(found, experiments).scales}
    return tuple(scale for scale in found.scales if scale.id not in kept)
