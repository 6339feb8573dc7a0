"""Answers of invented people, as plain frames."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd

from analysis.estimate.plan import plan_for
from analysis.scoring.scoring import Scale
from evaluation.impact_report.build.context import Context, ItemWords
from tests.impact_report.made_once import report_of

TRUST = Scale(
    id="trust",
    label="Trust in people from other communities",
    items=("t1", "t2", "t3"),
    minimum=0,
    maximum=10,
    margin=0.5,
    primary=True,
)
COMMON = Scale(id="common", label="Common ground", items=("c1", "c2"), minimum=1, maximum=7, margin=0.3, primary=True)
NERVES = Scale(id="nerves", label="Nervousness", items=("n1",), minimum=1, maximum=7, margin=0.3, direction="lower")
SCALES = (TRUST, COMMON, NERVES)


def answered(chapter, n, *, change=0.0, seed=1, experiment="evening", spread=1.5):
    """Rows of n people who answered before and after, their answers moved by so many SD on every scale."""
    rng = np.random.default_rng(seed)
    rows = []
    for person in range(n):
        own = rng.normal()
        for wave, moved in (("pre", 0.0), ("post", change)):
            row = {"participant": f"{chapter}-{experiment}-{person}", "chapter": chapter, "wave": wave}
            row["experiment"] = experiment
            for scale in SCALES:
                middle, unit = (scale.minimum + scale.maximum) / 2, (scale.maximum - scale.minimum) / 6
                for item in scale.items:
                    value = middle + unit * (own + moved + rng.normal() * spread / 2)
                    row[item] = float(np.clip(round(value), scale.minimum, scale.maximum))
            rows.append(row)
    return rows


def frame_of(*groups):
    """One frame of several groups' rows."""
    return pd.DataFrame([row for group in groups for row in group])


def context(**further):
    """The surroundings of an example evening."""
    usual = {
        "study": "Organising Together Across Difference",
        "kind": "Weaving Trust",
        "held_on": date(2026, 5, 14),
        "instrument": "common-ground",
        "version": "1",
        "status_note": "not yet validated",
        "example": True,
        "plan_fixed": date(2026, 5, 2),
        "frozen_at": datetime(2026, 5, 15, 9, 12, tzinfo=UTC),
        "code": "1.4.0",
        "seed": 7,
        "items": {item: ItemWords(text=f"Words of {item}") for scale in SCALES for item in scale.items},
    }
    return Context(**{**usual, **further})


def report(frame, *, scales=SCALES, below=5, **further):
    """The report of a frame."""
    return report_of(frame, scales, plan_for(scales, suppress_below=below), context(**further))


def evening(n=34, *, change=0.2, seed=1, **further):
    """The report of one evening of n pairs."""
    return report(frame_of(answered("Chapter A", n, change=change, seed=seed)), **further)


def study(sizes, *, change=0.2, **further):
    """The report across chapters of so many pairs each, named Chapter A, B, C and so on."""
    return report(study_frame(sizes, change=change), **further)


def in_context(made, **further):
    """The same report with more in its context, as far as that is printed beside the figures and changes none."""
    return replace(made, context=replace(made.context, **further))


def study_frame(sizes, *, change=0.2):
    """The answers of a study of so many pairs in each chapter."""
    groups = [answered(f"Chapter {chr(65 + k)}", n, change=change, seed=k + 1) for k, n in enumerate(sizes)]
    return frame_of(*groups)
