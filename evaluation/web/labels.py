"""What kinds of meetings, states and waves are called, and what our words mean, in the reader's language."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from evaluation.domain.experiment_roles import ExperimentRole
from evaluation.models import Experiment, Role, State


@dataclass(frozen=True, slots=True)
class ExplainedWord:
    """A word of our pages: what somebody would ask, and the answer in a sentence."""

    question: LazyString
    meaning: LazyString


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
EXPLAINED = {
    "experiment": ExplainedWord(
        _l("What is an experiment?"),
        _l("One evening, meeting or course whose people are asked the same questions before and after it."),
    ),
    "chapter": ExplainedWord(
        _l("What is a chapter?"), _l("A local group that runs evenings, and that has reports of its own.")
    ),
    "study": ExplainedWord(
        _l("What is a study?"),
        _l("A set of chapters with one plan, decided before anybody answers, and one report across them."),
    ),
    "kind": ExplainedWord(
        _l("What does the kind decide?"),
        _l(
            "What the host says, what is printed, and whether there are rounds. A learning module is a course: its "
            "people meet in several units, and are asked in the first and in the last."
        ),
    ),
    "wave": ExplainedWord(
        _l("What is a wave?"),
        _l(
            "One time at which people are asked. Every evening has Before and After; a pretest is asked on "
            "registration, Then looks back at the time before the evening, and a follow-up asks months later."
        ),
    ),
    "module": ExplainedWord(
        _l("What are these questions?"),
        _l(
            "Each is a module: a short questionnaire that is asked after a wave's own questions and that "
            "scores nothing."
        ),
    ),
    "memory": ExplainedWord(
        _l("What are memory questions?"),
        _l(
            "Five questions that somebody answers the same each time, such as their day of birth. They join two forms "
            "where a card is lost, and are kept as marks that nobody can read."
        ),
    ),
    "linking": ExplainedWord(
        _l("What is linking?"),
        _l(
            "Finding which form of Before and which of After are of one person: by card, by phone or by memory "
            "questions, and without a name. Only people who are linked tell what changed."
        ),
    ),
    "frozen": ExplainedWord(
        _l("What does frozen mean?"),
        _l("The data stay as they are for good, because a report is made of them: no form comes in any more."),
    ),
    "release": ExplainedWord(
        _l("What is a release?"),
        _l(
            "A report that is kept for good, the same to the last letter. Once its chapters are shown it they may add "
            "100 words, until it is put out; one for everybody is with them for five working days first. A draft "
            "report freezes nothing."
        ),
    ),
    "small_numbers": ExplainedWord(
        _l("Why are some numbers held back?"),
        _l(
            "A number about few people could tell what one of them answered. It is left out, and so is every other "
            "number from which it could be worked out."
        ),
    ),
    "how_sure": ExplainedWord(
        _l("How sure is that?"),
        _l("A badge from 1 to 5 says how sure a report can be; the report gives the reasons for and against."),
    ),
    "plan": ExplainedWord(
        _l("What is the plan?"),
        _l(
            "What was decided before the answers: what is measured, which change is large enough to count, and when "
            "it may be claimed. It is fixed when a first Before opens."
        ),
    ),
    "look": ExplainedWord(
        _l("What is a look?"),
        _l(
            "One of the evenings, planned beforehand, at which it may be claimed what changed; at any "
            "other a report describes."
        ),
    ),
    "margin": ExplainedWord(
        _l("What is a margin?"), _l("The smallest change that is worth counting, written down before the answers.")
    ),
    "comparison": ExplainedWord(
        _l("What is a comparison group?"),
        _l(
            "People who are asked twice as the others are and have no workshop, so that it can be seen what changes "
            "without one. Each is an arm of the comparison."
        ),
    ),
    "instrument": ExplainedWord(
        _l("What is an instrument?"),
        _l(
            "A questionnaire. It is published in versions that nobody can change, so that answers stay comparable; a "
            "new wording is a new version."
        ),
    ),
    "construct": ExplainedWord(
        _l("What is a construct?"),
        _l("What questions measure together, such as trust. A scale is the questions of one, and how they are scored."),
    ),
    "outcome": ExplainedWord(
        _l("What is an outcome, such as trust or common ground?"),
        _l(
            "What several questions of the questionnaire measure together, told as one score. Somebody has a score of "
            "it once they have answered enough of its questions; whoever left them blank, or would rather not say, has "
            "none. A report needs enough people with a score both Before and After."
        ),
    ),
    "keyed_twice": ExplainedWord(
        _l("Why is a sheet keyed twice?"),
        _l(
            "Whoever keys the second time does not see the first, so that what was misread stands out and is put right."
        ),
    ),
    "evening_key": ExplainedWord(
        _l("What is an evening key?"),
        _l("An address that opens this evening's page for somebody without an account, and nothing else."),
    ),
    "audit_log": ExplainedWord(
        _l("What is the audit log?"),
        _l("Who did what and when. Each entry is sealed with the one before it, so that none can be changed unseen."),
    ),
    "digest": ExplainedWord(
        _l("What is SHA-256?"),
        _l(
            "A number worked out of the whole text or file. Where two numbers are the same, so are the files; where "
            "one letter was changed, the numbers differ."
        ),
    ),
    "interval": ExplainedWord(
        _l("What is a 95 percent interval?"),
        _l(
            "How far the true share may lie from the one that was found, since so few were asked. Of a hundred "
            "intervals about 95 hold it."
        ),
    ),
    "prompt": ExplainedWord(
        _l("What are rounds and prompts?"),
        _l(
            "In a round everybody talks with one other person, all pairs at the same time; the prompt is the question "
            "that they talk about. A bell ends the round, and people change seats."
        ),
    ),
    "scope": ExplainedWord(
        _l("What does a role reach?"),
        _l("A role holds everywhere, in a study, or in a chapter and the chapters within it, and nowhere else."),
    ),
}
"""Words that a first-time reader of staff pages cannot know, by the name under which templates ask for them."""


def meeting_label(experiment: Experiment) -> str:
    """What sort of meeting it is, or that it is a comparison group, which has none; and whether it is from a file."""
    met = str(ROLE_LABELS[experiment.role] if experiment.is_comparison else KIND_LABELS[experiment.kind])
    return _("%(met)s, from a file", met=met) if experiment.is_from_file else met


def role_label(role: str) -> str:
    """What a role of people is called within a sentence."""
    return str(ROLES_OF_PEOPLE[Role(role)])
