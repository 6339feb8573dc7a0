"""The sets of answers of all questions: which questions share one, and what is asked where a set can be two."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from evaluation.importing.values.answer_levels import ONE_SIDED
from evaluation.importing.values.answer_profiles import Profile
from evaluation.importing.values.mostly_read import mostly_one_kind
from evaluation.importing.values.number_sets import labels_set, mixed_set, numbers_set
from evaluation.importing.values.set_questions import MadeSet, SetEdit, SetQuestion, written
from evaluation.importing.values.word_sets import Limits, word_set

ALIKE = 84
SURELY_APART = 8.0
MAYBE_APART = 2.0
"""So many answers of kinds that nobody chose would be expected, had there been as many as elsewhere."""


def sets_of(
    profiles: Sequence[Profile], blocks: Mapping[str, str], limits: Mapping[str, tuple[float, float]]
) -> Iterator[tuple[tuple[Profile, ...], MadeSet]]:
    """Groups of questions with the set that they share; a question of which no set can be made is in none.

    `blocks` has the block of each item, whose questions share their numbers; `limits` those that scales give.
    """
    for found in _groups(profiles, blocks, limits):
        group, made = found, _made(found, limits.get(found[0].item))
        if made is None and len(found) == 1 and (mostly := mostly_one_kind(found[0])) is not None:
            group = (mostly,)
            made = _made(group, limits.get(mostly.item))
        if made is not None:
            made = replace(made, questions=(*made.questions, *_maybe_apart(made, group)))
            yield group, _with_rest(made, group, limits.get(group[0].item))


def _groups(
    profiles: Sequence[Profile], blocks: Mapping[str, str], limits: Mapping[str, tuple[float, float]]
) -> Iterator[tuple[Profile, ...]]:
    numbers: dict[object, list[Profile]] = {}
    words: dict[object, list[Profile]] = {}
    for profile in profiles:
        if profile.kind == "numbers":
            numbers.setdefault((blocks[profile.item], limits.get(profile.item), profile.heading_ends), []).append(
                profile
            )
        elif profile.kind == "words":
            words.setdefault((profile.family, limits.get(profile.item)), []).append(profile)
        elif profile.kind:
            yield (profile,)
    yield from map(tuple, numbers.values())
    for found in words.values():
        yield from _apart(found)


def _apart(profiles: list[Profile]) -> Iterator[tuple[Profile, ...]]:
    """Questions of one family, those apart that were surely answered from a smaller set than the others."""
    left = sorted(profiles, key=lambda profile: -len(_steps(profile)))
    while left:
        widest = left[0]
        mine = [profile for profile in left if _missed(profile, widest) < SURELY_APART]
        yield tuple(profile for profile in profiles if profile in mine)
        left = [profile for profile in left if profile not in mine]


def _steps(profile: Profile) -> Counter[float]:
    """How often each level was chosen; of two-sided ones both sides together, since a side can be empty."""
    one = profile.family in ONE_SIDED
    found: Counter[float] = Counter()
    for word, times in profile.all.items():
        if word in profile.levels:
            found[profile.levels[word].step if one else abs(profile.levels[word].step)] += times
    return found


def _missed(profile: Profile, widest: Profile) -> float:
    """How many answers one would expect of the kinds that nobody chose here, were the answers those of the other."""
    mine, most = _steps(profile), _steps(widest)
    gone = sum(times for step, times in most.items() if step not in mine)
    extra = SURELY_APART if set(mine) - set(most) and gone else 0.0
    return max(extra, gone / max(most.total(), 1) * mine.total())


def _maybe_apart(made: MadeSet, group: tuple[Profile, ...]) -> Iterator[SetQuestion]:
    """A question for each of these that may have had fewer answers to choose from, and then other numbers."""
    if group[0].kind != "words":
        return
    widest = max(group, key=lambda profile: len(_steps(profile)))
    for profile in group:
        alone = _made((profile,), None) if _missed(profile, widest) >= MAYBE_APART else None
        if alone and any(made.numbers[word] != number for word, number in alone.numbers.items()):
            values = {"one": profile.column, "other": widest.column}
            edits = ((), (SetEdit(kind="unscored_item", word=profile.item),))
            yield SetQuestion(kind="one_set", values=values, edits=edits)


def _pooled(group: Iterable[Profile]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for profile in group:
        for wave, cells in profile.counts.items():
            found.setdefault(wave, Counter()).update(cells)
    return found


def _made(group: tuple[Profile, ...], limits: Limits) -> MadeSet | None:
    first = group[0]
    if first.kind == "numbers":
        return numbers_set(group, limits=limits)
    if first.kind == "labels":
        return labels_set(first, limits=limits)
    if first.kind == "both":
        return mixed_set(first, limits=limits)
    levels = {word: level for profile in group for word, level in profile.levels.items()}
    return word_set(levels, _pooled(group), first.family, column=first.column, limits=limits)


def _with_rest(made: MadeSet, group: tuple[Profile, ...], limits: Limits) -> MadeSet:
    """The set with what is no answer, what may be the middle, and a question about each word that is not understood."""
    unsure = sorted({word for profile in group for word in profile.unsure})
    nothing = sorted({word for profile in group for word in profile.nothing})
    unknown = sorted({word for profile in group for word in profile.unknown} - set(made.numbers))
    total = sum((profile.all for profile in group), Counter[str]())
    questions = list(made.questions)
    numbers, ends = dict(made.numbers), (made.minimum, made.maximum)
    middle = _middle(made, group, unsure, limits)
    if middle is not None:
        without = dict(numbers)
        numbers, ends = middle, (made.minimum, made.minimum + made.maximum)
        ends = (made.minimum, max(middle.values()))
        questions = [question for question in questions if question.kind != "unchosen"]
        questions.append(_ask_middle(unsure[0], middle, without, total, group[0].column))
    for word in unknown:
        questions.append(_ask_unknown(word, numbers, total[word], _column_of(word, group)))
    nothing = [*made.not_answered, *nothing, *(() if middle is not None else unsure)]
    return replace(
        made,
        minimum=ends[0],
        maximum=ends[1],
        numbers=numbers,
        not_answered=tuple(dict.fromkeys((*nothing, *unknown))),
        questions=tuple(questions),
    )


def _column_of(word: str, group: Iterable[Profile]) -> str:
    return next(profile.column for profile in group if word in profile.unknown)


def _middle(made: MadeSet, group: tuple[Profile, ...], unsure: list[str], limits: Limits) -> dict[str, float] | None:
    """The numbers with "not sure" in the middle, where the words have two sides and no other middle."""
    levels = {word: level for profile in group for word, level in profile.levels.items()}
    steps = {level.step for level in levels.values()}
    yes_or_no = group[0].family == "yes or no" and bool({"not sure", "unsure", "i'm not sure"} & set(unsure))
    if not unsure or not group[0].levels or limits is not None:
        return None
    if yes_or_no:
        return {**made.numbers, **dict.fromkeys(unsure, 0.5)}
    if group[0].family in ONE_SIDED or 0.0 in steps:
        return None
    sides = len({abs(step) for step in steps})
    shifted = {word: made.minimum + _rank(level.step, steps, sides) for word, level in levels.items()}
    return {**shifted, **dict.fromkeys(unsure, made.minimum + sides)}


def _rank(step: float, steps: set[float], sides: int) -> int:
    order = sorted({abs(each) for each in steps}, reverse=True)
    place = order.index(abs(step))
    return place if step < 0 else 2 * sides - place


def _ask_middle(
    word: str, middle: Mapping[str, float], without: Mapping[str, float], total: Counter[str], column: str
) -> SetQuestion:
    size = max(middle.values())
    values = {"word": word, "count": str(total[word]), "column": column}
    values |= {"number": written(middle[word]), "size": written(size)}
    kept = tuple(SetEdit(kind="number", word=each, number=number) for each, number in middle.items())
    other = tuple(
        SetEdit(kind="number", word=each, number=without[each])
        if each in without
        else SetEdit(kind="not_answered", word=each)
        for each in middle
    )
    return SetQuestion(kind="middle", values=values, edits=(kept, other))


def _ask_unknown(word: str, numbers: Mapping[str, float], times: int, column: str) -> SetQuestion:
    near = process.extractOne(word, tuple(numbers), scorer=fuzz.ratio, score_cutoff=ALIKE) if len(word) > 3 else None
    values = {"word": word[:80], "column": column, "count": str(times)}
    nothing = (SetEdit(kind="not_answered", word=word),)
    if near is None:
        return SetQuestion(kind="unknown_answer", values=values, edits=(nothing, (SetEdit(kind="unscored"),)))
    number = numbers[near[0]]
    values |= {"known": near[0], "number": written(number)}
    same = (SetEdit(kind="number", word=word, number=number),)
    return SetQuestion(kind="like_answer", values=values, edits=(same, nothing))
