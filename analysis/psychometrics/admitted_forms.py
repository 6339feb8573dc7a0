"""Whose forms may stand in figures of items and scales, so that figures compared tell of no few people.

People are told of by the groups of the ledger (`analysis.disclosure.ledger`): a group counts whole in a figure, or not
at all. So whatever two such figures differ by, one evening more or a language alone, is of enough people.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.disclosure.disclosure import all_same, shown_cells

GROUP, WAVE, VERSION, LANGUAGE = "form.group", "form.wave", "form.version", "form.language"
FORM_KEYS = (GROUP, WAVE, VERSION, LANGUAGE)
"""The columns of a form: its group in the ledger, the wave, the version's number and the language; then its answers.

No item can have a name with a full stop."""
EVERY_LANGUAGE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Of how few people nothing is told: `group` in a group, or a count of one answer; `figure` in a whole figure."""

    group: int
    figure: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """The forms of one wave and version, in one language or in all of them (`EVERY_LANGUAGE`)."""

    wave: str
    version: int
    language: str
    forms: pd.DataFrame


def slices(
    forms: pd.DataFrame, values: "pd.Series[float]", *, waves: Sequence[str], thresholds: Thresholds
) -> Iterator[Slice]:
    """The forms that may stand in a figure of these values, by wave and version, whole and then by language.

    `values` is what each form answers, NaN where it does not. A group counts where enough of its people answered and
    not all alike. A language of it counts likewise; where one does not, the smallest of the others does not either,
    until what is left out is of enough people.
    """
    whole = _admitted(forms, values, within=(GROUP, WAVE), by=VERSION, below=thresholds.group)
    in_language = _admitted(
        forms[whole], values[whole], within=(GROUP, WAVE, VERSION), by=LANGUAGE, below=thresholds.group
    )
    admitted = forms[whole]
    versions = sorted(int(number) for number in admitted[VERSION].unique())
    for version in versions:
        for wave in waves:
            at_wave = (admitted[VERSION] == version) & (admitted[WAVE] == wave)
            if at_wave.any():
                yield Slice(wave=wave, version=version, language=EVERY_LANGUAGE, forms=admitted[at_wave])
            of_languages = admitted[at_wave & in_language]
            for language, rows in of_languages.groupby(LANGUAGE, sort=True):
                yield Slice(wave=wave, version=version, language=str(language), forms=rows)


def _admitted(
    forms: pd.DataFrame, values: "pd.Series[float]", *, within: Sequence[str], by: str, below: int
) -> "pd.Series[bool]":
    """Which forms are of a part (`by`) that is shown of what lies `within` the same group."""
    found = pd.Series(data=False, index=forms.index)
    for _, rows in forms.groupby(list(within), sort=False):
        given = values[rows.index].dropna()
        of_each = given.groupby(rows.loc[given.index, by].astype(str))
        sizes = {("", str(part)): 0 if all_same(list(own)) else len(own) for part, own in of_each}
        few = {cell: max(size, 1) for cell, size in sizes.items()}
        shown = {part for _, part in shown_cells(few, below=below).experiments}
        found.loc[rows.index] = rows[by].astype(str).isin(shown)
    return found
