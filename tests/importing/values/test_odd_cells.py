"""A few odd cells in a column: it is read all the same, or asked about, and never left out unsaid."""

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving
from evaluation.importing.read_files import read_files
from evaluation.importing.settling import settle
from evaluation.importing.understanding import understand
from tests.importing.corpus import blank, rows_of
from tests.importing.forms import as_csv, as_xlsx
from tests.importing.test_corpus import means
from tests.importing.truth import AGREE_5, AGREE_7, CYTUNO_5, figures, people

HEADINGS = ("I trust people here", "People keep their word", "I would lend my ladder")
CROWD = people(40, items=3, seed=62, blanks=0.08)
SEVEN = people(44, items=3, high=7, seed=63)


def sheets(crowd, *, missing="", only=(0, 1, 2), words=None, headings=HEADINGS):
    """A sheet a wave; what nobody answered is `missing` in some of its columns."""

    def line(_, person, answers):
        cells = blank(answers, words)
        return [person.code, *(missing if cell == "" and n in only else cell for n, cell in enumerate(cells))]

    return {
        name: [["Code", *headings], *rows_of(crowd, wave, line)]
        for name, wave in (("Before", "pre"), ("After", "post"))
    }


def files(crowd, **options):
    return [as_csv(f"{name}.csv", rows) for name, rows in sheets(crowd, **options).items()]


def workbook(crowd, **options):
    return [as_xlsx("answers.xlsx", **sheets(crowd, **options))]


def check(made, grids, crowd, headings=HEADINGS):
    for item, heading in enumerate(headings):
        assert means(made, grids, heading) == pytest.approx(figures(crowd, item)), heading


@pytest.mark.parametrize("kind", [files, workbook])
@pytest.mark.parametrize("only", [(2,), (0, 1, 2)])
@pytest.mark.parametrize("missing", ["NA", "na", "N/A", "prefer_not_to_say", "-", "#N/A"])
def test_a_sign_for_no_answer_leaves_its_column_in(kind, only, missing):
    grids = read_files(kind(CROWD, missing=missing, only=only))
    made = understand(grids)
    assert made.open_questions == ()
    check(made, grids, CROWD)


@pytest.mark.parametrize("headings", [HEADINGS, [f"How? [{each}]" for each in HEADINGS]])
@pytest.mark.parametrize("missing", [-99, -999, -88, -77, 999, -777, -9])
def test_a_code_for_no_answer_is_asked_about(missing, headings):
    grids = read_files(files(CROWD, missing=missing, only=(1,), headings=headings))
    made = understand(grids)
    assert [question.kind for question in made.open_questions] == ["code_for_missing"]
    check(settle(made, made.open_questions[0].id, "a"), grids, CROWD, headings)


def test_a_word_among_numbers_is_asked_about():
    grids = read_files(files(CROWD, missing="good", only=(2,)))
    made = understand(grids)
    assert [question.kind for question in made.open_questions] == ["unknown_answer"]
    check(settle(made, made.open_questions[0].id, "a"), grids, CROWD)


def test_a_number_among_words_is_asked_about():
    grids = read_files(files(CROWD, missing=7, only=(2,), words=AGREE_5))
    made = understand(grids)
    assert [question.kind for question in made.open_questions] == ["unknown_answer"]
    check(settle(made, made.open_questions[0].id, "a"), grids, CROWD)


def test_na_is_no_where_the_answers_are_welsh():
    crowd = people(44, items=3, low=0, high=1, seed=64)
    grids = read_files(files_of_yes_and_no(crowd))
    check(understand(grids), grids, crowd)


def files_of_yes_and_no(crowd):
    def line(_, person, answers):
        return [person.code, *("" if answer is None else ("Na", "Oes")[answer] for answer in answers)]

    named = (("Before", "pre"), ("After", "post"))
    return [as_csv(f"{name}.csv", [["Code", *HEADINGS], *rows_of(crowd, wave, line)]) for name, wave in named]


def joined(sign):
    return [sign.join(word.lower().split()) for word in AGREE_7]


def camel(words, *, first=False):
    parted = [word.split() for word in words]
    return ["".join((w.title() if n or first else w.lower()) for n, w in enumerate(each)) for each in parted]


JOINED = {
    "low lines": joined("_"),
    "hyphens": joined("-"),
    "camel": camel(AGREE_7),
    "pascal": camel(AGREE_7, first=True),
    "capitals": [word.upper().replace(" ", "_") for word in AGREE_7],
}


@pytest.mark.parametrize("name", JOINED)
def test_words_that_a_program_joined_are_read(name):
    grids = read_files(files(SEVEN, words=JOINED[name]))
    made = understand(grids)
    assert made.open_questions == ()
    check(made, grids, SEVEN)


def test_welsh_words_that_a_program_joined_are_read():
    grids = read_files(files(CROWD, words=[word.replace(" ", "_") for word in CYTUNO_5]))
    check(understand(grids), grids, CROWD)


LANGUAGES = {
    "German": [
        "Stimme überhaupt nicht zu",
        "Stimme eher nicht zu",
        "Teils/teils",
        "Stimme eher zu",
        "Stimme voll und ganz zu",
    ],
    "Spanish": [
        "Totalmente en desacuerdo",
        "En desacuerdo",
        "Ni de acuerdo ni en desacuerdo",
        "De acuerdo",
        "Totalmente de acuerdo",
    ],
    "French": ["Pas du tout d’accord", "Plutôt pas d’accord", "Neutre", "Plutôt d’accord", "Tout à fait d’accord"],
    "Polish": [
        "Zdecydowanie się nie zgadzam",
        "Raczej się nie zgadzam",
        "Trudno powiedzieć",
        "Raczej się zgadzam",
        "Zdecydowanie się zgadzam",
    ],
}


@pytest.mark.parametrize("name", LANGUAGES)
def test_answers_in_other_languages_are_read(name):
    grids = read_files(files(CROWD, words=LANGUAGES[name]))
    made = understand(grids)
    assert made.open_questions == ()
    check(made, grids, CROWD)


def with_column(heading, words):
    """Files with one more column, whose cells are these words in turn."""
    made = []
    for name, rows in sheets(CROWD).items():
        more = [heading, *(words[n % len(words)] for n in range(len(rows) - 1))]
        made.append(as_csv(f"{name}.csv", [[*row, cell] for row, cell in zip(rows, more, strict=True)]))
    return made


def test_words_that_are_not_known_are_asked_about_once():
    words = ["Pekao", "Trovit", "Mulandi", "Shefar", "Oberon"]
    grids = read_files(mixed_with_numbers(words))
    made = understand(grids)
    (question,) = made.open_questions
    assert (question.kind, question.values["count"]) == ("unknown_words", "2")
    assert {column.note for column in settle(made, question.id, "a").columns if column.name in HEADINGS[1:]} == {
        "its answers were not understood"
    }


def mixed_with_numbers(words):
    """The first question in numbers, the others in these words."""

    def line(_, person, answers):
        first, *others = answers
        return [person.code, *blank([first]), *blank(others, words)]

    named = (("Before", "pre"), ("After", "post"))
    return [as_csv(f"{name}.csv", [["Code", *HEADINGS], *rows_of(CROWD, wave, line)]) for name, wave in named]


def test_a_column_that_is_mostly_read_is_asked_about():
    odd = ["3", "4", "5", "2", "3", "4", "5", "1", "3", "2", "aaa", "bbb", "3", "ccc", "ddd", "4", "eee", "5", "2", "1"]
    made = understand(read_files(with_column("How near are you?", odd)))
    assert [question.kind for question in made.open_questions] == ["unread_column"]


def test_what_was_not_read_is_printed(tmp_path):
    paths = []
    for file in with_column("Gender", ["Woman", "Man", "Other"]):
        (tmp_path / file.name).write_bytes(file.content)
        paths.append(str(tmp_path / file.name))
    done = CliRunner().invoke(weaving, ["analyse", *paths, "--output", str(tmp_path / "out"), "--format", "json"])
    assert (done.exit_code, "Not read, their answers were not understood: “Gender”." in done.stderr) == (0, True)
