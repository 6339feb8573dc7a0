"""What some files of answers hold, as far as they tell it: a map that a person can change, with what is open."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.estimate.plan import plan_for
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.impact_report.build.scales import ScoringSource
from evaluation.importing.answers_map import AnswerSet, AnswersMap, ColumnMap, Edit, OpenQuestion
from evaluation.importing.columns.asked_columns import AskedColumn, asked_columns
from evaluation.importing.columns.column_roles import described_columns, keyed
from evaluation.importing.columns.comparison_groups import comparison_asked
from evaluation.importing.columns.given_scales import GivenItems, asked_alone, given_items, instrument_of, may_ask_less
from evaluation.importing.columns.guessed_scales import guessed_scales
from evaluation.importing.columns.item_names import NamedItem, named_items
from evaluation.importing.columns.opposed_items import reversed_items_asked
from evaluation.importing.columns.reworded_questions import one_question_each
from evaluation.importing.columns.second_looks import order_of_dates, shared_codes_asked, words_said_twice_asked
from evaluation.importing.columns.ticked_options import TICKED_OPTION, ticked_options
from evaluation.importing.columns.unread_columns import with_unread_columns
from evaluation.importing.grids import Grid
from evaluation.importing.sheets.column_headings import has, says
from evaluation.importing.sheets.layouts import layout_of, sheets_of_answers
from evaluation.importing.sheets.wide_columns import one_wave_alone
from evaluation.importing.values.answer_profiles import Profile, profile_of
from evaluation.importing.values.answer_sets import sets_of
from evaluation.importing.values.cell_values import plain
from evaluation.importing.values.heading_ends import ends_in_heading
from evaluation.importing.values.merged_questions import merged_questions
from evaluation.importing.values.number_sets import MISSING_CODES
from evaluation.importing.values.set_questions import MadeSet, SetEdit

BOTH = ("pre", "post")
COUNTED = (
    r"\b(age|aged|oed|oedran|how old|year of birth|born|how many|number of|faint o|sawl|postcode|zip)\b"
    r"|\b(wie alt|quel âge)\b|^((dein|ihr) )?alter( in jahren)?$|^((votre|ton) )?âge$"
)
CONSENT = (
    r"\b(consent\w*|cydsyni\w*|einwillig\w*|agree to (take part|participate|the terms)|permission|gdpr|privacy"
    r"|over 1[68])\b"
)
AGREED = r"(do you |i )?agree(ment)?"


def understand(
    grids: Sequence[Grid],
    *,
    source: ScoringSource | None = None,
    named: Mapping[str, str] | None = None,
    places: Collection[str] = (),
) -> AnswersMap:
    """The map of these sheets: waves, columns, words for numbers, the key, and scales where none are given.

    `named` says of some columns which item of the given scales they are. Others of its items may then be missing, as
    those of a questionnaire may: outcomes of which files lack a question are left out.
    `places` are what the place is called that its questions name.
    Refused where no column of answers is at both waves, or where what is needed cannot be told at all.
    """
    sheets = sheets_of_answers(grids)
    layout = layout_of(sheets)
    made = AnswersMap(files=layout.files, columns=(), waves=layout.waves, questions=layout.questions)
    items = {item.casefold() for scale in source.scales for item in scale.items} if source else set()
    made = comparison_asked(described_columns(made, sheets, layout, items=items), sheets, layout, items=items)
    made = keyed(made, sheets, layout)
    taken = {column.name for column in made.columns}
    free = [name for name in dict.fromkeys(name for grid in sheets for name in grid.heading) if name not in taken]
    asked, questions = one_question_each(asked_columns(sheets, layout, made, free), layout)
    ticked = frozenset() if source else ticked_options(asked, sheets)
    both = {key: column for key, column in asked.items() if column.both and key not in ticked}
    given = given_items(source, both, named=named, places=places) if source else None
    if source and given and may_ask_less(source, named):
        source = asked_alone(source, given)
    made = replace(made, questions=(*made.questions, *questions))
    made = _with_items(made, _read(both, given), source, given)
    made = _with_left_out(made, free, asked, ticked)
    made = made if source else with_unread_columns(made, asked)
    made = words_said_twice_asked(order_of_dates(_in_order_of_columns(made, sheets), sheets), sheets)
    made = shared_codes_asked(made, sheets)
    return made if source else reversed_items_asked(made, sheets)


@dataclass(frozen=True, kw_only=True)
class _Item:
    named: NamedItem
    column: AskedColumn
    profile: Profile


def _read(asked: Mapping[str, AskedColumn], given: GivenItems | None) -> list[_Item]:
    """The questions that can be items: all that scales name, or all that read as numbers or known words."""
    chosen = {key: column for key, column in asked.items() if given is None or key in given.items}
    names = named_items([(column.stem, column.words) for column in chosen.values()])
    items = []
    for key, column in chosen.items():
        named = names[column.stem]
        if given is not None:
            named = replace(named, id=given.items[key])
        cells: Mapping[str, Counter[str]] = column.cells
        if given is not None:
            cells = _without_options(cells, given.options.get(named.id, {}), given.missing.get(named.id, ()))
        profile = replace(profile_of(named.id, column.column, cells), heading_ends=_ends_of(column))
        if given is not None or _may_be_item(profile, column):
            items.append(_Item(named=named, column=column, profile=profile))
    return items


def _ends_of(column: AskedColumn) -> tuple[float, float] | None:
    return ends_in_heading(column.words) or ends_in_heading(column.stem)


def _without_options(
    cells: Mapping[str, Counter[str]], options: Mapping[str, float], missing: Collection[str]
) -> Mapping[str, Counter[str]]:
    """The cells with the words of known options as their numbers, and without codes that are no answer."""
    by_words = {plain(label): f"{value:g}" for label, value in options.items()}
    by_words |= dict.fromkeys(map(plain, missing), "")
    if not by_words:
        return cells
    found: dict[str, Counter[str]] = {}
    for wave, counted in cells.items():
        counts = found.setdefault(wave, Counter())
        for cell, times in counted.items():
            counts[by_words.get(plain(cell), cell)] += times
    return found


def _may_be_item(profile: Profile, column: AskedColumn) -> bool:
    values = set(profile.numbers.values())
    if not profile.kind:
        return False
    if profile.kind == "numbers":
        ends = all(value in MISSING_CODES or -10 <= value <= 10_000 for value in values)
        core = sum(times for word, times in profile.all.items() if 0 <= profile.numbers.get(word, -1) <= 100)
        return ends and core >= 0.8 * profile.all.total() * 0.5 and not has(COUNTED, column.stem)
    constant = len({level.step for level in profile.levels.values()}) < 2
    consent = has(CONSENT, column.stem)
    if profile.family == "yes or no":
        return not (constant or consent)
    return not (profile.kind == "words" and constant and (consent or says(AGREED, column.stem)))


def _with_items(
    made: AnswersMap, items: Sequence[_Item], source: ScoringSource | None, given: GivenItems | None
) -> AnswersMap:
    limits = given.limits if given else {}
    by_id = {item.named.id: item for item in items}
    blocks = {item.named.id: item.named.block for item in items}
    columns: list[ColumnMap] = []
    answers: list[AnswerSet] = []
    questions: list[OpenQuestion] = []
    scored: list[tuple[NamedItem, AnswerSet]] = []
    for group, made_set in sets_of([item.profile for item in items], blocks, limits):
        members = [by_id[profile.item] for profile in group]
        name = _set_id(made_set, answers)
        answers.append(_answer_set(name, made_set, members, given))
        columns += [each for member in members for each in _columns(member, name)]
        questions += _questions(name, made_set, members, len(questions))
        scored += [(member.named, answers[-1]) for member in members]
    _refuse_unread(items, {named.id for named, _ in scored}, source)
    order = {item.named.id: place for place, item in enumerate(items)}
    scored.sort(key=lambda pair: order[pair[0].id])
    scales = source.scales if source else guessed_scales(scored)
    return replace(
        made,
        columns=(*made.columns, *columns),
        answers=tuple(answers),
        scales=scales,
        plan=source.plan if source else plan_for(scales),
        instrument=instrument_of(source),
        questions=(*made.questions, *merged_questions(questions)),
    )


def _refuse_unread(items: Sequence[_Item], read: set[str], source: ScoringSource | None) -> None:
    unread = [item for item in items if item.named.id not in read]
    if source and unread:
        raise Refused(
            *(
                Message(
                    "The answers in “%(column)s” do not fit those that its scale has: %(words)s.",
                    column=item.column.column,
                    words=", ".join(sorted(item.profile.all)[:8]),
                )
                for item in unread
            )
        )
    if not read:
        raise Refused(
            Message(
                "No column holds answers, as numbers or as words that are known, both before and after. Name the "
                "columns and what their words mean in a map."
            )
        )


def _set_id(made: MadeSet, answers: Sequence[AnswerSet]) -> str:
    name = made.name.replace(" ", "_")
    taken = {each.id for each in answers}
    return name if name not in taken else next(f"{name}_{n}" for n in range(2, 10_000) if f"{name}_{n}" not in taken)


def _answer_set(name: str, made: MadeSet, members: Sequence[_Item], given: GivenItems | None) -> AnswerSet:
    numbers = dict(made.numbers)
    missing: tuple[str, ...] = ()
    if given is not None:
        for member in members:
            numbers |= {plain(label): value for label, value in given.options.get(member.named.id, {}).items()}
            missing = tuple(dict.fromkeys((*missing, *given.missing.get(member.named.id, ()))))
    return AnswerSet(
        id=name,
        minimum=made.minimum,
        maximum=made.maximum,
        numbers=dict(sorted(numbers.items(), key=lambda pair: (pair[1], pair[0]))),
        not_answered=tuple(dict.fromkeys((*made.not_answered, *missing))),
    )


def _columns(item: _Item, answers: str) -> Iterator[ColumnMap]:
    named: set[str] = set()
    for wave, names in item.column.names.items():
        for name in names:
            several = sum(name in other for other in item.column.names.values()) > 1
            if name not in named:
                named.add(name)
                yield ColumnMap(
                    name=name, role="item", item=item.named.id, answers=answers, wave="" if several else wave
                )


def _questions(name: str, made: MadeSet, members: Sequence[_Item], before: int) -> Iterator[OpenQuestion]:
    for number, question in enumerate(made.questions, before + 1):
        yield OpenQuestion(
            id=f"answers{number}",
            kind=question.kind,
            values=question.values,
            column=question.values.get("column", members[0].column.column),
            edits=(_edits(name, question.edits[0], members), _edits(name, question.edits[1], members)),
        )


def _edits(name: str, edits: Iterable[SetEdit], members: Sequence[_Item]) -> tuple[Edit, ...]:
    found: list[Edit] = []
    for edit in edits:
        if edit.kind == "number":
            found.append(Edit(what="number", of=f"{name}|{edit.word}", value=f"{edit.number:g}"))
        elif edit.kind == "not_answered":
            found.append(Edit(what="not_answered", of=f"{name}|{edit.word}"))
        elif edit.kind == "ends":
            found.append(Edit(what="ends", of=name, value=f"{edit.ends[0]:g}|{edit.ends[1]:g}"))
        elif edit.kind == "unscored_item":
            found.append(Edit(what="unscored", of=edit.word))
        elif edit.kind == "unscored":
            found += [Edit(what="unscored", of=member.named.id) for member in members]
        else:
            found.append(Edit(what=edit.kind, of=name))
    return tuple(found)


def _with_left_out(
    made: AnswersMap, free: Sequence[str], asked: Mapping[str, AskedColumn], ticked: Collection[str]
) -> AnswersMap:
    """The map with every column that is no item left out, and why."""
    read = {column.name for column in made.columns}
    notes = {
        name: TICKED_OPTION if key in ticked else "asked at one time alone"
        for key, column in asked.items()
        if key in ticked or not column.both
        for wave, names in column.names.items()
        for name in names
        if key in ticked or wave in BOTH or one_wave_alone(name)
    }
    rest = [
        ColumnMap(name=name, role="left_out", note=notes.get(name, "no answers to compare"))
        for name in free
        if name not in read
    ]
    return replace(made, columns=(*made.columns, *rest))


def _in_order_of_columns(made: AnswersMap, grids: Sequence[Grid]) -> AnswersMap:
    order = {name: place for place, name in enumerate(dict.fromkeys(name for grid in grids for name in grid.heading))}
    return replace(made, columns=tuple(sorted(made.columns, key=lambda column: order[column.name])))
