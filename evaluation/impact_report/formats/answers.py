"""Single answers as a file, for a whole study only: SPSS and Parquet, under fresh names that join no two files."""

import io
import secrets
import tempfile
from pathlib import Path

import pandas as pd

from analysis.scoring.scoring import Scale
from evaluation.domain.card_codes import fresh_names
from evaluation.domain.errors import Refused
from evaluation.impact_report.build.context import Context
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.formats.extras import needed

TELLING = ("experiment", "language", "arm", "version", "instrument", "chapter")
"""What could single somebody out, in the order in which it is blanked."""
NOT_ANSWERED = "Not answered"


def sav(report: ImpactReport, responses: pd.DataFrame) -> bytes:
    """The answers that a report was made from as SPSS data, with the words of questions and answers.

    "Not answered" is a missing value.
    """
    pyreadstat = needed("pyreadstat", for_format="sav")
    frame, scales = _answers(report, responses), _scales(report)
    codes = {item: _missing_code(scale) for item, scale in scales.items()}
    coded = frame.fillna(codes)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.sav"
        pyreadstat.write_sav(
            coded,
            str(path),
            column_labels=_labels(frame, report),
            variable_value_labels={item: _value_labels(item, codes[item], report.context) for item in scales},
            missing_ranges={item: [code] for item, code in codes.items()},
            variable_measure={name: "ordinal" if name in scales else "nominal" for name in frame.columns},
        )
        return path.read_bytes()


def parquet(report: ImpactReport, responses: pd.DataFrame) -> bytes:
    """The answers that a report was made from as Parquet."""
    needed("pyarrow", for_format="parquet")
    held = io.BytesIO()
    _answers(report, responses).to_parquet(held, index=False)
    return held.getvalue()


def _answers(report: ImpactReport, responses: pd.DataFrame) -> pd.DataFrame:
    """Everybody's answers in chance order under fresh names, with nothing that singles out fewer than the plan's k."""
    if not report.across and report.context.study:
        raise Refused("Files of single answers are made for a whole study only: ask for the report of the study.")
    unanswered = [item for item in _scales(report) if item not in responses.columns]
    whole = responses.assign(**dict.fromkeys(unanswered, float("nan")))
    frame = blanked(whole, below=report.plan.suppress_below)
    fresh = fresh_names(frame["participant"].drop_duplicates(), rng=secrets.SystemRandom())
    renamed = frame.assign(participant=frame["participant"].map(fresh))
    return renamed.sort_values(["participant", "wave"], kind="stable", ignore_index=True)


def blanked(frame: pd.DataFrame, *, below: int) -> pd.DataFrame:
    """The frame with experiment, language, arm, version, instrument and at last chapter blank, one after another,
    wherever a combination of them holds fewer than `below` people.

    What is blank in one row of a person is blank in all of them. People who would be few even so are left out.
    """
    kept = [name for name in TELLING if name in frame.columns]
    made = frame.copy()
    made[kept] = made[kept].astype(object).where(made[kept].notna(), "")
    for position, name in enumerate(kept):
        made.loc[_few(made, kept[position:], below=below), name] = ""
    return made[~_few(made, kept, below=below)].reset_index(drop=True)


def _few(frame: pd.DataFrame, telling: list[str], *, below: int) -> "pd.Series[bool]":
    """Rows of people who share what tells with fewer than `below` people."""
    people = frame.groupby(telling, sort=False)["participant"].transform("nunique")
    exposed = frame.loc[people < below, "participant"]
    return frame["participant"].isin(exposed)


def _scales(report: ImpactReport) -> dict[str, Scale]:
    return {item: outcome.scale for outcome in report.outcomes.values() for item in outcome.scale.items}


def _missing_code(scale: Scale) -> float:
    return -9.0 if scale.minimum > -9 else scale.minimum - 1


def _labels(frame: pd.DataFrame, report: ImpactReport) -> dict[str, str]:
    items = report.context.items
    return {name: items[name].text[:250] if name in items else name for name in frame.columns}


def _value_labels(item: str, code: float, context: Context) -> dict[float, str]:
    words = context.items.get(item)
    return {**(words.options if words else {}), code: NOT_ANSWERED}
