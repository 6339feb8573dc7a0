"""The questionnaire as one HTML document, the same bytes for everyone of one version, wave, language and place.

On a shared device it has a way out for whoever comes next besides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import has_request_context, render_template, request
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from markupsafe import Markup

from evaluation.domain.languages import STAFF_LANGUAGE
from evaluation.questionnaire.circles import centres
from evaluation.questionnaire.follow_on_page import leading_answers, shown_follow_ons
from evaluation.questionnaire.localised_version import direction, filled, language_name, value_names
from evaluation.web.i18n import current_language, use_language
from instruments import DECLINED, NOT_APPLICABLE, Version
from instruments.asking.follow_on import follow_ons


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedVersion:
    """What is asked: a version in the reader's language, at one wave, about one place."""

    version: Version
    wave: str
    language: str
    place: str
    languages: tuple[str, ...] = ()
    """The languages offered, this one among them."""
    translation: str = ""
    """Which of its words are a corrected translation, as an answer keeps it."""
    is_example: bool = False
    day: date | None = None
    """The day that the questions call today, once it has passed."""
    is_draft: bool = False
    """A preview: shown, never sent."""
    is_unchecked: bool = False
    """A preview of a translation that nobody has signed, which the page says."""

    @property
    def title(self) -> str:
        """The wave's name, such as Before."""
        page = self.version.wave(self.wave)
        return page.title if page else self.wave


def questionnaire_html(
    asked: AskedVersion,
    *,
    given: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
    action: str | None = None,
    note: str = "",
    carried: Mapping[str, str] | None = None,
    is_plain: bool = False,
) -> str:
    """The document; `given` and `faults` show again what was sent and what cannot be kept.

    It posts to its own address unless `action` names another; `note` stands above every question, `carried` is sent
    besides, and one that `is_plain` has the browser give back on Back what is not sent yet, where no script does.
    """
    page = asked.version.wave(asked.wave)
    use_language(asked.language, is_preview=asked.is_draft)
    return render_template(
        "survey/questionnaire.html",
        asked=asked,
        intro=page.intro if page else "",
        given=given or {},
        faults=faults or {},
        action=action,
        carried=carried or {},
        note=note,
        is_shared=is_on_shared_device(),
        is_plain=is_plain,
        day=format_date(asked.day, "full") if asked.day else "",
        stays=what_stays(),
        say=lambda text: filled(text, place=asked.place),
        clip=lambda name: _clip(name, asked),
        names=value_names,
        centres=centres,
        DECLINED=DECLINED,
        NOT_APPLICABLE=NOT_APPLICABLE,
        **_questions(asked.version, asked.wave),
        **page_words(asked.language, asked.languages),
    )


def _questions(version: Version, wave: str) -> dict[str, object]:
    """The questions of a wave, which of them follow on which, and how many are left of each number."""
    items = version.questions(wave)
    return {
        "questions": [(item, version.format_of(item)) for item in items],
        "following": shown_follow_ons(version, wave),
        "leads": leading_answers(version, wave),
        "left": [questions_left(number) for number in range(len(items) + 1)],
    }


def is_on_shared_device() -> bool:
    """Whether the page is asked for on a device that many answer on, as its address says."""
    return has_request_context() and "kiosk" in request.args


def _clip(name: str, asked: AskedVersion) -> str:
    """Where the recording of a question lies: by its version, or by its module where its name says that."""
    owner, _, file = name.rpartition("/")
    return f"/clips/{owner or f'{asked.version.id}/{asked.version.number}'}/{asked.language}/{file}"


def check_html(asked: AskedVersion, *, given: Mapping[str, str], note: str = "", sent_blank: bool = False) -> str:
    """What Enter and Stop lead to where no script runs: how many questions are left, and whether to send or go on.

    `sent_blank` tells that Send itself brought no answer at all.
    """
    items, following = asked.version.questions(asked.wave), follow_ons(asked.version, asked.wave)
    due = {item: item in given or when.is_due(given.get(when.item)) for item, when in following.items()}
    blank = [number for number, item in enumerate(items) if item.id not in given and due.get(item.id, True)]
    at = blank[0] if blank else len(items) - 1
    use_language(asked.language)
    return render_template(
        "survey/check.html",
        asked=asked,
        given=given,
        note=note,
        left=len(blank),
        sent_blank=sent_blank,
        has_some=any(item.id in given for item in items),
        question=at + 1,
        item=items[at].id,
        questions_left=questions_left(len(blank)),
        **page_words(asked.language, asked.languages),
    )


def questions_left(number: int) -> str:
    """How many questions have no answer yet, in the language spoken."""
    return str(ngettext("%(num)s question left", "%(num)s questions left", number))


def what_stays() -> str:
    """What becomes of what was sent before, where somebody answers again: said the same wherever it is said."""
    return str(
        _(
            "What you have answered again takes the place of what you sent before. The rest stays as it is. "
            "To take an answer away, choose “I’d rather not say”."
        )
    )


def page_words(language: str, languages: tuple[str, ...] = ()) -> dict[str, object]:
    """What every participant page needs to know of its language; `as_typed` marks what staff have written there."""
    return {
        "language": language,
        "language_name": language_name(language),
        "interface": current_language(),
        "dir": direction(language),
        "as_typed": "" if language == STAFF_LANGUAGE else Markup(' lang="{}" dir="auto"').format(STAFF_LANGUAGE),
        "others": [(other, language_name(other), direction(other)) for other in languages if other != language],
    }
