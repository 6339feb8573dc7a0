# ruff: noqa: INP001 - a script by itself
"""Before and after in six chapters, from a CSV to a sentence, with `analysis` alone.

Run it from the checkout: `python docs/example_analysis.py`. It invents the answers of six chapters (two experiments
each, some people lost between the waves), writes them to a file, reads that file back as anybody's file is read, and
prints what each chapter and all of them together can say. Nothing here is a finding.
"""

import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.disclosure.disclosure import shown_cells
from analysis.estimate.estimate import NotEstimable
from analysis.io.frames import paired_scores
from analysis.io.responses_file import read_responses
from analysis.pooling.across import across_figures, between_experiments
from analysis.pooling.mixed import all_rows
from analysis.scoring.scoring import Scale
from analysis.sensitivity.chance import falls_by_chance

TRUST = Scale(
    id="trust", label="bridging trust", items=("bt1", "bt2", "bt3"), minimum=0, maximum=10, margin=0.5, primary=True
)


def main() -> None:
    """Invent, write, read, score, and tell."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "responses.csv"
        invented_answers(np.random.default_rng(2024)).to_csv(path, index=False)
        scores = paired_scores(read_responses(path, (TRUST,)), TRUST)
    for line in (*told_by_chapter(scores), *told_across(scores)):
        print(line)  # noqa: T201 - a script's way of telling


def invented_answers(rng: np.random.Generator) -> pd.DataFrame:
    """One row a person and wave: three items from 0 to 10; a fifth of the people give no answer after."""
    rows: list[dict[str, object]] = []
    for chapter in ("Ashdown", "Brackwater", "Calder", "Dunmere", "Elmsway", "Fenwick"):
        of_chapter = rng.normal(0.3, 0.2)
        for experiment in ("spring", "autumn"):
            lift = of_chapter + rng.normal(0, 0.2)
            for person in range(int(rng.integers(10, 30))):
                name = f"{chapter}-{experiment}-{person}"
                key: dict[str, object] = {"participant": name, "chapter": chapter, "experiment": experiment}
                level = rng.normal(5.5, 1.5)
                rows.append(key | {"wave": "pre"} | answers(rng, level))
                if rng.random() < 0.8:
                    rows.append(key | {"wave": "post"} | answers(rng, level + lift))
    return pd.DataFrame(rows)


def answers(rng: np.random.Generator, level: float) -> dict[str, object]:
    """Three whole answers around a person's level."""
    return {item: int(np.clip(np.rint(level + rng.normal()), 0, 10)) for item in TRUST.items}


def told_by_chapter(scores: pd.DataFrame) -> list[str]:
    """A line a chapter: its mean change with the interval that its experiments give."""
    pairs = scores.dropna(subset=["pre", "post"])
    counts = {(str(c), str(e)): len(rows) for (c, e), rows in pairs.groupby(["chapter", "experiment"])}
    shown, own = shown_cells(counts, below=5), between_experiments(scores)
    lines = []
    for chapter in shown.chapters:
        of_chapter, interval = pairs[pairs["chapter"] == chapter], own[chapter]
        change = (of_chapter["post"] - of_chapter["pre"]).mean()
        likely = (
            interval.reason if isinstance(interval, NotEstimable) else f"{interval.low:+.1f} to {interval.high:+.1f}"
        )
        lines.append(f"{chapter:<11} {len(of_chapter):3} pairs   {change:+.1f}   likely {likely}")
    return lines


def told_across(scores: pd.DataFrame) -> list[str]:
    """The average over chapters, a new chapter, falls by chance, and the average when everybody counts."""
    found, everybody = across_figures(scores), all_rows(scores)
    if isinstance(found.headline, NotEstimable) or isinstance(everybody, NotEstimable):
        return ["These answers give no average."]
    errors = {chapter: each.variance**0.5 for chapter, each in found.chapters.items()}
    chance = falls_by_chance(found.headline.estimate, errors)
    average, new = found.headline, found.prediction
    lines = [
        f"Across {found.k} chapters {average.estimate:+.2f}, likely {average.low:+.2f} to {average.high:+.2f}.",
        f"If all truly changed by that much, {chance.expected:.1f} of {chance.of} would still show a fall.",
        f"With those counted who answered only once: {everybody.estimate:+.2f}.",
    ]
    if not isinstance(new, NotEstimable):
        lines.append(f"A new chapter would lie between {new.low:+.2f} and {new.high:+.2f}.")
    return lines


if __name__ == "__main__":
    main()
