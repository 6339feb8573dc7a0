"""Words of one family as numbers: how many answers there were to choose from, and which place each word has."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from evaluation.importing.values.answer_levels import FROM_NOUGHT, KNOWN_SETS, ONE_SIDED, TWO_SIDED, Level
from evaluation.importing.values.set_questions import MadeSet, SetEdit, SetQuestion, listed, written

Ends = tuple[float, float]
Limits = Ends | None
Places = tuple[float, ...]
"""Every answer that could be chosen, as steps in order."""

ENOUGH = 80
"""From so many answers on, an answer that nobody chose was not there to be chosen."""
FEW_STEPS = 25
"""The same for the plain words between the strong ones and the weak ones, which more people choose than any."""
COMPLETE = 5
ALIKE = 4
"""So many answers have to be those of both waves for one that differs to be asked about."""
EXPECTED = 6.0
"""So many people would have chosen an answer at After, had as many chosen it as at Before: it was not there."""


def word_set(
    levels: Mapping[str, Level], counts: Mapping[str, Counter[str]], family: str, *, column: str, limits: Limits
) -> MadeSet | None:
    """The set of these words; None where given limits have no room for them."""
    merged = _merged(levels, counts) if family not in ONE_SIDED else None
    steps = {word: level.step for word, level in levels.items()}
    if merged:
        steps = {word: merged.earlier_of(step) for word, step in steps.items()}
    total = sum(times for found in counts.values() for word, times in found.items() if word in levels)
    candidates = (
        _one_sided(set(steps.values()), family, total)
        if family in ONE_SIDED
        else _two_sided(set(steps.values()), total)
    )
    if limits is not None:
        candidates = [places for places in candidates if len(places) == limits[1] - limits[0] + 1]
        if not candidates:
            candidates = _of_size(set(steps.values()), family, int(limits[1] - limits[0] + 1))
        if not candidates:
            return None
    start = limits[0] if limits else float(family not in FROM_NOUGHT)
    made = _made(steps, candidates, start, family)
    questions = [*made.questions, *(() if merged else _changed(levels, counts, made, column, family))]
    if merged:
        questions.insert(0, _same_answer(levels, counts, made, merged))
    return MadeSet(
        minimum=made.minimum, maximum=made.maximum, numbers=made.numbers, questions=tuple(questions), name=family
    )


class _Merged(NamedTuple):
    """A step before and one after that may be one answer: on both sides, or where `sided` on that of the step alone."""

    earlier: float
    later: float
    sided: bool = False

    def is_step(self, step: float, which: float) -> bool:
        """Whether a step is the earlier or the later of the two."""
        return step == which if self.sided else abs(step) == which

    def earlier_of(self, step: float) -> float:
        """A step, as that before where it is the later of the two."""
        if not self.is_step(step, self.later):
            return step
        return self.earlier if self.sided or step > 0 else -self.earlier


def _sides(steps: Iterable[float]) -> frozenset[float]:
    return frozenset(abs(step) for step in steps if step)


def _mirrored(sides: frozenset[float], *, middle: bool) -> Places:
    return (*(-side for side in sorted(sides, reverse=True)), *((0.0,) if middle else ()), *sorted(sides))


def _two_sided(steps: set[float], total: int) -> list[Places]:
    """What could be chosen, the likeliest first, and what else it might be where too few answered to tell."""
    sides, middle = _sides(steps), 0.0 in steps
    found = [_mirrored(sides, middle=middle)]
    if not sides:
        return found
    if sides in ({3.0}, {3.0, 1.0}, {3.0, 2.0}) and total < ENOUGH:
        found.append(_mirrored(sides | {4.0}, middle=middle))
    if (sides in ({4.0}, {5.0}) and total < ENOUGH) or (
        sides in ({4.0, 1.0}, {4.0, 2.0}, {5.0, 2.0}) and total < FEW_STEPS
    ):
        found.append(_mirrored(sides | {3.0}, middle=middle))
    if not middle and total < ENOUGH:
        found.append(_mirrored(sides, middle=True))
    return found


def _one_sided(steps: set[float], family: str, total: int) -> list[Places]:
    own = tuple(sorted(steps))
    known = [tuple(map(float, places)) for places in KNOWN_SETS[family]]
    wider = [places for places in known if steps < set(places)]
    if own in known and (len(own) >= COMPLETE or total >= ENOUGH or not wider):
        return [own]
    if total >= ENOUGH or not wider:
        return [own]
    return ([own] if own in known else []) + wider


def _of_size(steps: set[float], family: str, size: int) -> list[Places]:
    """Sets of exactly so many answers that hold these."""
    if family in ONE_SIDED:
        return [tuple(map(float, each)) for each in KNOWN_SETS[family] if len(each) == size and steps <= set(each)]
    sides = _sides(steps)
    made = (_mirrored(each, middle=bool(size % 2)) for each in sorted(TWO_SIDED, key=sorted) if sides <= each)
    return [places for places in made if len(places) == size and steps <= set(places)]


def _numbered(steps: Mapping[str, float], places: Places, start: float) -> dict[str, float]:
    return {word: start + places.index(step) for word, step in steps.items()}


def _made(steps: Mapping[str, float], candidates: Sequence[Places], start: float, family: str) -> MadeSet:
    """The set by the first candidate, and a question where another one would give other numbers."""
    first = candidates[0]
    numbers = _numbered(steps, first, start)
    others = [places for places in candidates[1:] if _numbered(steps, places, start) != numbers]
    questions = []
    if others:
        changed = _numbered(steps, others[0], start)
        one_each = {step: word for word, step in sorted(steps.items(), key=lambda pair: (-len(pair[0]), pair[0]))}
        words = [one_each[step] for step in sorted(one_each)]
        values = {
            "words": listed(words),
            "few": written(len(first)),
            "many": written(len(others[0])),
            "few_words": _written_out(numbers),
            "many_words": _written_out(changed),
        }
        questions.append(SetQuestion(kind="unchosen", values=values, edits=(_edits(numbers), _edits(changed))))
    ends = max((len(first), *(len(places) for places in others[:1])))
    return MadeSet(minimum=start, maximum=start + ends - 1, numbers=numbers, questions=tuple(questions), name=family)


def _edits(numbers: Mapping[str, float]) -> tuple[SetEdit, ...]:
    return tuple(SetEdit(kind="number", word=word, number=number) for word, number in numbers.items())


def _written_out(numbers: Mapping[str, float]) -> str:
    """Each answer once, by the shortest of the words for it."""
    by_number = {number: word for word, number in sorted(numbers.items(), key=lambda pair: (-len(pair[0]), pair[0]))}
    return ", ".join(f"{word} = {written(number)}" for number, word in sorted(by_number.items()))


def _merged(levels: Mapping[str, Level], counts: Mapping[str, Counter[str]]) -> _Merged | None:
    """Two steps of which each was chosen at one wave alone, and which no questionnaire has together."""
    steps = [{levels[word].step for word in counts.get(wave, ()) if word in levels} for wave in ("pre", "post")]
    if (one := _merged_alone(*steps)) is not None:
        return one
    pre, post = (
        _sides(levels[word].step for word in counts.get(wave, ()) if word in levels) for wave in ("pre", "post")
    )
    only = sorted(pre - post), sorted(post - pre)
    if len(only[0]) != 1 or len(only[1]) != 1 or pre | post in TWO_SIDED:
        return None
    return _Merged(only[0][0], only[1][0])


def _merged_alone(pre: set[float], post: set[float]) -> _Merged | None:
    """The same on one side alone, where all other answers are those of both waves."""
    only = sorted(pre - post), sorted(post - pre)
    if len(only[0]) != 1 or len(only[1]) != 1 or len(pre & post) < ALIKE or only[0][0] * only[1][0] <= 0:
        return None
    facing = {-step for step in (pre & post)}
    if only[0][0] not in facing and only[1][0] not in facing:
        return None
    return _Merged(only[0][0], only[1][0], sided=True) if _sides(pre | post) not in TWO_SIDED else None


def _same_answer(
    levels: Mapping[str, Level], counts: Mapping[str, Counter[str]], made: MadeSet, merged: _Merged
) -> SetQuestion:
    def most(step: float, wave: str) -> tuple[str, int]:
        chosen = [(counts[wave][word], word) for word, level in levels.items() if merged.is_step(level.step, step)]
        times, word = max(chosen)
        return word, times

    (one, ones), (other, _) = most(merged.earlier, "pre"), most(merged.later, "post")
    alike = [word for word, level in levels.items() if merged.is_step(level.step, merged.later)]
    facing = [word for word in alike if (levels[word].step > 0) == (levels[one].step > 0)]
    other = facing[0] if facing else other
    values = {
        "one": one,
        "other": other,
        "ones": str(ones),
        "others": str(counts["post"][other]),
        "number": written(made.numbers[one]),
        "size": written(made.maximum),
    }
    return SetQuestion(kind="same_answer", values=values, edits=((), (SetEdit(kind="unscored"),)))


def _changed(
    levels: Mapping[str, Level], counts: Mapping[str, Counter[str]], made: MadeSet, column: str, family: str
) -> Iterable[SetQuestion]:
    """A question where one wave has steps on both sides, or a middle, that the other one would have too."""
    if family in ONE_SIDED or not {"pre", "post"} <= set(counts):
        return
    for wave, other in (("pre", "post"), ("post", "pre")):
        steps: Counter[float] = Counter()
        for word, level in levels.items():
            steps[abs(level.step)] += counts[wave][word]
        there = {abs(level.step) for word, level in levels.items() if counts[other][word]}
        size, size_other = steps.total(), sum(counts[other][word] for word in levels)
        gone = [step for step, times in steps.items() if step not in there and times * size_other > EXPECTED * size]
        if gone and size:
            few = 2 * len(there - {0.0}) + (0.0 in there)
            ends = (written(made.maximum), str(few)) if wave == "pre" else (str(few), written(made.maximum))
            values = {"column": column, "one": ends[0], "other": ends[1]}
            yield SetQuestion(kind="fewer_answers", values=values, edits=((), (SetEdit(kind="unscored"),)))
            return
