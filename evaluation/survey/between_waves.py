"""What to do while nothing is open: before the first bell, between Before and After, and at the end."""

import uuid
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from flask_babel import format_date, format_time
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.models import Experiment
from evaluation.store.responses.join_page import JoinPage
from evaluation.store.responses.open_waves import open_to
from evaluation.store.responses.published_result import PlainResult
from evaluation.store.studies.evening_clock import after_expected_at
from evaluation.store.studies.learning_units import LastUnit, last_unit_ahead
from evaluation.store.studies.wave_windows import Window, window_in
from evaluation.survey.notices import NoticeContext, OnPhone, notice
from evaluation.survey.sent.result_page import result_page
from evaluation.survey.unsent_answers import Unsent
from evaluation.web.app import services


@dataclass(frozen=True, slots=True)
class OpeningOfAfter:
    """When After opens, as those who wait for it are told: at a time of today, in a module's last unit, or neither."""

    time: str = ""
    last_unit: LastUnit | None = None
    has_meeting: bool = True
    """Whether there is a meeting, at whose end it opens; a comparison group has none."""

    def said(self, title: str) -> str:
        """In a sentence that says where, too."""
        if self.time:
            return str(_("%(title)s opens here at about %(time)s, at this same address.", title=title, time=self.time))
        if not self.has_meeting:
            return str(_("%(title)s opens here later, at this same address.", title=title))
        if self.last_unit is None:
            return str(_("%(title)s opens here at the end of the meeting, at this same address.", title=title))
        if self.last_unit.day is None:
            return str(_("%(title)s opens here in the last unit, at this same address.", title=title))
        day = format_date(self.last_unit.day, "long")
        return str(_("%(title)s opens here in the last unit, on %(day)s, at this same address.", title=title, day=day))

    @property
    def in_short(self) -> str:
        """In a few words."""
        if self.time:
            return str(_("At about %(time)s", time=self.time))
        if self.last_unit is None:
            return str(_("At the end") if self.has_meeting else _("Later"))
        if self.last_unit.day is None:
            return str(_("In the last unit"))
        return str(_("In the last unit, on %(day)s", day=format_date(self.last_unit.day, "long")))


def opening_of_after(db: Session, evening: JoinPage) -> OpeningOfAfter:
    """When After opens: by itself today at a time, in the last unit of a module that is ahead, or when it is opened."""
    now, zone = services().clock(), ZoneInfo(evening.time_zone)
    opens = after_expected_at(db, evening.experiment, now=now)
    if opens and opens.astimezone(zone).date() == now.astimezone(zone).date():
        time = str(format_time(opens.astimezone(zone), "short", rebase=False))
        return OpeningOfAfter(time=time, has_meeting=not evening.is_comparison)
    return OpeningOfAfter(last_unit=_last_unit_ahead(db, evening.experiment), has_meeting=not evening.is_comparison)


def may_leave_early(db: Session, evening: JoinPage) -> bool:
    """Whether somebody who leaves may answer After before it opens: of a learning module, from its last unit's day.

    Nobody leaves a comparison group, which has no meeting.
    """
    return not evening.is_comparison and _last_unit_ahead(db, evening.experiment) is None


def _last_unit_ahead(db: Session, experiment: uuid.UUID) -> LastUnit | None:
    row = db.get(Experiment, experiment)
    return last_unit_ahead(db, row, now=services().clock()) if row else None


def waiting_page(
    evening: JoinPage,
    card: str,
    *,
    result: PlainResult | None = None,
    unsent: Unsent | None = None,
    on_phone: OnPhone | None = None,
    opens: OpeningOfAfter | None = None,
    kept: bool = False,
) -> Response:
    """A page for somebody who comes while no questionnaire is open; it looks again by itself for what opens next.

    `result` is what was found out, once released; `unsent` what waits; `on_phone` what a device of one's own remembers;
    `opens` when After opens; `kept` whether somebody began to answer at a meeting that was cancelled.
    """
    before, after = evening.waves.get("pre"), evening.waves.get("post")
    if result:
        return result_page(evening, result, unsent=unsent, still=_after_the_result(evening))
    phone = on_phone or OnPhone()
    address = f"/c/{card}" if card else f"/{evening.words}"
    about, again = (evening.words, evening.chapter, evening.languages), (_("Look again"), address)
    context = NoticeContext(*about, waits="before", now=evening.tag, again=again, unsent=unsent, phone=phone)
    rights = _rights(evening, phone.receipt)
    if evening.is_cancelled:
        return _cancelled(evening, context, rights if kept or phone.receipt else [], kept=kept)
    if (after and after.closed_at) or evening.is_frozen:  # what was closed by mistake may be open again in a moment
        return _closed(evening, replace(context, waits="after"), rights)
    if before and before.opened_at:
        leaving = (_("Leaving now: answer After"), f"{address}?early=1")
        context = replace(context, waits="after", changes_wait=on_phone is not None)
        return _between(context, leaving, rights, opens or OpeningOfAfter())
    opening = _("The questions for %(title)s open when the organiser says so. Stay on this page.", title=evening.title)
    return notice(
        _("Not open yet"),
        [*filter(None, [phone.answered, _day_of(evening)]), opening],
        actions=rights if phone.receipt else [],
        context=context,
    )


def _day_of(evening: JoinPage) -> str:
    return _("The day is %(day)s.", day=format_date(evening.date, "full")) if evening.date else ""


def _between(
    context: NoticeContext, leaving: tuple[str, str], rights: list[tuple[str, str]], opens: OpeningOfAfter
) -> Response:
    may_leave, keep = opens.has_meeting and opens.last_unit is None, _("Keep your card, or this page.")
    late = (
        _("If you came late, you can still answer After: it counts.")
        if opens.has_meeting
        else _("If you did not answer Before, you can still answer After: it counts.")
    )
    sentences = [
        *filter(None, [context.phone.answered]),
        " ".join([opens.said(_("After")), keep]),
        late,
        *([_("Leaving now? You can answer After before you go.")] if may_leave else []),
    ]
    actions = [leaving, *rights] if may_leave else rights
    return notice(_("Before has closed"), sentences, actions=actions, context=context)


def _rights(evening: JoinPage, receipt: str) -> list[tuple[str, str]]:
    """The ways to one's code, to taking one's answers back, and to what is kept."""
    own = [(_("Look at my code"), receipt)] if receipt else []
    taken_back = (_("Take my answers back"), receipt or f"/withdraw?words={evening.words}")
    return [*own, taken_back, (_("Privacy"), f"/{evening.words}/privacy")]


def _cancelled(evening: JoinPage, context: NoticeContext, rights: list[tuple[str, str]], *, kept: bool) -> Response:
    if kept:
        sentences = [
            _("%(title)s has been cancelled. No more answers are taken here.", title=evening.title),
            _("What was answered is kept."),
            _("Have you answered? Keep your card or receipt: its code is needed to take your answers back."),
        ]
    else:
        sentences = [
            _("%(title)s has been cancelled. There is nothing for you to answer.", title=evening.title),
            _("If you have a card for it, you need not keep it."),
        ]
    title = _("No questions will be asked here") if evening.is_comparison else _("This meeting will not take place")
    return notice(title, sentences, actions=rights, context=context)


def _closed(evening: JoinPage, context: NoticeContext, rights: list[tuple[str, str]]) -> Response:
    looks_back = open_to(evening, "then", early=False) is not None
    is_over = not (looks_back or (context.unsent and context.unsent.is_taken))
    return notice(
        _("This questionnaire has closed"),
        [
            _thanks(evening, is_over=is_over),
            *([_once_more()] if looks_back and not context.phone.has_looked_back else _still_to_do(evening)),
            _("If the result is made public, it stands here, at this same address."),
        ],
        actions=rights,
        context=context,
    )


def _after_the_result(evening: JoinPage) -> list[str]:
    """What is said at the end of a result: that nobody answers here any more, or when they are asked once more."""
    is_over = _days_ahead(evening) is None
    return [_thanks(evening, is_over=is_over), *([] if is_over else _still_to_do(evening))]


def _thanks(evening: JoinPage, *, is_over: bool) -> str:
    """Thanks, and that nobody begins here now or, where it is over, that no answers are taken any more."""
    title = evening.title
    if evening.is_comparison:
        over = _("Thank you for taking part in %(title)s. No more answers can be taken here.", title=title)
        closed = _("Thank you for taking part in %(title)s. Nobody can begin here now.", title=title)
    else:
        over = _("Thank you for coming to %(title)s. No more answers can be taken here.", title=title)
        closed = _("Thank you for coming to %(title)s. Nobody can begin here now.", title=title)
    return str(over if is_over else closed)


def _once_more() -> str:
    """What is said while people look back to whoever was not known here as one who may."""
    said: str = _("If you answered After, there is one more page for you. Use the same phone or the same card.")
    return said


def _still_to_do(evening: JoinPage) -> list[str]:
    """What is left for somebody who has answered: the follow-up, where its days are planned."""
    days = _days_ahead(evening)
    if days is None:
        return [_("If you have answered, there is nothing more to do. You can still take your answers back.")]
    asked = {"first": format_date(days.first, "long"), "last": format_date(days.last, "long")}
    return [
        _("From %(first)s to %(last)s a few questions are asked once more, at this same address.", **asked),
        _("Keep your card, or this page."),
        _("You can still take your answers back."),
    ]


def _days_ahead(evening: JoinPage) -> Window | None:
    """The planned days of the follow-up, where it is still to come or has only been closed before them."""
    wave, days = evening.waves.get("follow_up"), window_in(evening.options, "follow_up")
    today = services().clock().astimezone(ZoneInfo(evening.time_zone)).date()
    if wave is None or days is None or wave.frozen_at or days.last < today:
        return None
    return None if wave.closed_at and today >= days.first else days
