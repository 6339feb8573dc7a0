"""What to do while nothing is open: before the first bell, between Before and After, and at the end."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from flask_babel import format_time
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.store.responses.join_page import JoinPage
from evaluation.store.responses.published_result import PlainResult
from evaluation.store.studies.evening_clock import after_expected_at
from evaluation.survey.notices import NoticeContext, OnPhone, notice
from evaluation.survey.sent.result_page import result_page
from evaluation.survey.unsent_answers import Unsent
from evaluation.web.app import services


def time_of_after(db: Session, evening: JoinPage) -> str:
    """The time of day at which After will open by itself today; empty where a person opens it."""
    now, zone = services().clock(), ZoneInfo(evening.time_zone)
    opens = after_expected_at(db, evening.experiment, now=now)
    if opens is None or opens.astimezone(zone).date() != now.astimezone(zone).date():
        return ""
    return str(format_time(opens.astimezone(zone), "short", rebase=False))


def opening_of_after(title: str, time: str) -> str:
    """When After opens, to those who wait for it: at about a time, or at the end of the meeting."""
    if time:
        return str(_("%(title)s opens here at about %(time)s, at this same address.", title=title, time=time))
    return str(_("%(title)s opens here at the end of the meeting, at this same address.", title=title))


def waiting_page(
    evening: JoinPage,
    card: str,
    *,
    result: PlainResult | None = None,
    unsent: Unsent | None = None,
    on_phone: OnPhone | None = None,
    opens: str = "",
) -> Response:
    """A page for somebody who comes while no questionnaire is open; it looks again by itself for what opens next.

    `result` is what was found out, once released; `unsent` what waits; `on_phone` what a device of one's own remembers;
    `opens` the time at which After opens by itself.
    """
    before, after = evening.waves.get("pre"), evening.waves.get("post")
    if result:
        return result_page(evening, result, unsent=unsent)
    phone = on_phone or OnPhone()
    address = f"/c/{card}" if card else f"/{evening.words}"
    about, again = (evening.words, evening.chapter, evening.languages), (_("Look again"), address)
    context = NoticeContext(*about, waits="before", now=evening.stage, again=again, unsent=unsent, phone=phone)
    rights = _rights(evening, phone.receipt)
    if evening.is_cancelled:
        return _cancelled(evening, context, rights if phone.receipt else [])
    if (after and after.closed_at) or evening.is_frozen:  # what was closed by mistake may be open again in a moment
        return _closed(evening, replace(context, waits="after"), rights)
    if before and before.opened_at:
        leaving = (_("Leaving now: answer After"), f"{address}?early=1")
        return _between(replace(context, waits="after"), [leaving, *rights], opens)
    opening = _("The questions for %(title)s open when the organiser says so. Stay on this page.", title=evening.title)
    return notice(
        _("Not open yet"),
        [*filter(None, [phone.answered]), opening],
        actions=rights if phone.receipt else [],
        context=context,
    )


def _between(context: NoticeContext, actions: list[tuple[str, str]], opens: str) -> Response:
    opening, keep = opening_of_after(_("After"), opens), _("Keep your card, or this page.")
    sentences = [
        *filter(None, [context.phone.answered]),
        f"{opening} {keep}",
        _("If you came late, you can still answer After: it counts."),
        _("Leaving now? You can answer After before you go."),
    ]
    return notice(_("Before has closed"), sentences, actions=actions, context=context)


def _rights(evening: JoinPage, receipt: str) -> list[tuple[str, str]]:
    """The ways to one's code, to taking one's answers back, and to what is kept."""
    own = [(_("Look at my code"), receipt)] if receipt else []
    taken_back = (_("Take my answers back"), receipt or f"/withdraw?words={evening.words}")
    return [*own, taken_back, (_("Privacy"), f"/{evening.words}/privacy")]


def _cancelled(evening: JoinPage, context: NoticeContext, rights: list[tuple[str, str]]) -> Response:
    return notice(
        _("This meeting will not take place"),
        [
            _("%(title)s has been cancelled. There is nothing for you to answer.", title=evening.title),
            _("If you have a card for it, you need not keep it."),
        ],
        actions=rights,
        context=context,
    )


def _closed(evening: JoinPage, context: NoticeContext, rights: list[tuple[str, str]]) -> Response:
    return notice(
        _("This questionnaire has closed"),
        [
            _("Thank you for coming to %(title)s. No more answers can be taken here.", title=evening.title),
            _("If you have answered, there is nothing more to do. You can still take your answers back."),
            _("Once the result is out, it stands here, at this same address."),
        ],
        actions=rights,
        context=context,
    )
