"""What a report says where a study used more than one version of its questions: which, what changed, what compares."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace

from analysis.wording.wording import Sentence
from instruments.comparison import Change, Comparability, Comparison, Words, WordState
from instruments.comparison.families import Across, Versions, name_of

APART = "{outcome:begin} is never paired or pooled across {older} and {newer}: the answers do not compare."
CARE = "{outcome:begin} compares across {older} and {newer} only with care."
BY_RULE = "{outcome:begin}: by rule, answers to “{question}” do not compare between {older} and {newer}, since "
DECLARED = ". Whoever published {declared} declared that they compare with care: “{reason}”"
CONFIRMED = ". Two people confirmed for {declared} that they compare with care: “{reason}” and “{second}”"
CAUSES = {
    "waves": BY_RULE + "it was asked at other waves",
    "layout": BY_RULE + "it was answered in another way",
    "label": BY_RULE + "the words of its answers changed",
    "target": BY_RULE + "it was about other people",
    "recording": BY_RULE + "it was read aloud in another way",
    "order of items": BY_RULE + "it followed another question",
    "what is asked before": BY_RULE + "other questions stood before it",
}
"""Why answers do not compare by rule; where it is of no other, its words changed."""
OTHERWISE = BY_RULE + "its words changed"
BY_ONE, BY_TWO = (
    {rule: cause + declared for rule, cause in {**CAUSES, "": OTHERWISE}.items()} for declared in (DECLARED, CONFIRMED)
)
"""That answers compare against the rule all the same, by the rule: on the word of whoever published, or of two."""
SIDE_BY_SIDE = "{outcome:begin} is kept apart for each set of versions that compare, never added up."
LEFT_OUT = "{outcome:begin}: answers before and after that do not compare are left out."
OTHER_WORDS = {
    "post": (
        "{outcome:begin}: {version} asks “{before}” before and “{there}” after. "
        "Those are two questions, so their answers are not set against each other."
    ),
    "follow_up": (
        "{outcome:begin}: {version} asks “{before}” before and “{there}” months later. "
        "Those are two questions, so their answers are not set against each other."
    ),
    "pretest": (
        "{outcome:begin}: {version} asks “{there}” at registration and “{before}” before. "
        "Those are two questions, so their answers are not set against each other."
    ),
}
ASKED_OTHERWISE = "{outcome:begin} was asked in another way after than before: no change is told"
UNCHANGED = "{n:count} of the {of:count} questions that both ask are the same."
CLASSES = {
    Comparability.SAME: "same",
    Comparability.WITH_CARE: "comparable with care",
    Comparability.NOT: "not comparable",
}


@dataclass(frozen=True, kw_only=True)
class Changed:
    """One change from a version to the next that was used; `before` and `after` are its words where words changed."""

    key: str
    older: str
    newer: str
    question: str
    said: str
    comparability: Comparability
    rule: str
    before: tuple[Words, ...]
    after: tuple[Words, ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """From one version to the next that was used: what changed, and how many questions stayed the same."""

    older: str
    newer: str
    changes: tuple[Changed, ...]
    unchanged: Sentence


@dataclass(frozen=True, kw_only=True)
class VersionsUsed:
    """The versions behind a report of more than one, or of one that asks a question in several ways.

    `asked` is by place (an experiment or a chapter) the version of each wave. `telling` says first which outcomes do
    not compare, then which do so only with care; `apart` are the scales of which answers stand apart or are left out.
    """

    asked: Mapping[str, Mapping[str, str]]
    telling: tuple[Sentence, ...]
    care: tuple[Sentence, ...]
    steps: tuple[Step, ...]
    apart: frozenset[str]

    def telling_of(self, scale: str) -> tuple[Sentence, ...]:
        """What is said of one outcome that does not compare."""
        return tuple(each for each in self.telling if each.values.get("scale") == scale)

    def leaves_out(self, scale: str) -> bool:
        """Whether answers to an outcome before and after do not compare, rather than those to two sets of versions."""
        return any(said.message == LEFT_OUT for said in self.telling_of(scale))


def versions_described(
    known: Versions, asked: Mapping[str, Mapping[str, str]], *, apart: frozenset[str], place: str
) -> VersionsUsed | None:
    """What is said of the versions that were used; None where one was, which asks the same at every wave.

    `apart` are scales as reported, `place` what the questions say where they name one.
    """
    reworded = tuple(_other_words(known, place))
    if len(known.versions) == 1 and not reworded:
        return None
    not_comparable = [each for each in known.across if each.comparability is Comparability.NOT]
    return VersionsUsed(
        asked=asked,
        telling=(*(_across(APART, each) for each in not_comparable), *reworded, *_both(apart, known)),
        care=tuple(said for each in known.across if each not in not_comparable for said in _with_care(known, each)),
        steps=tuple(_step(known, comparison) for comparison in _adjacent(known)),
        apart=apart,
    )


def _across(message: str, each: Across) -> Sentence:
    values = {"older": _shown(each.older), "newer": _shown(each.newer)}
    return Sentence(message, {"outcome": each.label, "scale": each.scale, **values})


def _with_care(known: Versions, each: Across) -> Iterator[Sentence]:
    """That an outcome compares with care; and where that is people's word against the rule, whose, and why."""
    yield _across(CARE, each)
    for comparison, change in known.raised(each):
        for declared, (reason, *second) in known.declarations(comparison, change):
            said = {"question": _question(comparison, change), "declared": _shown(declared), "reason": reason}
            against = BY_TWO if second else BY_ONE
            sentence = _across(against.get(change.rule, against[""]), each)
            yield replace(sentence, values={**sentence.values, **said, **({"second": second[0]} if second else {})})


def _other_words(known: Versions, place: str) -> Iterator[Sentence]:
    """Where a version asks a question of an outcome in other words at one wave than before."""
    for version in known.versions:
        for scale in version.scales:
            for each in known.other_words(scale.id, name_of(version)):
                said = {"outcome": scale.label, "scale": scale.id, "version": _shown(name_of(version))}
                asked = {name: text.replace("{place}", place) for name, text in asdict(each).items()}
                yield Sentence(OTHER_WORDS[each.wave], {**said, "there": asked["there"], "before": asked["before"]})


def _both(apart: frozenset[str], known: Versions) -> Iterator[Sentence]:
    """How an outcome is shown of which answers stand apart."""
    labels = {key.id: key.label for version in known.versions for key in version.scales}
    for name in dict.fromkeys(scale.partition("@")[0] for scale in sorted(apart)):
        several = sum(scale.partition("@")[0] == name for scale in apart) > 1
        yield Sentence(SIDE_BY_SIDE if several else LEFT_OUT, {"outcome": labels[name], "scale": name})


def _shown(name: str) -> str:
    """A version's name as a report writes it: common-ground v1."""
    return name.replace("/", " v")


def _adjacent(known: Versions) -> Iterator[Comparison]:
    """Each version with the next one that was used."""
    pairs = list(zip(known.versions, known.versions[1:], strict=False))
    yield from (each for each in known.comparisons if (each.old, each.new) in pairs)


def _step(known: Versions, comparison: Comparison) -> Step:
    older, newer = (f"{each.id} v{each.number}" for each in (comparison.old, comparison.new))
    shared = [item.id for item in comparison.new.items if item.id in comparison.old.items_by_id]
    same = [item for item in shared if not comparison.of_item(item)]
    one = comparison.old.id == comparison.new.id
    return Step(
        older=older,
        newer=newer,
        changes=tuple(
            _changed(comparison, change, reason=known.reason(comparison, change), names=(older, newer))
            for change in comparison.changes
            if one or change.scale or set(change.items) & set(shared)
        ),
        unchanged=Sentence(UNCHANGED, {"n": len(same), "of": len(shared)}),
    )


def _changed(comparison: Comparison, change: Change, *, reason: str, names: tuple[str, str]) -> Changed:
    return Changed(
        key=change.key,
        older=names[0],
        newer=names[1],
        question=_question(comparison, change),
        said=str(change.sentence),
        comparability=change.comparability,
        rule=change.rule,
        before=_without(_words(change), WordState.ADDED),
        after=_without(_words(change), WordState.REMOVED),
        reason=reason,
    )


def _question(comparison: Comparison, change: Change) -> str:
    """What a change is of: the questions it touches, the outcome, or the part of the instrument."""
    items = comparison.old.items_by_id | comparison.new.items_by_id
    labels = {key.id: key.label for version in (comparison.old, comparison.new) for key in version.scales}
    if change.scale:
        return labels[change.scale]
    return ", ".join(items[item].label for item in change.items) or change.key.partition(".")[0]


def _words(change: Change) -> tuple[Words, ...]:
    """The change word by word; what is not wording was one thing and is another."""
    return change.words or (Words(WordState.REMOVED, change.before), Words(WordState.ADDED, change.after))


def _without(words: Iterable[Words], state: WordState) -> tuple[Words, ...]:
    return tuple(each for each in words if each.text and each.state is not state)


def versions_as_json(used: VersionsUsed) -> dict[str, object]:
    """The same for the machine-readable report, without its sentences."""
    return {
        "asked": {place: dict(waves) for place, waves in used.asked.items()},
        "not_whole": sorted(used.apart),
        "changes": [_row(change) for step in used.steps for change in step.changes],
    }


def _row(change: Changed) -> dict[str, object]:
    named = {name: getattr(change, name) for name in ("key", "older", "newer", "question", "said", "rule", "reason")}
    words = {name: " ".join(each.text for each in getattr(change, name)) for name in ("before", "after")}
    return {**named, **words, "class": str(change.comparability)}
