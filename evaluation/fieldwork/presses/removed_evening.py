"""An address or a press on a page of an evening that was removed meanwhile: it says so, and gives the way on."""

from flask import render_template, url_for
from flask_babel import gettext as _

from evaluation.store.evening.removed_evenings import removed_lately
from evaluation.store.scope.within_scope import chapters_in_scope
from evaluation.web.app import services
from evaluation.web.current_user import my_scope
from evaluation.web.scope import NoSuchExperimentError


def said_of_missing(missing: NoSuchExperimentError) -> tuple[str, int]:
    """The evening with the way to put it back, for ten minutes; later, and out of scope, that there is none."""
    with services().database.reading() as db:
        lately = removed_lately(db, chapters_in_scope(db, my_scope("experiment.add")), now=services().clock())
    removed = [each for each in lately if each.id == missing.experiment]
    if removed:
        return render_template("fieldwork/put_away/was_removed.html", removed=removed), 410
    sentence = _(
        "There is no such experiment: it was removed, or it belongs to a chapter that is not yours. Nothing was "
        "changed."
    )
    back = {"back": url_for("experiments.listed"), "back_to": _("Experiments")}
    return render_template(
        "components/refused.html", title=_("There is no such experiment"), faults=[sentence], **back
    ), 404
