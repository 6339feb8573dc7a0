"""What the README of a package says: what is in it, what was done for people's privacy, and how to read it."""

from evaluation.export.package import About


def readme(about: About) -> bytes:
    """The README, in Markdown."""
    parts = [_head(about), _files(about), _privacy(about), _reading()]
    return ("\n\n".join(parts) + "\n").encode()


def _head(about: About) -> str:
    mark = "**Example data: invented people.** " if about.example else ""
    return (
        f"# {about.study}: everything\n\n{mark}Answers of {about.people} people before and after relational "
        f"experiments, made on {about.made_at:%d %B %Y}.\n\nDescribed by `datapackage.json` (Frictionless Data "
        "Package); every file stands there with its size and SHA-256."
    )


def _files(about: About) -> str:
    lines = [
        "## What is in it",
        "",
        "- `data/answers.csv`, `.sav`, `.parquet`, `.json`, `.xlsx`: the same answers, a row a person and wave.",
        "- `data/codebook.csv`: every column with its words, values, scale, source and licence.",
        "- `data/experiments.csv`: each experiment and who came.",
        "- `data/words.csv`: free text that a person has released; all other stays where it was written.",
    ]
    if about.figures:
        lines.append("- `data/figures.csv` and `figures/`: what these answers show, as numbers and drawn.")
    return "\n".join(lines)


def _privacy(about: About) -> str:
    return (
        "## What was done for privacy\n\n"
        "- People have names made for this export alone, and rows are in chance order: two exports cannot be joined "
        "by them.\n"
        f"- Where fewer than {about.below} people look alike, what could tell them apart is blank: time, role, how "
        f"and in which language they answered, version, experiment, at last chapter.\n"
        "- Times are told to the quarter of an hour. Counts below "
        f"{about.below} are blank. Card codes, keys and names of organisations are in no file, nor is anybody who "
        "withdrew.\n"
        "- Figures are drawn from these answers alone, so they can differ a little from a released report.\n"
        "- Keep this file as you would keep answers: it is for re-analysis, not for publishing."
    )


def _reading() -> str:
    return (
        "## How to read it\n\n"
        "A blank answer was skipped or not asked; `declined` names questions answered with “I'd rather not say”. "
        "In the SPSS file both are codes declared as missing. In CSV, text that a spreadsheet could take for a "
        "formula has an apostrophe before it."
    )
