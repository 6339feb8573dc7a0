"""What a made report says, as the evaluator's page shows it: its headline, its drawing and how sure it is.

Everything is read from the files that were made, so that a page never says more, nor anything else, than they do.
"""

import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from evaluation.domain.name_order import plain_letters
from evaluation.evaluators.artefact_list import ListedArtefact
from evaluation.jobs import artefacts
from evaluation.storage.settings import Settings
from evaluation.store.releases.releases import ReleaseStanding
from evaluation.store.reports.report_jobs import EXPORT, PUBLICATION, RELEASE
from evaluation.web.staff_layout import day

DRAFT, FROZEN = "draft", "frozen"
KIND_OF_REPORT_LABELS = {
    "study": _l("Across the chapters"),
    "chapter": _l("A chapter"),
    "experiment": _l("An experiment"),
}
STATE_OF_REPORT_LABELS = {
    DRAFT: _l("Draft"),
    FROZEN: _l("Frozen"),
    "shown": _l("With its chapters"),
    "released": _l("Out"),
}
TYPED = str.maketrans("’‘“”−–", "''\"\"--")
"""Marks of print by those of a keyboard."""
AT_ONCE = 10
"""How many results are shown before the others are asked for."""
MOST_READ = 512
TAG = re.compile(r"<style.*?</style>|<[^>]*>", re.DOTALL)
FRONT = re.compile(r'<div class="front">(.*?)<section class="section', re.DOTALL)
NOTES = r'(?:\s*</div>\s*((?:<p class="sub">(?:(?!</p>).)*</p>\s*)*))?'
"""What is said below a table of the marks in it."""
CUT_OUT = {
    "about": re.compile(r'<p class="meta">(.*?)</p>', re.DOTALL),
    "lede": re.compile(r'<p class="lede">(.*?)</p>', re.DOTALL),
    "heading": re.compile(r'<h2>([^<]*)</h2>\s*<p class="sub">(?:(?!</p>).)*</p>\s*<div class="wide">', re.DOTALL),
    "notes": re.compile(r'<p class="sub">((?:(?!</p>).)*)</p>\s*<div class="wide">', re.DOTALL),
    "wide": re.compile(r'(<svg class="figure".*?</svg>)', re.DOTALL),
    "narrow": re.compile(r'(<svg class="narrow-figure".*?</svg>)', re.DOTALL),
    "maryland": re.compile(r'<span class="scale">([^<]*)</span>'),
    "not_said": re.compile(r'<p class="not">(.*?)</p>', re.DOTALL),
}
"""What is taken over from page 1 of a report as it was written."""
ANYWHERE = {
    "others": re.compile(r'(<table[^>]* class="(?:other-outcomes|side-by-side)">.*?</table>)' + NOTES, re.DOTALL),
    "over_time": re.compile(r'<section class="section over_time".*?(<table.*?</table>)' + NOTES, re.DOTALL),
}
"""Tables that may stand after page 1: of the other outcomes where stories are on it, of workshops in order of date."""


@dataclass(frozen=True, kw_only=True)
class FrontPage:
    """Page 1 of a made report: what it says, and what of it is shown as it was written.

    `unwelcome` is what its lede says of moves the unwelcome way. `markup` has who took part, the paragraph under the
    headline, the drawing for wide and for narrow screens with its heading and its notes, the table of other outcomes,
    that of workshops in order of date, and what may not be said, each blank where the report has none of it.
    """

    headline: str
    unwelcome: tuple[str, ...]
    quote: tuple[str, ...]
    reasons: tuple[tuple[bool, str], ...]
    markup: Mapping[str, Markup]
    counts: Mapping[str, int]
    """How many answered before (`pre`), after (`post`) and both times (`pairs`), where that is told."""

    @cached_property
    def words(self) -> str:
        """Every word of it that is shown."""
        plain = (self.headline, *self.unwelcome, *self.quote, *(reason for _speaks_for, reason in self.reasons))
        return " ".join((*plain, *(html.unescape(TAG.sub(" ", each)) for each in self.markup.values())))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownResult:
    """A made report or release with its page 1: of a study, a chapter or an experiment, and where it stands."""

    made: ListedArtefact
    front: FrontPage
    kind: str
    chapter: str
    state: str

    @property
    def name(self) -> str:
        """What it is called: its title and, of a release, its number."""
        if self.made.release is None:
            return self.made.title
        named: str = _("%(title)s, release %(number)s", title=self.made.title, number=self.made.release.release.number)
        return named

    @property
    def how_sure(self) -> str:
        """How sure it is, in words; empty where that is not said."""
        badge = self.made.badge
        return _("%(level)s of %(of)s: %(label)s", level=badge.level, of=badge.of, label=badge.label) if badge else ""

    def has_words(self, words: str) -> bool:
        """Whether these words are all among those that are shown of it, with or without accents and capitals."""
        kind, state = KIND_OF_REPORT_LABELS.get(self.kind, ""), STATE_OF_REPORT_LABELS.get(self.state, "")
        about = self.name, self.chapter, *self.made.within, str(kind), f"{state}, {day(self.made.when)}", self.how_sure
        text = _typed(" ".join((*about, self.front.words)))
        return all(word in text for word in _typed(words).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFilter:
    """Which results are looked for; nothing where all are."""

    words: str = ""
    chapter: str = ""
    kind: str = ""
    state: str = ""
    everything: bool = False

    @property
    def is_set(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.words or self.chapter or self.kind or self.state)

    def lets(self, result: ShownResult) -> bool:
        """Whether a result is one of those."""
        wanted = ((self.chapter, result.chapter), (self.kind, result.kind), (self.state, result.state))
        return all(not each or each == found for each, found in wanted) and result.has_words(self.words)


def results_of(settings: Settings, made: Iterable[ListedArtefact], *, chapters: Mapping[str, str]) -> list[ShownResult]:
    """The newest report of everything and every release that stands; those of a whole study come first.

    `chapters` names the chapter of each experiment and of each chapter, by its id.
    """
    _forget_what_was_taken_away()
    found = []
    released = {each.release.release.id for each in made if each.kind == PUBLICATION and each.release}
    for each in made:
        earlier = each.kind == RELEASE and each.release is not None and each.release.release.id in released
        if each.kind == EXPORT or each.superseded or each.taken_out or earlier or each.job.artefact is None:
            continue
        front = front_page(artefacts.folder_of(settings, each.job.artefact))
        if front is not None:
            found.append(
                ShownResult(
                    made=each, front=front, kind=_kind(each), chapter=_chapter(each, chapters), state=_state(each)
                )
            )
    return sorted(found, key=lambda result: result.kind != "study")


def _typed(text: str) -> str:
    """A text as somebody types it who looks for it."""
    return plain_letters(text).translate(TYPED)


def _kind(made: ListedArtefact) -> str:
    return made.release.release.scope if made.release else str(made.job.arguments["scope"])


def _chapter(made: ListedArtefact, chapters: Mapping[str, str]) -> str:
    return chapters.get(str(made.job.arguments["subject"]), "")


def _state(made: ListedArtefact) -> str:
    """Of a release, which is a draft to its chapters alone, at least that it is frozen."""
    if made.release is None:
        return DRAFT
    standing = made.release.standing
    return FROZEN if standing is ReleaseStanding.DRAFT else standing.value


def front_page(folder: Path) -> FrontPage | None:
    """Page 1 of the report in this folder, which never changes; None where there is no report of this kind."""
    page = _front_page(folder)
    if page is not None:
        _REMEMBERED.add(folder)
    return page


_REMEMBERED: set[Path] = set()
"""Of which folders page 1 may be kept in memory."""


def _forget_what_was_taken_away() -> None:
    """Keep nothing in memory of a report whose files were taken away: it may quote somebody who has left."""
    gone = {folder for folder in tuple(_REMEMBERED) if not folder.exists()}
    if gone:
        _REMEMBERED.clear()
        _front_page.cache_clear()


@lru_cache(maxsize=MOST_READ)
def _front_page(folder: Path) -> FrontPage | None:
    facts, page = folder / "report.json", folder / "report.html"
    if not facts.is_file():
        return None
    whole = json.loads(facts.read_text("utf-8"))
    report, flow = whole["report"], whole.get("flow", {})
    return FrontPage(
        counts={name: flow[name] for name in ("pre", "post", "pairs") if isinstance(flow.get(name), int)},
        headline=report["headline"],
        unwelcome=tuple(each["text"] for each in report.get("unwelcome", ())),
        quote=tuple(each["text"] for each in report.get("quote", ())),
        reasons=tuple((bool(each["for"]), each["text"]) for each in report["badge"]["reasons"]),
        markup=_cut_out(page.read_text("utf-8") if page.is_file() else ""),
    )


def _cut_out(page: str) -> dict[str, Markup]:
    """The markup of page 1 and of two tables, cut out of a page that the program wrote and escaped."""
    front = FRONT.search(page)
    found = {name: part.search(front[1]) if front else None for name, part in CUT_OUT.items()}
    found |= {name: part.search(page) for name, part in ANYWHERE.items()}
    return {name: Markup("".join(each.groups("")).strip() if each else "") for name, each in found.items()}  # noqa: S704 - see above
