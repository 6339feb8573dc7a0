"""Invented answers in which page 1 could easily say what is not true: small, and the same whenever they are made."""

import numpy as np
import pandas as pd

from analysis.estimate.plan import plan_for
from analysis.scoring.scoring import Scale
from evaluation.impact_report.build.context import Context
from tests.impact_report.made_once import report_of

TRUST = Scale(id="trust", label="Trust", items=("t1", "t2", "t3"), minimum=0, maximum=10, margin=0.5, primary=True)
UNDERSTANDING = Scale(
    id="understanding", label="Understanding of difference", items=("u1",), minimum=0, maximum=10, margin=0.3
)
NERVES = Scale(id="nerves", label="Nervousness", items=("n1",), minimum=0, maximum=10, margin=0.3, direction="lower")


def group(chapter, arm, n, *, moved, scales=(TRUST,), seed=1, experiment=None, noise=0.4, key=""):
    """Rows of n people before and after; `moved` is how far each scale moved, or one number for all."""
    rng, rows = np.random.default_rng([seed, n, len(chapter)]), []
    for person in range(n):
        own = {scale.id: rng.normal(0, 0.8) for scale in scales}
        for wave in ("pre", "post"):
            row = {"participant": f"{chapter}{key}{arm}{person}", "chapter": chapter, "wave": wave, "arm": arm}
            if experiment:
                row["experiment"] = experiment
            for scale in scales:
                far = moved[scale.id] if isinstance(moved, dict) else moved
                middle = (scale.minimum + scale.maximum) / 2 + own[scale.id] + (far if wave == "post" else 0.0)
                for item in scale.items:
                    row[item] = float(np.clip(round(middle + rng.normal(0, noise), 1), scale.minimum, scale.maximum))
            rows.append(row)
    return rows


def made(*groups, scales=(TRUST,), below=5, around=None, **plan):
    """The report of several groups' rows."""
    frame = pd.DataFrame([row for rows in groups for row in rows])
    return report_of(frame, scales, plan_for(scales, suppress_below=below, **plan), around or Context(study="Invented"))


SIX = tuple("ABCDEF")


def nothing_for_those_who_came():
    """Six chapters: 20 people each who came and did not change, and 40 of a comparison group who rose by 2."""
    return [
        rows
        for place, name in enumerate(SIX)
        for rows in (
            group(name, "workshop", 20, moved=0.0, seed=place),
            group(name, "control", 40, moved=2.0, seed=place + 50),
        )
    ]


def compared_in_three_of_six():
    """Six chapters in which people rose by 1, and a comparison group, which rose as much, in the first three."""
    came = [group(name, "workshop", 20, moved=1.0, seed=place) for place, name in enumerate(SIX)]
    return came + [group(name, "control", 15, moved=1.0, seed=place + 50) for place, name in enumerate(SIX[:3])]


def stations():
    """Nine stations, each of one arm: five who came and rose by 0.2, four who did not and rose by 1."""
    came = [group(f"Station {k}", "treated", 12, moved=0.2 + 0.05 * k, seed=k) for k in range(1, 6)]
    return came + [group(f"Station {k}", "control", 12, moved=1.0 + 0.05 * k, seed=k) for k in range(6, 10)]


def evenings(held, *, moved=1.0, n=10, scales=(TRUST,), noise=0.8):
    """So many evenings of n people, turn by turn in six chapters, who moved by so much on average."""
    return [
        group(SIX[k % 6], "", n, moved=moved, scales=scales, seed=k, experiment=f"e{k}", key=f"e{k}", noise=noise)
        for k in range(held)
    ]


TURNED = Scale(id="turned", label="Welcome", items=("a", "b", "d"), minimum=0, maximum=10, margin=0.5, primary=True)


def questions_that_oppose(n=40, *, seed=3):
    """Six chapters: questions b and d rose by 2, and a, which is asked the other way round, fell by 2."""
    rng, groups = np.random.default_rng(seed), []
    for name in SIX:
        rows = []
        for person in range(n):
            own = rng.normal(0, 1.5)
            for wave, moved in (("pre", 0.0), ("post", 2.0)):
                ways = {"a": -1, "b": 1, "d": 1}
                said = {item: 5 + way * (own + moved) + rng.normal(0, 0.3) for item, way in ways.items()}
                kept = {item: float(np.clip(round(value, 1), 0, 10)) for item, value in said.items()}
                rows.append({"participant": f"{name}{person}", "chapter": name, "wave": wave} | kept)
        groups.append(rows)
    return groups


def one_harm_among_several():
    """Six chapters: trust rose by 1, understanding of difference fell by 0.6, nervousness fell, too."""
    moved = {"trust": 1.0, "understanding": -0.6, "nerves": -0.5}
    scales = (TRUST, UNDERSTANDING, NERVES)
    return [group(name, "", 25, moved=moved, scales=scales, seed=place) for place, name in enumerate(SIX)]


def outcomes_of_other_chapters():
    """Six chapters answered trust, four of them also whether they were nervous."""
    rows = [group(name, "", 20, moved=1.0, scales=(TRUST, NERVES), seed=k) for k, name in enumerate(SIX)]
    for chapter in rows[4:]:
        for row in chapter:
            row["n1"] = float("nan")
    return rows


ALONE = Scale(id="trust", label="Trust", items=("t1",), minimum=0, maximum=10, margin=0.5, primary=True)


def a_change_of(average, *, n=40):
    """Three chapters of people who all changed by about the same, on average by exactly so much."""
    rng, groups = np.random.default_rng(5), []
    for name in SIX[:3]:
        spread = rng.normal(0, 0.05, n)
        spread -= spread.mean()
        rows = []
        for person in range(n):
            for wave, value in (("pre", 4.0), ("post", 4.0 + average + spread[person])):
                rows.append({"participant": f"{name}{person}", "chapter": name, "wave": wave, "t1": value})
        groups.append(rows)
    return groups
