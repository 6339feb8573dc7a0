"""How far these pages can be used by everybody, from what was last looked for by a program and when."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from flask import Blueprint, make_response, render_template
from flask_babel import format_date
from werkzeug import Response as AnyResponse

from evaluation.questionnaire.questionnaire_html import page_words
from evaluation.store.responses.join_page import evening_at
from evaluation.store.studies.studies import all_studies
from evaluation.store.studies.who_asks import who_asks
from evaluation.survey.notices import offer_languages_of, offered_languages, page_language
from evaluation.survey.unknown_address import unknown_address
from evaluation.web.access import public
from evaluation.web.app import services
from evaluation.web.i18n import use_language

pages = Blueprint("accessibility", __name__)
RECORD = "axe_run.json"
"""What axe found the last time, as tests/accessibility/record_axe.py keeps it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AxeRun:
    """What axe looked at and found."""

    day: date
    version: str
    pages: int
    widths: tuple[int, ...]
    faults: tuple[str, ...]
    """Rules that did not hold somewhere, in axe's own words."""


@cache
def last_run() -> AxeRun:
    """The run that came with this version of the program."""
    kept = json.loads((files("evaluation") / "survey" / "rights" / RECORD).read_text("utf-8"))
    return AxeRun(
        day=date.fromisoformat(kept["day"]),
        version=kept["version"],
        pages=len(kept["pages"]),
        widths=tuple(kept["widths"]),
        faults=tuple(kept["faults"]),
    )


@pages.get("/accessibility")
@pages.get("/<words>/accessibility")
@public
def statement(words: str = "") -> AnyResponse:
    """The statement, with how to tell of a difficulty; from a meeting's pages it leads back to them."""
    run = last_run()
    with services().database.reading() as db:
        evening = evening_at(db, words) if words else None
        if words and evening is None:
            return unknown_address(db, words)
        if evening:
            offer_languages_of(db, evening)
        language = page_language()
        use_language(language)
        contacts = {who_asks(study).contact for study in all_studies(db) if not study.is_example} - {""}
    page = render_template(
        "survey/rights/accessibility.html",
        run=run,
        words=words,
        is_comparison=evening is not None and evening.is_comparison,
        day=format_date(run.day, "long"),
        contact=contacts.pop() if len(contacts) == 1 else "",
        **page_words(language, offered_languages()),
    )
    return make_response(page)
