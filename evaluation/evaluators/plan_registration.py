"""A study's plan as a document to be registered: the questions of the OSF's preregistration in their order."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import instruments
from evaluation.models import AnalysisPlan, Study
from evaluation.store.reports.planned_questionnaire import PlannedOutcome, PlannedQuestionnaire
from evaluation.store.studies.studies import local
from evaluation.store.studies.study_plan import PlanTerms

Answer = str | tuple[str, ...]
"""A paragraph, or the points of a list."""
Questions = tuple[tuple[str, Answer], ...]
Section = tuple[str, Questions]
NOT_SAID = "The plan does not say."
BLINDED = (
    "Outcomes are computed by a program from rules that are fixed before the answers; nobody sees an answer or a "
    "result while a wave is open, and whoever joins forms that do not match by themselves sees no answer."
)
COLLECTED = (
    "People answer on their own phones or on paper, without names, at the beginning and at the end of a workshop; a "
    "random code on a card, the same phone or memory questions join the two forms. Everybody of 16 and over may take "
    "part."
)
WITH_PARENTS = " Whoever is younger may, where a parent or carer has agreed."
POOLED = (
    "Chapters are pooled by a random-effects model (restricted maximum likelihood); its 95 % interval is the widest of "
    "normal, Hartung-Knapp and t on chapter means."
)
EXPLORED = (
    "Secondary outcomes, single questions and later waves are reported as such, with a family of tests of their own."
)
HELD_BACK_OF_FEW = (
    "Nothing is told of fewer than {below} people who answered both times, and nothing to the public of fewer than "
    "{public}."
)
CARELESS = (
    "What looks careless (too fast, all the same) is counted; the result without it is reported to evaluators in "
    "drafts, and not in a release, where the difference could tell of a few people."
)
NOT_IMPUTED = (
    "A score is the mean of the items answered and needs so many of them: {needed}. “I'd rather not say” counts as "
    "not answered. Nothing is imputed; bounds and a tipping point tell what those missing could have changed."
)
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What a registration is made of: the study, every version of its plan, and what it asks; `now` is its moment."""

    study: Study
    plans: Sequence[AnalysisPlan]
    asked: PlannedQuestionnaire
    now: datetime

    @property
    def plan(self) -> AnalysisPlan:
        """The version that holds."""
        return self.plans[-1]

    @property
    def terms(self) -> PlanTerms:
        """What it decides."""
        return PlanTerms.of(self.plan)

    @property
    def is_compared(self) -> bool:
        """Whether there is a comparison group."""
        return self.asked.comparisons > 0

    @property
    def primary(self) -> tuple[PlannedOutcome, ...]:
        """The outcomes that reports lead with."""
        return tuple(outcome for outcome in self.asked.outcomes if outcome.scale.primary)


def as_markdown(of: Registered) -> str:
    """The document in Markdown."""
    lines = [f"# Preregistration: {_escaped(of.study.name)}", ""]
    for title, questions in sections_of(of):
        lines += [f"## {title}", ""]
        for question, answer in questions:
            body = [f"- {_escaped(each)}" for each in answer] if isinstance(answer, tuple) else [_escaped(answer)]
            lines += [f"### {question}", "", *body, ""]
    return "\n".join(lines)


def as_json(of: Registered) -> str:
    """The same as JSON: sections with their questions and answers, and the plan as values."""
    sections = [
        {"title": title, "questions": [{"question": question, "answer": answer} for question, answer in questions]}
        for title, questions in sections_of(of)
    ]
    plan = {"version": of.plan.number, "sha256": of.plan.digest, **of.terms.body}
    found = {"template": "OSF Preregistration", "study": of.study.name, "plan": plan, "sections": sections}
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def sections_of(of: Registered) -> tuple[Section, ...]:
    """The sections in the order in which the OSF asks for them."""
    return (
        ("Study Information", _information(of)),
        ("Design Plan", _design(of)),
        ("Sampling Plan", _sampling(of)),
        ("Variables", _variables(of)),
        ("Analysis Plan", _analysis(of)),
        ("Other", (("Other", _history(of)),)),
    )


def _information(of: Registered) -> Questions:
    description = (
        "Relational experiments: short workshops in which people from different organisations have several one-to-one "
        "conversations. The same people are asked the same questions before and after."
    )
    if of.is_compared:
        description += " Comparison groups are asked as often and have no workshop."
    return (
        ("Title", of.study.name),
        ("Description", description),
        ("Hypotheses", tuple(_hypothesis(outcome, of) for outcome in of.primary) or NOT_SAID),
    )


def _hypothesis(outcome: PlannedOutcome, of: Registered) -> str:
    scale = outcome.scale
    way = "falls" if scale.direction == "lower" else "rises"
    compared = " by more than in the comparison groups" if of.is_compared else ""
    margin = f"{scale.margin:g} points on a scale of {_range(scale)}" if scale.margin else "not declared"
    return (
        f"{outcome.called} {way} from before to after{compared} (directional). Smallest effect size of interest: "
        f"{margin}."
    )


def _design(of: Registered) -> Questions:
    terms = of.terms
    within = "Within subjects: everybody is measured before and after; people are nested in workshops and in chapters."
    if of.is_compared:
        within += " Between subjects: workshops and comparison groups."
    lot = "It is decided by lot who comes to a workshop and who is of a comparison group."
    experiment = "Experiment: a researcher randomly assigns treatments to study subjects."
    observational = (
        "Observational study: data are collected from subjects who are not randomly assigned to a treatment."
    )
    return (
        ("Study type", experiment if terms.randomised and of.is_compared else observational),
        ("Blinding", "No blinding is involved in this study: people know whether they come to a workshop."),
        (
            "Is there any additional blinding in this study?",
            BLINDED,
        ),
        ("Study design", within),
        ("Randomization", lot if terms.randomised else "None: it is not drawn by lot who comes."),
    )


def _sampling(of: Registered) -> Questions:
    terms, fixed = of.terms, of.plan.locked_at
    prior = "Registration prior to creation of data: no Before had opened when this was written out."
    later = (
        "The plan was fixed on {day:%d %B %Y}, {when} the first Before opened; this was written out on {now:%d %B %Y}."
    )
    when = "after" if of.plan.reason and of.plan.number > 1 else "as"
    existing = later.format(day=local(fixed, of.study), when=when, now=local(of.now, of.study)) if fixed else prior
    evenings = f"{terms.evenings} workshops are planned." if terms.evenings else "How many workshops: not said."
    return (
        ("Existing Data", existing),
        ("Explanation of existing data", "Versions of the plan, with their dates and reasons, are listed under Other."),
        (
            "Data collection procedures",
            COLLECTED + (WITH_PARENTS if of.study.parental_consent else ""),
        ),
        (
            "Sample size",
            f"{evenings} Set up so far: {of.asked.workshops} workshops, {of.asked.comparisons} comparison groups.",
        ),
        ("Sample size rationale", NOT_SAID),
        ("Stopping rule", _stopping(terms)),
    )


def _stopping(terms: PlanTerms) -> str:
    last = f"The last day is {terms.last_day:%d %B %Y}. " if terms.last_day else "No last day is set. "
    looks = (
        "Claims are made once, at the end." if terms.looks == 1 else f"Claims are made at {terms.looks} planned looks."
    )
    return last + looks


def _variables(of: Registered) -> Questions:
    arms = "Role of an experiment, two levels: workshop, comparison (asked twice, no workshop)."
    measured = [
        f"{question} ({_range(outcome.scale)})" for outcome in of.asked.outcomes for question in outcome.questions
    ]
    return (
        ("Manipulated variables", arms if of.is_compared else "None: everybody comes to a workshop."),
        ("Measured variables", tuple(dict.fromkeys(measured)) or NOT_SAID),
        ("Indices", tuple(_index(outcome) for outcome in of.asked.outcomes) or NOT_SAID),
    )


def _index(outcome: PlannedOutcome) -> str:
    scale = outcome.scale
    kind = "primary" if scale.primary else "secondary"
    reverse = f"; reverse-scored: {', '.join(scale.reverse)}" if scale.reverse else ""
    way = "lower" if scale.direction == "lower" else "higher"
    margin = f"margin {scale.margin:g}" if scale.margin else "no margin"
    return f"{outcome.called} ({kind} outcome): mean of {', '.join(scale.items)}{reverse}; {way} is better; {margin}."


def _analysis(of: Registered) -> Questions:
    terms = of.terms
    return (
        ("Statistical models", _models(of)),
        (
            "Transformations",
            "Reverse-scored items are turned round (minimum + maximum - answer). Scores stay in scale points.",
        ),
        ("Inference criteria", _inference(of)),
        ("Data exclusion", _exclusion(terms)),
        ("Missing data", _missing(of)),
        (
            "Exploratory analysis",
            EXPLORED,
        ),
    )


def _models(of: Registered) -> tuple[str, ...]:
    own = "Each chapter's mean change of those who answered both times."
    if of.is_compared:
        way = (
            "analysis of covariance (post on pre and arm)" if of.terms.randomised else "the difference of mean changes"
        )
        own = f"In each chapter that has both, {way} between workshops and comparison groups."
    return (
        own,
        POOLED,
        "Where each chapter or each experiment is of one arm: t on group means, with groups - 2 degrees of freedom.",
    )


def _inference(of: Registered) -> tuple[str, ...]:
    primary = ", ".join(dict.fromkeys(outcome.scale.label for outcome in of.primary)) or NOT_SAID
    looks = of.terms.looks
    spent = (
        f"The 5 % are spent over {looks} looks (Lan and DeMets)." if looks > 1 else "One look: nothing is spent before."
    )
    return (
        f"Primary outcomes: {primary}.",
        "Two-sided 95 % intervals, set against nil and against the smallest change worth counting (margin).",
        "Holm's method within the primary and within the secondary outcomes.",
        spent,
    )


def _exclusion(terms: PlanTerms) -> tuple[str, ...]:
    return (
        (
            "Forms in which nothing was answered count nowhere, and so do people who answered one time only; how many "
            "they are is reported where that tells of nobody."
        ),
        "Whoever comes to several experiments counts with the first attendance.",
        CARELESS,
        HELD_BACK_OF_FEW.format(below=terms.suppress_below, public=terms.public_release_below),
    )


def _missing(of: Registered) -> str:
    needed = [
        f"{outcome.called} {of.asked.needed(outcome.scale)} of {len(outcome.scale.items)}"
        for outcome in of.asked.outcomes
    ]
    return NOT_IMPUTED.format(needed=", ".join(needed) or "two thirds")


def _history(of: Registered) -> tuple[str, ...]:
    versions = [
        f"Plan version {plan.number}, written {local(plan.created_at, of.study):%d %B %Y}"
        + (f", fixed {local(plan.locked_at, of.study):%d %B %Y}" if plan.locked_at else ", not fixed yet")
        + (f". Reason: {plan.reason}" if plan.reason else "")
        for plan in of.plans
    ]
    asked = [f"Questionnaire {each}" for each in of.asked.digests]
    return (*versions, f"SHA-256 of the plan: {of.plan.digest}", *asked)


def _range(scale: instruments.ScaleKey) -> str:
    return f"{scale.minimum} to {scale.maximum}"


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))
