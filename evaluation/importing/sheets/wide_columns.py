"""Columns that name a wave beside what they ask: bt1_pre, pre_bt1, "bt1 (before)", "Before: I trust people"."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evaluation.importing.sheets.wave_words import wave_of
from evaluation.importing.values.heading_ends import parted_ends

WORDS = (
    r"before|after|pre-?test|post-?test|pre-?survey|post-?survey|pre|post|baseline|endline|follow-?up|midline"
    r"|cyn|wedi|ar [ôo]l|then|now|nawr|start|end|entry|exit|vorher|nachher|antes|despu[ée]s|avant|apr[èe]s|"
    r"(?:t|w|time|wave|timepoint|survey|round)[ _]?[0-3]"
)
AROUND = (
    r"(?:the|this|today'?s?|our|your|a|y|workshop|session|event|evening|training|course|programme|program"
    r"|meeting|day|gweithdy|survey|questionnaire|test)"
)
PHRASE = rf"(?:at |at the |in )?(?P<wave>{WORDS})(?:[ ](?:{AROUND}))*"
SIGN = r"[\s_:.\-–—|/]"
FIRST = (
    re.compile(rf"[\[(]?{PHRASE}[\])]?\s*[:\-–—|/]+\s*(?P<stem>.+)", re.IGNORECASE),
    re.compile(rf"[\[(]{PHRASE}[\])]\s*(?P<stem>.+)", re.IGNORECASE),
    re.compile(rf"{PHRASE}\s*(?P<stem>[\[(].+)", re.IGNORECASE),
    re.compile(rf"(?P<wave>{WORDS}){SIGN}+(?P<stem>.+)", re.IGNORECASE),
    re.compile(r"(?P<wave>pre|post|Pre|Post|PRE|POST)(?P<stem>[A-Z].*|\d.*)"),
)
LAST = (
    re.compile(rf"(?P<stem>.+?)\s*[\[(]\s*{PHRASE}\s*[\])]\??", re.IGNORECASE),
    re.compile(rf"(?P<stem>.+?)\s*[:\-–—|/,]+\s*{PHRASE}", re.IGNORECASE),
    re.compile(rf"(?P<stem>.+?){SIGN}+(?P<wave>{WORDS})", re.IGNORECASE),
    re.compile(r"(?P<stem>.*[a-z\d])(?P<wave>Pre|Post|PRE|POST)"),
    re.compile(r"(?P<stem>.*\d)(?P<wave>pre|post)"),
    re.compile(r"(?P<stem>.+?)(?:[ _.]+[tT]|(?<![a-zA-Z])[tT]|(?<=[a-z])T)(?P<number>[0-3])"),
)
"""Without a sign between them, a small t behind letters is theirs: bt1 and statement1 name no time."""
SIGNS_AROUND = " _:.-–—|/"
INSIDE = re.compile(rf"(?P<stem>.+?)[_.](?P<wave>{WORDS})[_.](?P<rest>.+)", re.IGNORECASE)
NUMBERING = re.compile(r"[\[(]?[Qq]?\d+[.):\]]\s+")
SIGNS = (
    (".x", ".y"),
    ("_x", "_y"),
    ("_1", "_2"),
    (".1", ".2"),
    ("_a", "_b"),
    (" 1", " 2"),
    ("", " (2)"),
    ("", ".1"),
    ("", "_2"),
    ("", "2"),
)
"""Ends that tell two columns apart and say nothing of a time."""


@dataclass(frozen=True)
class WaveColumn:
    """What a column asks, without the word of its wave, and that wave."""

    stem: str
    wave: str


def wave_columns(names: Iterable[str]) -> Mapping[str, WaveColumn]:
    """The columns of which another one asks the same at another wave; none where no names of waves pair columns."""
    there = list(names)
    found = {
        numbered: _paired({name: _readings(name, numbered=numbered) for name in there}) for numbered in (False, True)
    }
    return found[False] if len(found[False]) >= len(found[True]) else found[True]


def _readings(name: str, *, numbered: bool) -> list[WaveColumn]:
    """Every way to part a name into a wave and what is asked, waves by numbers or by words.

    The ends of answers may stand on either side of the word of the wave, and follow what is asked.
    """
    words, ends = parted_ends(_without_numbering(name.strip()))
    if not ends:
        return _parted(words, numbered=numbered)
    return [WaveColumn(f"{read.stem} {ends}", read.wave) for read in _parted(words, numbered=numbered)]


def _without_numbering(name: str) -> str:
    """A name without the number of its question; a number within brackets is none: "(0-10) before"."""
    return NUMBERING.sub(lambda found: found[0] if _lacks(name[: found.start()], ")]") else "", name)


def _lacks(text: str, brackets: str) -> bool:
    """Whether more brackets of the other side stand in a text than of this one."""
    other = "([" if brackets == ")]" else ")]"
    return sum(map(text.count, brackets)) < sum(map(text.count, other))


def _parted(name: str, *, numbered: bool) -> list[WaveColumn]:
    read = []
    for pattern in (*FIRST, *LAST, INSIDE):
        found = pattern.fullmatch(name)
        if not found:
            continue
        groups = found.groupdict()
        wave = f"t{groups['number']}" if groups.get("number") else wave_of(groups.get("wave") or "")
        stem = " ".join(part for part in (groups["stem"], groups.get("rest")) if part)
        stem = _trimmed(stem)
        another = wave_of(stem)
        if (wave and stem and re.fullmatch(r"t\d", wave) is not None and numbered and not another) or (
            wave
            and stem
            and re.fullmatch(r"t\d", wave) is None
            and not numbered
            and another in {"", "t0", "t1", "t2", "t3"}
        ):
            read.append(WaveColumn(_plain(stem), wave))
    return read


def _trimmed(stem: str) -> str:
    """What is asked without the signs around it; a bracket at its end stays where the other of its pair is within."""
    trimmed = stem.strip(SIGNS_AROUND)
    bare = trimmed.strip(f"{SIGNS_AROUND}[]()")
    if _lacks(bare, ")]") and trimmed[-1:] in {")", "]"}:
        return f"{bare}{trimmed[-1]}"
    if _lacks(bare, "([") and trimmed[:1] in {"(", "["}:
        return f"{trimmed[0]}{bare}"
    return bare


def _plain(stem: str) -> str:
    return " ".join(re.sub(r"[\s_]+", " ", stem).split()).strip(" *?.:")


def _paired(found: Mapping[str, list[WaveColumn]]) -> dict[str, WaveColumn]:
    waves: dict[str, set[str]] = {}
    for readings in found.values():
        for read in readings:
            waves.setdefault(read.stem.casefold(), set()).add(read.wave)
    chosen = {
        name: next((read for read in readings if len(waves[read.stem.casefold()]) > 1), None)
        for name, readings in found.items()
    }
    times = Counter((read.stem.casefold(), read.wave) for read in chosen.values() if read)
    return {name: read for name, read in chosen.items() if read and times[read.stem.casefold(), read.wave] == 1}


def unsaid_pairs(names: Iterable[str]) -> tuple[Mapping[str, WaveColumn], tuple[str, str]] | None:
    """Columns of which two have one stem and two ends that say nothing of a time, as _1 and _2; the ends as well."""
    there = list(names)
    lower = {name.casefold(): name for name in there}
    best: tuple[Mapping[str, WaveColumn], tuple[str, str]] | None = None
    for one, other in SIGNS:
        found: dict[str, WaveColumn] = {}
        for name in there:
            stem = name[: len(name) - len(one)] if one else name
            twin = lower.get(f"{stem}{other}".casefold())
            if name.casefold().endswith(one) and twin and twin != name and stem.strip(" _."):
                found[name], found[twin] = WaveColumn(_plain(stem), "pre"), WaveColumn(_plain(stem), "post")
        stems = {read.stem.casefold() for read in found.values()}
        thirds = any(f"{stem}{_third(other)}" in lower for stem in stems) if _third(other) else False
        if found and not thirds and (best is None or len(found) > len(best[0])):
            best = found, (one, other)
    return best


def _third(sign: str) -> str:
    return sign.replace("2", "3") if "2" in sign else ""


def one_wave_alone(name: str) -> WaveColumn | None:
    """The wave of a column by its words, though no other column may be its pair; None where it says none."""
    return next((read for read in _readings(name, numbered=False) if read.wave in {"pre", "post"}), None)
