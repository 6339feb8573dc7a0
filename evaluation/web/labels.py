"""What kinds of meetings, states of an evening and waves are called, in the reader's language."""

from flask_babel import lazy_gettext as _l

from evaluation.domain.experiment_roles import ExperimentRole
from evaluation.models import Experiment, Role, State

KIND_LABELS = {
    "weaving_trust": _l("Weaving Trust"),
    "house_meeting": _l("House meeting"),
    "assembly": _l("Assembly"),
    "online": _l("Online meeting"),
    "learning_module": _l("Learning module"),
    "other": _l("Other"),
}
"""What staff call each kind. "Other" is chosen from a list; on page 1 of a report, where a kind stands alone,
`evaluation.reports.from_study` calls it "Meeting"."""
ROLE_LABELS = {
    ExperimentRole.WORKSHOP.value: _l("Workshop"),
    ExperimentRole.COMPARISON.value: _l("Comparison group"),
}
"""What an experiment is to its study."""
ROLES_OF_PEOPLE = {
    Role.ORGANISER: _l("organiser"),
    Role.EVALUATOR: _l("evaluator"),
    Role.RESEARCHER: _l("researcher"),
    Role.ADMINISTRATOR: _l("administrator"),
}
"""What people are to the work, as it stands within a sentence."""
STATE_LABELS = {
    State.DRAFT: _l("Draft"),
    State.BEFORE_OPEN: _l("Before open"),
    State.BETWEEN: _l("Between"),
    State.AFTER_OPEN: _l("After open"),
    State.CLOSED: _l("Closed"),
    State.FROZEN: _l("Frozen"),
    State.CANCELLED: _l("Cancelled"),
}
WAVE_LABELS = {
    "pretest": _l("Pretest"),
    "pre": _l("Before"),
    "post": _l("After"),
    "then": _l("Then"),
    "follow_up": _l("Follow-up"),
}


def meeting_label(experiment: Experiment) -> str:
    """What sort of meeting it is, or that it is a comparison group, which has none."""
    return str(ROLE_LABELS[experiment.role] if experiment.is_comparison else KIND_LABELS[experiment.kind])


def role_label(role: str) -> str:
    """What a role of people is called within a sentence."""
    return str(ROLES_OF_PEOPLE[Role(role)])
