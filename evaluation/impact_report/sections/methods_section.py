"""How the figures are made, in plain words; the numbers behind them are in the tables after it."""

from analysis.estimate.estimand import Design
from analysis.wording.wording import Sentence
from evaluation.impact_report.build.families import is_asked_elsewhere
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.text.chance import chance_on_page_1

SCORES = (
    "An outcome is the average of its questions, each turned so that more means more of it. It counts where at least "
)
SCORES += (
    "two thirds of them were answered, unless the plan says otherwise; “I'd rather not say” counts as not answered."
)
SCORES_OF_FILES = (
    "An outcome is the average of its questions, each turned so that more means more of it. It counts where at least "
)
SCORES_OF_FILES += "two thirds of them were answered, unless the plan says otherwise; what files leave empty, or mark "
SCORES_OF_FILES += "as no answer, counts as not answered."
NONE_TURNED = "An outcome is the average of its questions, as they were answered. It counts where at least two thirds "
NONE_TURNED += "of them were answered, unless the plan says otherwise; what files leave empty, or mark as no answer, "
NONE_TURNED += "counts as not answered."
PAIRS = "Only people who answered before and after are compared, each with their own earlier answer. Who came to two "
PAIRS += "workshops counts with the first."
PAIRS_ALONE = "Only people who answered before and after are compared, each with their own earlier answer."
FIRST = "Who came to two workshops counts with the first."
FIRST_BY_NAME = (
    "Who came to two workshops counts with the one whose name comes first, since no dates tell which was the first."
)
RANGE = "The range after a change is a 95 % interval: if the study were done again many times, 95 of 100 such ranges "
RANGE += "would hold the true average change of people like these."
MARGIN = "Before the data, the plan fixed the smallest change worth counting on each scale; it is the grey band in the "
MARGIN += (
    "figures. The words (“a little more”, “about the same”) follow from fixed rules, the same for rises and falls."
)
FIXED = "Before the data, the plan fixed the smallest change worth counting on each scale; it is the grey band in the "
FIXED += "figures."
FIXED_SOME = (
    "Before the data, the plan fixed the smallest change worth counting of {names:names}; it is the grey band in "
)
FIXED_SOME += "the figures."
CHANGED = (
    "The smallest change worth counting of {names:names} is the grey band in the figures; the plan that sets it was "
)
CHANGED += "changed after the first answers."
UNFIXED = (
    "The smallest change worth counting of {names:names} is the grey band in the figures; nothing here tells whether "
)
UNFIXED += "it was fixed before the data."
NO_MARGIN = "No smallest change worth counting was set, so the figures have no grey band."
RULES = "What is said of a change follows from fixed rules; where less is better they are mirrored."
HARM_RULES = "Welcome and unwelcome are not treated alike: a welcome change of one of several further outcomes is "
HARM_RULES += "claimed only where it holds among them all (Holm), an unwelcome one is told wherever its own range "
HARM_RULES += "lies past nil."
HELD_BACK = "Nothing is shown for a group of fewer than {below:count} people who answered both times, and nothing from "
HELD_BACK += "which such a group could be worked out. Counts of 1 or 2 people are not printed."
OF_ALIKE = (
    "Where all people of a group that is shown gave the same answer, as where an average is at the end of its scale, "
    "its figures tell what each of them answered."
)
OF_YES_OR_NO = "The shares of a yes/no question are not printed where they would tell how one or two people answered; "
OF_YES_OR_NO += "its change and range are, and what follows from these alone."
IN_THE_FILES = (
    "What these pages hold back of 1 or 2 people stands in the files of figures (report.json, and the figures of "
)
IN_THE_FILES += "XLSX and CSV), which hold every figure of a group that is shown: they are for people who may see the "
IN_THE_FILES += "answers."
EVENINGS = (
    "A chapter's own range comes from how far its evenings lie apart as well as from its people, whichever is wider."
)
CHAPTERS = "Each chapter counts with its own average change; chapters with more people count more, up to a point "
CHAPTERS += "(restricted maximum likelihood). The range of the average is the widest of three ways to work it out."
GROUPS = "Each group counts with its own average change, and each as much as another, whatever its people. The range "
GROUPS += "of the difference is Student's t on these averages: by how far groups of one side lie apart, taken as alike "
GROUPS += "on both sides, with as many degrees of freedom as there are groups, less two. Where people of one group lie "
GROUPS += "so far apart that these averages are less sure than that, it is as wide as their people make it."
DIFFER = "Chapters are said to differ where Brown and Forsythe's test finds that they do, its p under 0.025, and "
DIFFER += "the range of tau² lies above 0; otherwise it is said that we cannot tell. That test allows for how roughly "
DIFFER += "few people tell their own spread. The range of tau² takes these spreads as known: of small chapters it may "
DIFFER += "lie above 0 where chapters are equal. Where chapters held several workshops, chapters have to lie further "
DIFFER += "apart than workshops of one chapter do, too."
NEW = "The range for a new chapter adds how far chapters differ; it is given from five chapters on."
CHANCE = "A small group often shows a fall by chance where the truth is a rise, and the other way round."
CHANCE_ON_PAGE_1 = "A small group often shows a fall by chance where the truth is a rise, and the other way round; "
CHANCE_ON_PAGE_1 += "page 1 says how often."
TOOLS = "Every figure of this report is in report.json under a stable key, unrounded, with what it was made from."
ROUNDED = (
    "Every figure of this release is in report.json under a stable key, rounded as it is printed: averages to one "
)
ROUNDED += (
    "decimal where 20 people or more stand behind them and to whole points below, and the ends of a range outwards."
)
ROUNDED_DRAFT = (
    "Every figure of this report is in report.json under a stable key, rounded as it is printed: averages to one "
)
ROUNDED_DRAFT += (
    "decimal where 20 people or more stand behind them and to whole points below, and the ends of a range outwards."
)
ABOUT_THE_SAME = "“About the same” is a change of less than"


def methods_of_one(report: ImpactReport, language: Language) -> tuple[Sentence, ...]:
    """The methods of a workshop's or a chapter's report."""
    evenings = [Sentence(EVENINGS)] if (report.workshops or 1) > 1 else []
    groups = [Sentence(GROUPS)] if _of_groups(report) else []
    return (*_people(report, language), *(groups or evenings), _chance(report), _tools(report))


def methods_across(report: ImpactReport, language: Language) -> tuple[Sentence, ...]:
    """The methods of a report across chapters."""
    evenings = [Sentence(EVENINGS)] if report.workshops else []
    differ = [Sentence(DIFFER)] if report.renderer >= 2 else []
    people, chapters = _people(report, language), (*evenings, Sentence(CHAPTERS), *differ, Sentence(NEW))
    chapters = (Sentence(GROUPS),) if _of_groups(report) else chapters
    return (*people, *chapters, _chance(report), _tools(report))


def _of_groups(report: ImpactReport) -> bool:
    """Whether what is compared are groups of one side each."""
    return report.renderer >= 2 and report.estimand.design is Design.BETWEEN


def _people(report: ImpactReport, language: Language) -> tuple[Sentence, ...]:
    below = report.plan.suppress_below
    held_back = [Sentence(HELD_BACK, {"below": below})] if below else []
    yes_or_no = any(outcome.scale.is_yes_or_no for outcome in report.outcomes.values())
    if held_back and report.renderer >= 2 and yes_or_no:
        held_back.append(Sentence(OF_YES_OR_NO))
    if held_back and report.renderer >= 2 and not report.context.released:
        held_back.extend([Sentence(OF_ALIKE), Sentence(IN_THE_FILES)])
    return (_scores(report), *_pairs(report), Sentence(RANGE), *_margin(report, language), *held_back)


def _scores(report: ImpactReport) -> Sentence:
    """What an outcome is; of files, that questions are turned only where one is."""
    if report.renderer < 2 or not is_asked_elsewhere(report.context):
        return Sentence(SCORES)
    turned = any(outcome.scale.reverse for outcome in report.outcomes.values())
    return Sentence(SCORES_OF_FILES if turned else NONE_TURNED)


def _pairs(report: ImpactReport) -> tuple[Sentence, ...]:
    """Who is compared; that somebody came to two workshops is said where it happened, and where that is not told."""
    context = report.context
    if report.renderer < 2 or context.released or context.draft:
        return (Sentence(PAIRS),)
    if not context.repeated:
        return (Sentence(PAIRS_ALONE),)
    return Sentence(PAIRS_ALONE), Sentence(FIRST_BY_NAME if context.first_by_name else FIRST)


def _margin(report: ImpactReport, language: Language) -> tuple[Sentence, ...]:
    """The smallest change worth counting, and whether it is known to have been fixed before the data.

    The first renderer said so of every plan.
    """
    context, outcomes = report.context, report.measured.values()
    names = [language.inside(found.outcome) for found in outcomes if found.margin is not None]
    fixed = context.plan_fixed is not None and not context.plan_changed and context.elsewhere is None
    if report.renderer < 2:
        return (Sentence(MARGIN),)
    rules = (Sentence(RULES), Sentence(HARM_RULES))
    if fixed and len(names) == len(report.measured):
        return (Sentence(FIXED), *rules)
    if not names:
        return (Sentence(NO_MARGIN), *rules)
    said = FIXED_SOME if fixed else CHANGED if context.plan_changed else UNFIXED
    return (Sentence(said, {"names": names}), *rules)


def _chance(report: ImpactReport) -> Sentence:
    """What chance does; the first renderer pointed to page 1 whether or not it spoke of it."""
    return Sentence(CHANCE_ON_PAGE_1 if report.renderer < 2 or chance_on_page_1(report) else CHANCE)


def _tools(report: ImpactReport) -> Sentence:
    if report.context.draft:
        return Sentence(ROUNDED_DRAFT)
    return Sentence(ROUNDED if report.context.released else TOOLS)


def smallest_changes(report: ImpactReport, language: Language) -> tuple[tuple[str, ...], ...]:
    """The row of numbers from how far on people count as up or down; none at first, or where no outcome has it."""
    scales = [outcome.scale for outcome in report.outcomes.values()]
    if report.renderer < 2 or all(scale.margin is None or scale.is_yes_or_no for scale in scales):
        return ()
    cells = ("–" if scale.margin is None or scale.is_yes_or_no else language.point(scale.margin) for scale in scales)
    return ((language.catalogue.gettext(ABOUT_THE_SAME), *cells),)
