"""The result, told to the people who answered: first as a sentence, then as a picture, then in the chapter's words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import make_response, render_template
from flask_babel import format_date
from werkzeug import Response

from evaluation.questionnaire.questionnaire_html import page_words
from evaluation.store.responses.join_page import JoinPage
from evaluation.store.responses.published_result import Averages, PlainResult
from evaluation.survey.notices import PERSONAL, offered_languages, why_another_language
from evaluation.survey.unsent_answers import Unsent
from evaluation.web.i18n import current_language

LEFT, RIGHT = 14.0, 306.0
MOST_TICKS = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnAverages:
    """Two averages on a line as long as their scale: Before is hollow, After is filled."""

    of: Averages
    before: float
    after: float
    ticks: tuple[tuple[int, float], ...]

    @property
    def rises(self) -> bool:
        """Whether After stands at the right of Before, or in the same place."""
        return self.after >= self.before


def drawn(averages: Averages) -> DrawnAverages:
    """Where everything stands in the picture."""

    def at(value: float) -> float:
        share = (value - averages.minimum) / (averages.maximum - averages.minimum)
        return round(LEFT + share * (RIGHT - LEFT), 1)

    ticks = tuple((tick, at(tick)) for tick in _ticks(averages))
    return DrawnAverages(of=averages, before=at(averages.pre), after=at(averages.post), ticks=ticks)


def _ticks(averages: Averages) -> Iterator[int]:
    least, most = int(averages.minimum), int(averages.maximum)
    step = 1 if most - least < MOST_TICKS else max(1, (most - least) // 5)
    yield from range(least, most + 1, step)


def result_page(evening: JoinPage, result: PlainResult, *, unsent: Unsent | None, still: Sequence[str]) -> Response:
    """What somebody reads at the join address once the result is out; `still` says whether they are asked once more."""
    page = render_template(
        "survey/sent/result.html",
        evening=evening,
        day=format_date(evening.date, "long") if evening.date else "",
        result=result,
        unsent=unsent,
        still=still,
        instead=why_another_language(offered_languages(), evening.languages),
        drawn=drawn,
        **page_words(current_language(), offered_languages()),
    )
    return make_response(page, PERSONAL if unsent else {})
