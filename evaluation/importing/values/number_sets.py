"""Numbers as a set of answers: from which to which, what is a code for no answer, and what labels say beside them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from evaluation.importing.values.answer_levels import ONE_SIDED, Level
from evaluation.importing.values.answer_profiles import Profile
from evaluation.importing.values.set_questions import MadeSet, SetEdit, SetQuestion, written
from evaluation.importing.values.word_sets import Ends, Limits, word_set

COMMON = ((0, 1), (1, 4), (0, 4), (1, 5), (1, 6), (1, 7), (1, 10), (0, 10), (0, 100))
"""Ranges of answers that are taken for all that could be chosen where somebody chose either end."""
WIDER_RANGES = {(1, 4): (1.0, 5.0), (1, 6): (1.0, 7.0), (1, 10): (0.0, 10.0)}
"""Common ranges that fill most of a more common one, of which an end is often chosen by nobody: either was asked."""
LIKELY = ((1, 5), (1, 7), (0, 10), (1, 10), (0, 4), (1, 100), (0, 100))
"""Ranges that are asked about where not, the likeliest first."""
MUCH_WIDER = 3
MISSING_CODES = frozenset(
    {
        *(-1, -2, -3, -7, -8, -9, -66, -77, -88, -97, -98, -99, -777, -888, -997, -998, -999, -9999),
        *(66, 77, 88, 97, 98, 99, 777, 888, 997, 998, 999, 9999),
    }
)
FEW = 0.2
"""The share of the answers that a code for no answer, or a slip of the keyboard, has at most."""
WIDER = 8.0
"""So many answers would lie beyond the highest of a wave, had it as many there as the other."""
TOPS = frozenset({3.0, 4.0, 5.0, 7.0, 10.0})
MANY = 20


def numbers_set(profiles: Sequence[Profile], *, limits: Limits) -> MadeSet:
    """The set of some questions that are answered by numbers."""
    counts = _values(profiles)
    values = sum(counts.values(), Counter())
    column = profiles[0].column
    known = limits or ends_of_headings(profiles)
    odd = sorted(_odd(values, known))
    usual = Counter({value: times for value, times in values.items() if value not in odd})
    (low, high), *others = (known,) if known else _ends(usual, profiles)
    seen = (min(usual), max(usual)) if usual else (low, high)
    wide = (min(low, *odd), max(high, *odd)) if odd else (low, high)
    questions = [_code(value, values[value], column, seen, wide) for value in odd]
    questions += [_which_ends(column, seen, (low, high), other) for other in others]
    if known is None and (question := _widened(counts, set(odd), column)):
        questions.append(question)
    numbers = {word: value for each in profiles for word, value in each.numbers.items() if each.coded}
    if numbers:
        questions.append(_in_order_of_codes(numbers, column))
    return MadeSet(
        minimum=low,
        maximum=high,
        numbers=numbers,
        not_answered=tuple(_cell(value) for value in odd),
        questions=tuple(questions),
    )


def _in_order_of_codes(numbers: Mapping[str, float], column: str) -> SetQuestion:
    words = sorted(numbers, key=lambda word: numbers[word])
    values = {"low": words[0], "high": words[-1], "column": column}
    return SetQuestion(kind="codes_in_order", values=values, edits=((), (SetEdit(kind="reverse_set"),)))


def _cell(value: float) -> str:
    return written(value)


def _values(profiles: Iterable[Profile]) -> dict[str, Counter[float]]:
    found: dict[str, Counter[float]] = {}
    for profile in profiles:
        for wave, cells in profile.counts.items():
            values_here = found.setdefault(wave, Counter())
            for word, times in cells.items():
                if word in profile.numbers:
                    values_here[profile.numbers[word]] += times
    return found


def _odd(values: Counter[float], limits: Limits) -> Iterator[float]:
    """Values that stand apart from all others: codes for no answer, and what a finger pressed twice."""
    if limits is not None:
        yield from (value for value in values if not limits[0] <= value <= limits[1])
        return
    total = values.total()
    ordered = sorted(values)
    for place in range(len(ordered) - 1, 0, -1):
        value, rest = ordered[place], ordered[:place]
        alone = sum(values[each] for each in ordered[place:]) <= FEW * total
        gap = value - rest[-1]
        code = value in MISSING_CODES and rest[-1] <= 20 and value > rest[-1] + 5
        nine = value in {8, 9} and rest[-1] <= value - 2 and rest[-1] in {3, 4, 5, 6, 7} and min(ordered) >= 0
        if alone and (code or nine or (rest[-1] <= 10 and value > 2 * rest[-1] and gap > 3)):
            yield from ordered[place:]
            break
    yield from (value for value in ordered if value < 0 and (value in MISSING_CODES or values[value] <= FEW * total))
    highest = max((value for value in ordered if value <= 10), default=0)
    if 0 in values and highest in {5, 7} and 1 in values and values[0] <= FEW * total:
        yield 0.0


def ends_of_headings(profiles: Sequence[Profile]) -> Limits:
    """The ends that the headings of all these tell, where nearly all of the answers lie within; None otherwise."""
    stated = {profile.heading_ends for profile in profiles}
    ends = stated.pop() if len(stated) == 1 else None
    if ends is None:
        return None
    values = sum(_values(profiles).values(), Counter[float]())
    outside = sum(times for value, times in values.items() if not ends[0] <= value <= ends[1])
    return ends if outside <= FEW * values.total() else None


def _ends(values: Counter[float], profiles: Sequence[Profile]) -> tuple[Ends, ...]:
    """From which to which these could be: a common range whose ends were chosen, or that a "4 out of 5" names.

    Two where the answers fill none, or one that lacks no more than an end of a more common one: either is possible.
    """
    if not values:
        return ((0.0, 1.0),)
    low, high = min(values), max(values)
    most = max(profile.of_so_many for profile in profiles)
    if most:
        return ((0.0 if low < 1 else 1.0, most),)
    if (low, high) in COMMON:
        wider = WIDER_RANGES.get((int(low), int(high))) if profiles[0].kind == "numbers" else None
        return (wider, (low, high)) if wider and not profiles[0].coded else ((low, high),)
    if low >= 0 and high <= 1:
        return ((0.0, 1.0),)
    held = [(float(a), float(b)) for a, b in LIKELY if a <= low and high <= b <= MUCH_WIDER * high]
    seen = (low if low < 2 else min(low, 1.0), high)
    return (*held, seen)[:2] if held else ((min(low, 0.0), high),)


def _which_ends(column: str, seen: Ends, one: Ends, other: Ends) -> SetQuestion:
    """A question where answers fill no range that is common, or may lack an end of one, and no heading tells it."""
    low, high = map(written, seen)
    values = {"column": column, "low": low, "high": high}
    for name, ends in (("one", one), ("other", other)):
        values |= {f"{name}_low": written(ends[0]), f"{name}_high": written(ends[1])}
    return SetQuestion(kind="which_ends", values=values, edits=((), (SetEdit(kind="ends", ends=other),)))


def _code(value: float, times: int, column: str, *ends: tuple[float, float]) -> SetQuestion:
    seen, wide = ends
    values = {"code": written(value), "count": str(times), "column": column}
    values |= {"low": written(seen[0]), "high": written(seen[1])}
    edits = (
        (SetEdit(kind="not_answered", word=_cell(value)),),
        (SetEdit(kind="number", word=_cell(value), number=value), SetEdit(kind="ends", ends=wide)),
    )
    return SetQuestion(kind="code_for_missing", values=values, edits=edits)


def _widened(counts: Mapping[str, Counter[float]], odd: set[float], column: str) -> SetQuestion | None:
    """A question where many answers of one wave lie beyond the highest of the other."""
    sides = {
        wave: Counter({v: n for v, n in counts.get(wave, Counter()).items() if v not in odd})
        for wave in ("pre", "post")
    }
    if not all(side.total() >= MANY for side in sides.values()):
        return None
    highest = {wave: max(side) for wave, side in sides.items()}
    narrow, wide = sorted(sides, key=lambda wave: highest[wave])
    beyond = sum(times for value, times in sides[wide].items() if value > highest[narrow])
    if highest[narrow] not in TOPS or beyond * sides[narrow].total() < WIDER * sides[wide].total():
        return None
    values = {"column": column, "one": written(highest["pre"]), "other": written(highest["post"])}
    return SetQuestion(kind="fewer_answers", values=values, edits=((), (SetEdit(kind="unscored"),)))


def labels_set(profile: Profile, *, limits: Limits) -> MadeSet | None:
    """The set of labelled numbers; None where one label has two numbers."""
    numbers: dict[str, float] = {}
    by_label: dict[str, float] = {}
    for word, (number, label) in profile.labels.items():
        numbers[word] = number
        if by_label.setdefault(label, number) != number:
            return None
    for word in (*profile.levels, *profile.unknown):
        if word not in by_label:
            return None
        numbers[word] = by_label[word]
    seen = {*numbers.values(), *profile.numbers.values()}
    ends, *others = (known,) if (known := limits or ends_of_headings([profile])) else _ends(Counter(seen), [profile])
    outside = [number for number in seen if not ends[0] <= number <= ends[1]]
    if outside:
        return None
    which = (_which_ends(profile.column, (min(seen), max(seen)), ends, other) for other in others)
    questions = (*which, *_best_is_low(by_label, profile.column, limits))
    return MadeSet(minimum=ends[0], maximum=ends[1], numbers=numbers, questions=questions, name="labelled")


def _best_is_low(by_label: Mapping[str, float], column: str, limits: Limits) -> Iterator[SetQuestion]:
    from evaluation.importing.values.answer_levels import levels_of  # noqa: PLC0415 - used here alone

    steps: dict[str, list[tuple[float, float, str]]] = {}
    for label, number in by_label.items():
        for level in levels_of(label):
            steps.setdefault(level.family, []).append((number, level.step, label))
    found = max(steps.values(), key=len, default=[])
    if limits is not None or len(found) < 2:
        return
    low, high = min(found), max(found)
    if low[1] > high[1]:
        values = {"low": written(low[0]), "high": written(high[0]), "word": low[2], "column": column}
        edits = ((SetEdit(kind="direction_low"),), (SetEdit(kind="reverse_set"), SetEdit(kind="direction_high")))
        yield SetQuestion(kind="best_is_low", values=values, edits=edits)


def mixed_set(profile: Profile, *, limits: Limits) -> MadeSet | None:
    """The set where numbers stand beside words: at the ends alone, or words of one wave and numbers of the other."""
    values = sorted(set(profile.numbers.values()))
    steps = sorted({level.step for level in profile.levels.values()})
    within = any(
        set(cells) & set(profile.numbers) and set(cells) & set(profile.levels) for cells in profile.counts.values()
    )
    if within and len(steps) == 2 and _are_ends(values, limits):
        low, high = values[0] - 1, values[-1] + 1
        numbers = {word: low if level.step == steps[0] else high for word, level in profile.levels.items()}
        return MadeSet(minimum=low, maximum=high, numbers=numbers, name="ends")
    made = word_set(profile.levels, profile.counts, profile.family, column=profile.column, limits=limits)
    if made is None or made.questions or not all(made.minimum <= value <= made.maximum for value in values):
        return None
    if within:
        return made if profile.family in ONE_SIDED or _level_numbers(made, profile.levels, values) else None
    return _in_order(made, profile)


def _are_ends(values: Sequence[float], limits: Limits) -> bool:
    if limits is not None:
        return (values[0] - 1, values[-1] + 1) == limits
    return values[0] - 1 in {0, 1} and values[-1] + 1 in {5, 7, 10} and len(values) == values[-1] - values[0] + 1


def _level_numbers(made: MadeSet, levels: Mapping[str, Level], values: Sequence[float]) -> bool:
    return len(set(made.numbers.values()) | set(values)) >= made.maximum - made.minimum and len(levels) >= 2


def _in_order(made: MadeSet, profile: Profile) -> MadeSet:
    words = sorted(made.numbers, key=lambda word: made.numbers[word])
    values = {"column": profile.column, "low": words[0], "high": words[-1]}
    values |= {"one": written(made.numbers[words[0]]), "other": written(made.numbers[words[-1]])}
    turned = tuple(
        SetEdit(kind="number", word=word, number=made.minimum + made.maximum - made.numbers[word]) for word in words
    )
    question = SetQuestion(kind="numbers_and_words", values=values, edits=((), turned))
    return MadeSet(
        minimum=made.minimum, maximum=made.maximum, numbers=made.numbers, questions=(question,), name=made.name
    )
