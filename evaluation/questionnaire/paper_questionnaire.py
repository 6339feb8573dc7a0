"""The questionnaire on paper: the same version, the same order and layouts, to be filled in with a pen."""

from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from markupsafe import Markup

from evaluation.domain.languages import INTERFACE_LANGUAGES
from evaluation.printing.markup import print_templates
from evaluation.questionnaire.circles import centres
from evaluation.questionnaire.follow_on_page import shown_follow_ons
from evaluation.questionnaire.localised_version import direction, filled
from evaluation.questionnaire.memory_wording import PLACES, QUESTIONS
from evaluation.questionnaire.paper_figures import DECLINED_KEY, NOT_APPLICABLE_KEY, figure_of
from evaluation.questionnaire.questionnaire_html import AskedVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDetails:
    """What stands on one person's form beside the questions."""

    title: str
    """The experiment's title."""
    day: date | None = None
    token: str = ""
    """The card's code, in groups; empty leaves boxes to write it in."""
    large: bool = False
    """Large print: 18 points where the ordinary form has 11."""
    number: int | None = None
    """The number of this sheet, by which whoever keys it finds it again; None for a form that is copied."""
    memory: bool = False
    """Whether the memory questions come at the end."""


def paper_form(asked: AskedVersion, sheet: FormDetails) -> str:
    """One form as a whole HTML page for `evaluation.printing.pdf_ua`, A4."""
    version, page = asked.version, asked.version.wave(asked.wave)
    style = (files("evaluation") / "static" / "survey" / "paper.css").read_text("utf-8")
    return (
        print_templates(asked.language if asked.language in INTERFACE_LANGUAGES else "en")
        .get_template("print/paper_form.html")
        .render(
            asked=asked,
            sheet=sheet,
            dir=direction(asked.language),
            intro=filled(page.intro, place=asked.place) if page else "",
            consent=version.consent,
            questions=[(item, version.format_of(item)) for item in version.questions(asked.wave)],
            following=shown_follow_ons(version, asked.wave),
            say=lambda text: filled(text, place=asked.place),
            centres=centres,
            figure_of=figure_of,
            declined_key=DECLINED_KEY,
            not_applicable_key=NOT_APPLICABLE_KEY,
            memory=[(words, PLACES[name]) for name, words in QUESTIONS.items()] if sheet.memory else [],
            style=Markup(style),  # noqa: S704 - the packaged style sheet, not anybody's input
        )
    )
