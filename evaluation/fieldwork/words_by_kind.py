"""What an evening says otherwise for some kinds of meeting: in a home, online, over weeks, for a group asked twice."""

from flask_babel import gettext as _

from evaluation.models import Experiment, Kind, State


def advice_on(experiment: Experiment, state: State, *, has_rounds: bool) -> str:
    """When to press, in the host's words; empty where nothing is to be pressed."""
    words: dict[State, str] = {
        State.DRAFT: _("Press when people are seated, after the welcome."),
        State.BEFORE_OPEN: _("Press at the first bell."),
        State.BETWEEN: _("Open After once the last round is over, before anybody leaves."),
        State.AFTER_OPEN: _("Press when the room is empty."),
    }
    if not has_rounds:
        words[State.BEFORE_OPEN] = _("Press when the counter stops rising, before you talk.")
        words[State.BETWEEN] = _("Open After when you have talked, before anybody leaves.")
    if experiment.kind == Kind.ONLINE:
        words[State.DRAFT] = _("Press when people have joined the meeting, after the welcome.")
        words[State.AFTER_OPEN] = _("Press when everybody has left the meeting.")
    if experiment.kind == Kind.HOUSE_MEETING:
        words[State.AFTER_OPEN] = _("Press when everybody has sent their answers.")
    if experiment.kind == Kind.LEARNING_MODULE:
        words[State.DRAFT] = _("Press when the first unit begins, after the welcome.")
        words[State.BETWEEN] = _("Open After at the end of the last unit, before anybody leaves.")
    return (_of_comparison() if experiment.is_comparison else words).get(state, "")


def _of_comparison() -> dict[State, str]:
    return {
        State.DRAFT: _("Press when the comparison group is asked for the first time."),
        State.BEFORE_OPEN: _("Press when nobody is to answer Before any more."),
        State.BETWEEN: _("Press when the comparison group is asked again."),
        State.AFTER_OPEN: _("Press when nobody is to answer After any more."),
    }


def screen_on(experiment: Experiment) -> str:
    """What the screen that follows the evening is called."""
    if experiment.kind == Kind.ONLINE:
        said: str = _("Join screen to share")
    elif experiment.kind == Kind.HOUSE_MEETING:
        said = _("Join screen for a large screen")
    else:
        said = _("Join screen for the projector")
    return said


def is_seated(experiment: Experiment, *, has_rounds: bool) -> bool:
    """Whether people can be told whom they meet: in rounds, and in every large room."""
    few = experiment.kind in {Kind.HOUSE_MEETING, Kind.LEARNING_MODULE} and not has_rounds
    return not experiment.is_comparison and not few
