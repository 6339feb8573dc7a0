"""What is said of a sheet that was settled, where it is not simply counted."""

from flask import flash
from flask_babel import gettext as _

from evaluation.store.paper.paper_responses import Became


def say_what_became(became: Became, *, number: int, same_as: int | None) -> None:
    """Say it on the next page; `same_as` is another sheet of the pile with the same card and the same answers."""
    if became is Became.NOT_AGREED:
        said = _("Sheet %(number)s has no consent: it is not counted, and nothing of it was kept.", number=number)
        flash(said, "error")
    if became is Became.NO_FORM:
        flash(_("Sheet %(number)s is of no form: nothing of it is kept or counted.", number=number))
    if became is Became.WITHDRAWN:
        flash(_("The holder of this card took their answers back, so nothing of the sheet was kept."), "error")
    if became is Became.SAME:
        flash(_same(number, same_as))


def _same(number: int, same_as: int | None) -> str:
    if same_as is None:
        said = _(
            "Sheet %(number)s says what the holder of its card had answered already: it is counted once. Was the code "
            "misread? Key it anew.",
            number=number,
        )
    else:
        said = _(
            "Sheet %(number)s is the same as sheet %(other)s of this card: it is counted once. Was the code misread? "
            "Key it anew.",
            number=number,
            other=same_as,
        )
    return str(said)
