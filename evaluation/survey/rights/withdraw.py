"""Taking answers back, after being asked once more; and being under 16."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from flask import Blueprint, make_response, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response

from evaluation.domain.card_codes import grouped, is_mistyped, normalise
from evaluation.questionnaire.questionnaire_html import page_words
from evaluation.storage.events.event_log import note_event
from evaluation.storage.write_ahead_log import empty_log
from evaluation.store.log.actor import PARTICIPANT
from evaluation.store.responses.join_page import evening_at
from evaluation.store.responses.withdrawals import (
    BY_PAGE,
    UnderCode,
    Withdrawal,
    note_withdrawal,
    under_code,
    withdraw_answers,
)
from evaluation.survey.cookie import PROOF, forget_people, is_proven
from evaluation.survey.join_address import identity, normalised_address
from evaluation.survey.notices import (
    NoticeContext,
    is_on_kiosk,
    keeping_language,
    keeping_shown_language,
    notice,
    offer_languages_of,
    offered_languages,
    page_language,
    staying_on_kiosk,
)
from evaluation.survey.returning_participant import receipt_on_phone
from evaluation.survey.rights.asked_once_more import SIGNATURE, forms_shown, is_asked, signature_of
from evaluation.survey.rights.other_codes import what_stays_in_a_calendar, what_stays_under_other_codes
from evaluation.survey.rights.pressed_too_soon import (
    SECOND_TAP,
    SECOND_TAP_ON_DELETING,
    asked_at,
    is_pressed_once_more,
    is_pressed_too_soon,
    moment_asked,
)
from evaluation.survey.starts.wrong_codes import count_wrong_code, is_put_off
from evaluation.survey.unsent_answers import moment_there
from evaluation.web.access import public
from evaluation.web.app import services
from evaluation.web.audit_log import recording
from evaluation.web.i18n import use_language

pages = Blueprint("rights", __name__)
PATIENCE_OF_A_PHONE = 0.1
"""Seconds for which taking answers back waits for others before it leaves the rest to the clock."""
PRESSED = "pressed"
"""What the page sends that asks once more since it was pressed too soon: whoever has read it is not asked for ever."""


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where somebody comes from: the receipt whose form carried their code here, or another page of a meeting.

    The receipt sends the code in the body of a form: a query stands in logs, in the history and in what the next page
    is told of this one, and a fragment still in the history of the phone.
    """

    words: str = ""
    sent: str = ""
    is_kiosk: bool = False
    proof: str = ""
    """What shows the receipt whose it is, on a phone that keeps no cookie."""

    @property
    def address(self) -> str:
        """Where somebody goes back to who deletes nothing."""
        language = f"lang={page_language()}"
        if self.sent:
            proof = f"&{PROOF}={self.proof}" if self.proof else ""
            return staying_on_kiosk(f"/{self.words}/sent/{self.sent}?{language}{proof}")
        return staying_on_kiosk(f"{f'/{self.words}' if self.words else ''}/withdraw?{language}")

    @property
    def start(self) -> str:
        """The first screen of their meeting; empty where it is not known."""
        return f"/{self.words}{'?kiosk=1' if self.is_kiosk else ''}" if self.words else ""


def _origin(meeting: str = "") -> _Origin:
    words = request.form.get("words") or request.args.get("words") or meeting
    sent = identity(request.form.get("sent", ""))
    if not words or words != normalised_address(words):
        return _Origin()
    proof = request.form.get(PROOF, "") if sent and is_proven(request, sent) else ""
    return _Origin(words, str(sent or ""), is_kiosk="kiosk" in request.values, proof=proof)


def _offer_languages(words: str) -> bool:
    """Speak and offer the languages of a meeting, where there is one; whether it is a comparison group, without one."""
    with services().database.reading() as db:
        evening = evening_at(db, words) if words else None
        if evening:
            offer_languages_of(db, evening)
    return evening is not None and evening.is_comparison


@pages.get("/withdraw")
@pages.get("/<words>/withdraw")
@public
def ask_for_code(words: str = "") -> Response:
    """Where somebody gives their code: at the address of a meeting, if one is named, to which its cookie is sent."""
    meeting = _origin().words
    if meeting and not words:
        return redirect(keeping_language(f"/{meeting}/withdraw"), 303)
    _offer_languages(words)
    return _ask()


@pages.post("/withdraw")
@pages.post("/<words>/withdraw")
@public
def take_back(words: str = "") -> Response:
    """Delete what was answered under a code, once the page that says what that is was shown and said yes to.

    The page that asks sends to the meeting's own address, which the code tells: there the phone's cookie is known, and
    forgets them.
    """
    use_language(page_language())
    _offer_languages(_origin().words)
    written = request.form.get("code", "")
    token = normalise(written)
    if token is None:
        return (
            _unknown()
            if is_mistyped(written)
            else _ask(fault=_("A code has nine letters and numbers. Check it against your card or photo."))
        )
    now = services().clock()
    is_confirmed = _is_confirmed(token, now)
    if "keep" in request.form and is_confirmed:
        return redirect(_origin().address, 303)
    with services().database.reading() as db:
        found = under_code(db, token)
        waits = is_put_off(db, found)
        stays = what_stays_under_other_codes(db, found.people, words=words) if found else []
    return _put_off() if waits else _answered(found, token, words, now, stays, is_confirmed=is_confirmed)


def _answered(
    found: UnderCode | None, token: str, words: str, now: datetime, stays: Sequence[str], *, is_confirmed: bool
) -> Response:
    """What becomes of a code that was looked up."""
    if found is None:
        count_wrong_code(token)
        return _unknown()
    if found.is_unused:
        return _ask(fault=_("Nothing was answered with this code, so there is nothing to delete."))
    if "keep" in request.form or not is_confirmed:
        return _confirm(found, token, now, stays)
    return _taken_back(token, words, now)


def _taken_back(token: str, words: str, now: datetime) -> Response:
    with services().database.transaction() as db:
        done = withdraw_answers(db, token, now=now)
        if done is not None:
            note_withdrawal(db, done, by=recording(services().settings, PARTICIPANT, now=now), way=BY_PAGE)
        stays = what_stays_under_other_codes(db, done.people, words=words) if done else []
        stays += what_stays_in_a_calendar(db, words=words)
    if done is None:
        return _unknown()
    empty_log(services().database, patience=PATIENCE_OF_A_PHONE)
    if done.already and is_pressed_once_more(now, since=done.at):
        done = replace(done, already=False, responses=forms_shown() or 0)
    page = _done(done, token, words, stays)
    forget_people(page, request, words=words, people=done.people, now=now)
    return page


@pages.get("/<words>/under-16")
@public
def under_16(words: str) -> Response:
    """Thanks, and nothing is stored. Whoever pressed that by mistake goes back the way they came."""
    use_language(page_language())
    is_comparison = _offer_languages(words)
    came = {name: request.args[name] for name in ("card", "early", "kiosk", "new") if request.args.get(name)}
    start = f"/{words}" + (f"?{urlencode(came)}" if came else "")
    welcome = _("These questions are for people of 16 and over. Nothing was stored. You are welcome at the meeting.")
    return notice(
        _("Thank you") if is_comparison else _("Thank you for coming"),
        [_("These questions are for people of 16 and over. Nothing was stored.") if is_comparison else welcome],
        actions=[(_("Go back, I am 16 or over"), start)],
    )


def _ask(fault: str = "") -> Response:
    meeting = str((request.view_args or {}).get("words", ""))
    shown = {"fault": fault, "receipt": _receipt_on_phone(meeting), "code": request.form.get("code", "")}
    return _page("survey/rights/withdraw.html", origin=_origin(meeting), status=422 if fault else 200, **shown)


def _receipt_on_phone(words: str) -> str:
    """Where whoever has this phone finds their code, at the meeting's address; empty where it is not known here.

    It is not filled in: only the receipt shows it, whose script knows too of a phone handed on without signal.
    """
    if not words or is_on_kiosk():
        return ""
    with services().database.reading() as db:
        evening = evening_at(db, words)
        receipt = receipt_on_phone(db, evening) if evening else ""
    return receipt and keeping_shown_language(receipt)


def _unknown() -> Response:
    note_event("wrong code", application="participants")
    return _ask(fault=_("No form has this code. Look at each letter again."))


def _put_off() -> Response:
    """While codes are guessed, whoever comes from anywhere but their own phone or receipt is told to wait."""
    page = _ask(
        fault=_(
            "Very many wrong codes were tried here, so codes are looked up again only in a while. Nothing was deleted. "
            "On the phone that you answered with it works now: open your receipt there. Or ask the host."
        )
    )
    page.status_code = 503
    page.headers["Retry-After"] = "600"
    return page


def _is_confirmed(token: str, now: datetime) -> bool:
    """Whether this comes from the page that asks, and not by a second tap on the one before, or, to delete, on this."""
    within = SECOND_TAP if {PRESSED, "keep"} & {*request.form} else SECOND_TAP_ON_DELETING
    return is_asked(token, now=now) and not is_pressed_too_soon(now, within=within)


def _confirm(found: UnderCode, token: str, now: datetime, stays: Sequence[str]) -> Response:
    """The page that asks, with the code as it was understood.

    A phone of one's own may keep it until the tab is closed, so that going back to it does not fail.
    """
    if found.already:
        return _done(Withdrawal(responses=0, already=True), token, found.words)
    when = ", ".join(moment_there(moment, zone) for moment, zone in found.sent)
    forms = ngettext("%(num)s form, sent %(when)s.", "%(num)s forms, sent %(when)s.", len(found.sent), when=when)
    about = forms if found.sent else _("No form was sent under this code.")
    origin = _origin()
    asked, count = moment_asked(now), len(found.sent)
    shown = {"about": about, "is_pressed": asked_at() is not None, "asked": asked, "words": found.words}
    shown |= {"forms": count, "codes": found.codes, "stays": stays}
    shown["signed"] = (SIGNATURE, signature_of(token, asked=asked, forms=count))
    page = _page("survey/rights/withdraw.html", origin=origin, code=grouped(token), **shown)
    if not origin.is_kiosk:
        page.headers["Cache-Control"] = "private, no-cache"
    return page


def _done(done: Withdrawal, token: str, words: str, stays: Sequence[str] = ()) -> Response:
    """That it is done; the script has the phone forget the code, and each form begun, at the meeting's address."""
    origin = _origin()
    start, gone = origin.start, " ".join([grouped(token), *map(str, done.forms)])
    context = NoticeContext(words, gone=gone) if words and not origin.is_kiosk else None
    actions = [(_("Back to the start"), start)] if start else _onward()
    if done.already:
        return notice(
            _("These answers were taken back before"),
            [_("No answers are kept under this code, and none can be added.")],
            actions=actions,
            context=context,
        )
    return notice(
        _("Your answers have been deleted"),
        [
            ngettext("%(num)s form was deleted for good.", "%(num)s forms were deleted for good.", done.responses),
            *stays,
            _("If a phone sends the same answers later, they are turned away."),
            _("Averages that were published before today cannot be changed."),
        ],
        actions=actions,
        context=context,
    )


def _onward() -> list[tuple[str, str]]:
    return [(_("Join a meeting"), "/"), (_("Privacy"), "/privacy")]


def _page(template: str, *, status: int = 200, **values: object) -> Response:
    language = page_language()
    use_language(language)
    return make_response(render_template(template, **values, **page_words(language, offered_languages())), status)
