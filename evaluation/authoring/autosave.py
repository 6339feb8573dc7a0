"""What a page's script is told when it has sent what is being typed, and the page that it signs in over."""

import uuid
from collections.abc import Iterable, Mapping

from flask import Blueprint, Response, flash, jsonify, make_response, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug import Response as WerkzeugResponse

from evaluation.authoring.draft_scope import ChangingScope, writer
from evaluation.authoring.next_page import leaves
from evaluation.store.instruments.draft_history import next_steps
from evaluation.web.access import signed_in
from evaluation.web.headers import FRAMED_BY_OURS
from evaluation.web.save_form import asked_by_script
from evaluation.web.staff_layout import clock

pages = Blueprint("autosave", __name__)
OTHER_PRESSES = frozenset({"move", "taken", "history"})
"""What else is pressed on a form, and sends it along."""


@pages.get("/signed-in")
@signed_in
def over_the_page() -> Response:
    """Where signing in over a page ends: it tells the page's script who it is, and gives it a token for its forms."""
    response = make_response(render_template("authoring/signed_in.html"))
    response.headers["Content-Security-Policy"] = FRAMED_BY_OURS
    return response


def saved_answer(
    scope: ChangingScope, before: Mapping[str, str], *, theirs: Mapping[str, str] | None = None
) -> Response:
    """It is saved: when, what the form's hidden entries hold from now on, and what somebody else changed meanwhile."""
    scope.recording.note()
    steps = next_steps(scope.draft, writer=writer().id)
    return jsonify(
        saved=_("Saved %(time)s", time=clock(scope.draft.updated_at)),
        before=dict(before),
        theirs=dict(theirs or {}),
        steps={"undo": steps.undo, "redo": steps.redo},
    )


def waits_for_save(draft: uuid.UUID) -> bool:
    """Whether a form that shows both texts was sent by itself, or along with a way to another page: only a press on
    Save saves one of the two over the other.
    """
    is_other = bool(OTHER_PRESSES & request.form.keys()) or leaves(draft)
    return "waits" in request.form and (asked_by_script() or is_other)


def left_unsaved(draft: uuid.UUID, *, stay: str) -> WerkzeugResponse | tuple[Response, int]:
    """What was typed into such a form stands in the history alone, which is said."""
    said = _(
        "Not saved: this was changed too, by somebody else or in another window. What you typed is kept; press Save to "
        "take it."
    )
    if asked_by_script():
        return unsaved_answer([said]), 409
    flash(said)
    return redirect(request.form["then"] if leaves(draft) else stay, 303)


def unsaved_answer(faults: Iterable[str] = (), *, before: Mapping[str, str] | None = None) -> Response:
    """It is not saved, and why; where the same was changed elsewhere, the page says what to press to see both.

    Of several texts some are saved all the same: `before` is what their hidden entries hold from now on.
    """
    both = _(
        "This was changed too, by somebody else or in another window. Press Save to see both texts; yours is not lost."
    )
    return jsonify(faults=list(faults) or [both], before=dict(before or {}))
