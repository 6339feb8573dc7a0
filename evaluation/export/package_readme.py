"""What the README of a package says: what is in it, what was done for people's privacy, and how to read it."""

from collections.abc import Iterator
from itertools import groupby

from evaluation.export.data_package import PackageDescription
from evaluation.export.questions_held_back import HeldBack

WITHOUT_PARQUET = (
    "- No `data/answers.parquet`: the machine that made this has no package pyarrow, which `weaving-evaluation[files]` "
    "brings."
)


def readme(about: PackageDescription, *, with_parquet: bool = True) -> bytes:
    """The README, in Markdown."""
    held_back = [_held_back(about)] if about.held_back else []
    chapters = [_head(about), _files(with_parquet=with_parquet), _privacy(about), *held_back, _reading()]
    return ("\n\n".join(chapters) + "\n").encode()


def _head(about: PackageDescription) -> str:
    mark = "**Example data: invented people.** " if about.example else ""
    return (
        f"# {about.study}: everything\n\n{mark}Answers of {about.people} people before and after relational "
        f"experiments, made on {about.made_at:%d %B %Y}.\n\nDescribed by `datapackage.json` (Frictionless Data "
        "Package); every file stands there with its size and SHA-256."
    )


def _files(*, with_parquet: bool) -> str:
    parquet = "`.parquet`, " if with_parquet else ""
    lines = [
        "## What is in it",
        "",
        f"- `data/answers.csv`, `.sav`, {parquet}`.json`, `.xlsx`: the same answers, a row a person and wave, of",
        "  people who answered before and after.",
        "- `data/experiments/`: the same again, a file an experiment (or several that are told together). A report of",
        "  the experiment names its file by SHA-256, and this stays the same while nobody comes or leaves there.",
        "- `data/single_forms.csv`: a row a form that stands alone, of people who answered once or of another wave.",
        "- `data/codebook.csv`: every column with its words, values, scale, source and licence.",
        "- `data/experiments.csv`: each experiment, and under which name its answers are told (`told_as`).",
        "- `data/words.csv`: free text that a person has released; all other stays where it was written.",
        "- `data/figures.csv` and `figures/`: what the study's report says of these people, as numbers and drawn.",
    ]
    return "\n".join([*lines, *([] if with_parquet else [WITHOUT_PARQUET])])


def _still_open(about: PackageDescription) -> str:
    named, later = ", ".join(about.still_open), ", ".join(about.follow_up_open)
    left_out = f"- Left out, as people were still answering there when this was made: {named}.\n" if named else ""
    return left_out + (f"- Without the follow-up, which was open when this was made: {later}.\n" if later else "")


def _privacy(about: PackageDescription) -> str:
    return (
        "## What was done for privacy\n\n"
        f"- Answers are told of experiments with at least {about.below} people who answered before and after. Smaller "
        f"ones of a chapter are told together under one name once they have {about.below}; forms that stand alone are "
        f"told without who or where once there are {about.below} of a wave. Forms in no row: {about.left_out}.\n"
        "- Where `told_as` is blank in `data/experiments.csv`, no row before and after is of that experiment: too few "
        "answered both times, people were still answering, or an earlier report or export told of some of them and "
        "those who are new are too few. Which of these it is is not said, as it would tell of them.\n"
        f"{_still_open(about)}"
        "- An export is written into the ledger of reports: whoever compares exports and reports, earlier and later "
        f"ones, is left with at least {about.below} people. So it can leave out an experiment from which somebody "
        "withdrew.\n"
        "- Role, language, way of answering, version and time (to the quarter of an hour) are told where all of an "
        "experiment share them. A question to which all of it gave one answer is blank, and so is one that versions of "
        "the questionnaire asked there otherwise at a wave.\n"
        "- People have names made of what their experiment answered, which tell nothing else: once anybody comes, "
        "leaves or changes an answer, all of it have others. Rows are in the order of these names. Card codes, keys "
        "and names of organisations are in no file, nor is anybody who withdrew.\n"
        "- Figures are those of the study's report of the same people, rounded as it is. An outcome that it holds back "
        "of everybody has no figures here either. Of one that it holds back of some workshops alone it claims nothing: "
        "what the command or the scripts below say of the others' answers is no claim of the report.\n"
        "- Names are gone, people are not: of nearly everybody here two answers known from elsewhere find the row, and "
        "the row tells the rest. Keep this file as you would keep answers: it is for re-analysis, not for publishing."
    )


def _held_back(about: PackageDescription) -> str:
    return (
        "## Questions held back\n\n"
        "Held back, so that nobody's answers are told: too few people answered them, or all but a few did, or what "
        "they said was too much alike, or they were not asked alike. So they are blank in all rows named here, "
        "whatever anybody answered: the blanks do not say that people skipped them. How many did is not told.\n\n"
        + "\n".join(_lines_held_back(about.held_back))
    )


def _lines_held_back(held_back: tuple[HeldBack, ...]) -> Iterator[str]:
    """A line for each experiment, and for each wave of the forms that stand alone."""
    for (experiment, wave), found in groupby(held_back, key=lambda each: (each.experiment, each.wave)):
        where = f"`{experiment}`, before and after" if experiment else f"`data/single_forms.csv`, wave `{wave}`"
        names = [f"{each.outcome} ({', '.join(f'`{item}`' for item in each.items)})" for each in found]
        yield f"- {where}: {'; '.join(names)}."


def _reading() -> str:
    return (
        "## How to read it\n\n"
        "A blank answer was skipped, not asked (a comparison group is asked nothing about a meeting), or left out for "
        "privacy (see above); `declined` names questions "
        "answered with “I'd rather not say”, and `not_asked`, where there is one, those that follow on another and "
        "were not asked (see `asked_if`). "
        "In the SPSS file they are codes declared as missing. In CSV, text that a spreadsheet could take for a "
        "formula has an apostrophe before it. A question with several answers to choose has a column for each of them: "
        "1 where it was chosen, 0 where others were; `data/modules.csv` has its counts, too.\n\n"
        "Questions of modules, such as those about who answered, are told as counts alone, in `data/modules.csv` where "
        "there are any: to the nearest five, and blank where too few gave an answer (fewer than the plan's threshold, "
        "and of questions about who answered fewer than ten).\n\n"
        "`weaving analyse data/answers.csv --instrument ID/VERSION --output report`, from here, gives the figures "
        "again; every report ends with the command that gives its own, and comes with scripts in R and Python that "
        "give its main figures without Weaving. A version that did not come with the program is in `questions/`. "
        "`datapackage.json` tells it that the file holds nobody who answered one time only (`pairs_only`), so "
        "the report says that how many were lost is not known. Of a copy kept elsewhere say so in a scales file "
        "(`pairs_only = true` under `[plan]`)."
    )
