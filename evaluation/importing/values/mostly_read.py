"""A question whose cells are nearly all of one kind, and a few of another: the few are asked about, each by itself."""

from collections.abc import Collection
from dataclasses import replace

from evaluation.importing.values.answer_profiles import MOST_UNKNOWN, READABLE, Profile


def mostly_one_kind(profile: Profile) -> Profile | None:
    """The profile with its few cells of another kind as words that are not known; None where neither kind is most."""
    labelled = {label for _, label in profile.labels.values()}
    words = {word for word in profile.levels if word not in labelled}
    kinds: tuple[tuple[Collection[str], set[str]], ...] = (
        (profile.labels, {*words, *profile.numbers}) if profile.labels else (profile.numbers, words),
        (profile.levels, {*profile.numbers, *profile.labels}),
    )
    for most, few in kinds:
        unknown = tuple(sorted({*profile.unknown, *few}))
        if few and most and len(unknown) <= MOST_UNKNOWN and _in_both_waves(profile, most):
            return _without(profile, few, unknown)
    return None


def _in_both_waves(profile: Profile, most: Collection[str]) -> bool:
    for cells in (profile.counts.get(wave) for wave in ("pre", "post")):
        answered = sum(times for word, times in cells.items() if word not in profile.nothing) if cells else 0
        if not cells or sum(cells[word] for word in most) < READABLE * answered:
            return False
    return True


def _without(profile: Profile, few: set[str], unknown: tuple[str, ...]) -> Profile:
    levels = {word: level for word, level in profile.levels.items() if word not in few}
    return replace(
        profile,
        numbers={word: number for word, number in profile.numbers.items() if word not in few},
        labels={word: label for word, label in profile.labels.items() if word not in few},
        levels=levels,
        family=profile.family if levels else "",
        unknown=unknown,
    )
