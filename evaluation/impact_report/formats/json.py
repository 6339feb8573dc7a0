"""The machine-readable report: every figure unrounded under a stable key, UTF-8 JSON with sorted keys."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from analysis.disclosure.counted_answers import ROUNDED_TO
from analysis.disclosure.disclosure import MaskedFlow, released_decimals, without_small
from analysis.estimate.answered_once import AnsweredOnce
from analysis.estimate.estimate import Suppressed, as_json
from analysis.estimate.sample import SampleFigures
from analysis.sensitivity.attrition import NOT_IN_FILE
from analysis.wording.wording import Sentence
from evaluation.impact_report.build import versions
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.printed_counts import files_hold_back, missing_printed
from evaluation.impact_report.build.report import WITH_ONCE, ImpactReport
from evaluation.impact_report.formats import json_counts, json_headlines
from evaluation.impact_report.formats.json_context import context_as_json
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.layout.unwelcome_moves import unwelcome_moves
from evaluation.impact_report.sections.open_answers_section import open_answers
from evaluation.impact_report.text import sentences as report_sentences
from evaluation.impact_report.text.chance import chance_in_group, chance_on_page_1
from evaluation.impact_report.text.may_not_say import may_not_say

Json = dict[str, object]


def document(report: ImpactReport) -> Json:
    """The report as dictionaries, lists, text and finite numbers."""
    language = report.language
    found: Json = {
        "report": _leading(report, language),
        "design": _design(report, language),
        **json_headlines.estimand(report),
        "flow": {**_flow(report, _printed(report, report.flow)), **_comparison_flow(report), **_about(report)},
        "outcomes": {name: _outcome(report, name, language) for name in report.outcomes},
        "items": json_counts.items(report),
        "answers": as_json(report.answers),
        "around": context_as_json(report),
        "plan": _plan(report),
        "provenance": provenance(report),
    }
    return found | _versions(report, language) | _one_to_ones(report)


def _one_to_ones(report: ImpactReport) -> Json:
    """What people counted at each workshop, as a picture beside its change; nothing where it was not asked."""
    return {"one_to_ones": {"experiments": as_json(report.one_to_ones)}} if report.one_to_ones else {}


def _versions(report: ImpactReport, language: Language) -> Json:
    """What more than one version of the questions means for the report; nothing where there was one."""
    used = report.context.versions
    if used is None:
        return {}
    return {"versions": {**versions.versions_as_json(used), "sentences": _said((*used.telling, *used.care), language)}}


def text(report: ImpactReport, *, release: Json | None = None) -> str:
    """The report as it stands in `report.json`; `release` is what is told of the release that it is."""
    facts = {"release": release} if release else {}
    return json.dumps(document(report) | facts, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"


def provenance(report: ImpactReport) -> Json:
    """Where the figures come from and how to make them again."""
    context = report.context
    found = {
        "data_sha256": report.data_sha256,
        "code": report.code,
        "plan": report.plan.digest,
        "seed": context.seed,
        "instrument": context.instrument or None,
        "instrument_version": context.version or None,
        "answers_as_of" if report.is_draft else "frozen_at": context.frozen_at.isoformat()
        if context.frozen_at
        else None,
        "example": context.example,
        "draft": report.is_draft or None,
        "from_file": list(context.from_file) or None,
        "columns_read": [asdict(column) for column in context.elsewhere.columns] if context.elsewhere else None,
        **_source(report),
    }
    return {key: value for key, value in found.items() if value is not None or key == "seed"}


def _source(report: ImpactReport) -> Json:
    """The files of its answers by digest, and the command that makes its figures again from them."""
    source = report.context.source
    if source is None or report.renderer < 2:
        return {}
    return {"files": [asdict(file) for file in source.files], "command": source.command or None}


def _leading(report: ImpactReport, language: Language) -> Json:
    badge = report.badge
    reasons = [{"for": reason.speaks_for, "text": language.say(reason.sentence)} for reason in badge.reasons]
    return {
        "headline": language.say(report_sentences.headline(report)),
        "lede": _said(report_sentences.lede(report), language),
        "quote": _said(report_sentences.quote(report), language),
        "chance": _chance(report, language),
        **_warnings(report, language),
        "badge": {"level": badge.level, "of": 5, "label": badge.label, "reasons": reasons},
        "chapters_with_results": report.chapters.k,
        "chapters": len(report.chapters.names),
        "without_results": list(report.chapters.without),
        "own_words": dict(report.context.own_words),
        **_words(report, language),
    }


def _warnings(report: ImpactReport, language: Language) -> Json:
    """What of the lede tells of a move the unwelcome way, and what may not be said; at first neither was told."""
    if report.renderer < 2:
        return {}
    return {
        "unwelcome": _said(unwelcome_moves(report), language),
        "may_not_say": language.say(may_not_say(report)),
    }


def _words(report: ImpactReport, language: Language) -> Json:
    """What people wrote, as it is printed: the quote of page 1, and answers by theme."""
    quoted, themes = None if report.across else report.quotation, open_answers(report, language)
    found: Json = {"quotation": quoted.text} if quoted else {}
    return found | ({"open_answers": [asdict(theme) for theme in themes]} if themes else {})


def _chance(report: ImpactReport, language: Language) -> list[Json]:
    """What chance alone would do, as page 1 says it; the first renderer's file said it of every workshop."""
    of_every = report.renderer < 2 and not report.across
    said = chance_in_group(report) if of_every else chance_on_page_1(report)
    return _said([said] if said else [], language)


def _design(report: ImpactReport, language: Language) -> Json:
    cells = [*report.first.shown.experiments, *report.first.shown.hidden_experiments]
    once = report.context.answered_once
    return {
        **({} if once is AnsweredOnce.COUNTED else {"answered_once": once.value}),
        "waves": list(report.waves),
        "chapters": list(report.chapters.names),
        "experiments": sorted("/".join(cell) for cell in cells if cell[1]),
        "arms": list(report.arms),
        "fixed_sentence": language.say_all(report_sentences.design_sentences(report)),
    }


def _flow(report: ImpactReport, found: MaskedFlow) -> Json:
    """Who took part; where people who answered once are not in the file, that whatever counts them is not known."""
    unknown = {} if report.context.answered_once is not AnsweredOnce.LEFT_OUT else dict.fromkeys(WITH_ONCE, NOT_IN_FILE)
    places = {
        name: as_json(counts if isinstance(counts, Suppressed) else {**counts, **unknown})
        for name, counts in found.chapters.items()
    }
    total = as_json({**found.total, **(unknown if found.total else {})})
    return {**(total if isinstance(total, dict) else {}), "chapters": places}


def _printed(report: ImpactReport, found: MaskedFlow) -> MaskedFlow:
    """A table of who took part, as pages print it where the files hold back what pages do."""
    return without_small(found) if files_hold_back(report) else found


def _about(report: ImpactReport) -> Json:
    """About how many answered at each wave besides the pairs, a few as nobody, where a release tells that."""
    about = {f"{wave}_others": count for wave, count in (report.context.about or {}).items()}
    return {"about": {**about, "rounded_to": ROUNDED_TO}} if about else {}


def _comparison_flow(report: ImpactReport) -> Json:
    """How many of the comparison group answered; nothing where there is none."""
    found = report.comparison_flow
    return {} if found is None else {"comparison": _flow(report, _printed(report, found))}


def _outcome(report: ImpactReport, name: str, language: Language) -> Json:
    outcome = report.outcomes[name]
    groups = json_counts.groups(report, outcome)
    facts = {
        "label": report.measured[name].outcome,
        "scale": _scale(outcome),
        "chapters": _marked(_chapters(outcome, groups["chapters"]), outcome.chapters, report),
        "experiments": _marked(groups["experiments"], outcome.experiments, report),
        "participants": _everybody(outcome, groups["participants"]),
        "asked": as_json(outcome.asked) if outcome.asked else None,
        "across": json_headlines.headline_across(outcome),
        "invariance": as_json(outcome.invariance),
        "missing": as_json(missing_printed(report, outcome) if files_hold_back(report) else outcome.missing),
        "arms": None if outcome.arms is None else as_json(outcome.arms),
        **json_headlines.headline_of(report, name),
        **_comparison(report, outcome),
        "waves": json_headlines.further_waves(report, outcome),
        "sentences": _said(report_sentences.of_outcome(report, name), language),
    }
    return {key: part for key, part in facts.items() if part not in (None, {})}


def _everybody(outcome: OutcomeFigures, found: object) -> object:
    """All pairs as one sample; where it is held back, beside the reason how the questions hang together."""
    alone = as_json(outcome.reliability)
    return {**found, **alone} if isinstance(found, dict) and isinstance(alone, dict) else found


def _comparison(report: ImpactReport, outcome: OutcomeFigures) -> Json:
    """The figures of the comparison group, and the difference between the two."""
    found = json_headlines.headline_comparison(outcome)
    return {**found, "comparison": json_counts.comparison(report, outcome)} if found else {}


def _scale(outcome: OutcomeFigures) -> Json:
    scale = outcome.scale
    named = {key: getattr(scale, key) for key in ("minimum", "maximum", "margin", "direction", "primary")}
    return {key: part for key, part in named.items() if part is not None} | {"items": list(scale.items)}


def _chapters(outcome: OutcomeFigures, figures: object) -> Json:
    """Each chapter's figures, with its interval from its experiments where experiments are named."""
    assert isinstance(figures, dict), "figures of chapters are named"
    found: Json = {}
    for name, chapter in figures.items():
        between = outcome.between.get(name)
        if between is not None and isinstance(chapter, dict):
            chapter["change_between_experiments"] = as_json(between)
        found[name] = chapter
    return found


def _marked(places: object, groups: Mapping[str, SampleFigures | Suppressed], report: ImpactReport) -> object:
    """Groups as they are told, each that is told in whole points marked so: it may stand beside finer ones."""
    if not isinstance(places, dict) or not report.context.released or report.renderer < 2:
        return places
    whole = {name for name, found in groups.items() if isinstance(found, SampleFigures) and _is_whole(found)}
    return {name: {**each, "whole_points": True} if name in whole else each for name, each in places.items()}


def _is_whole(found: SampleFigures) -> bool:
    return released_decimals(found.n_pairs) == 0


def _plan(report: ImpactReport) -> Json:
    plan, context = report.plan, report.context
    return {
        "primary": list(plan.primary),
        "margins": dict(plan.margins),
        "suppress_below": plan.suppress_below,
        **({"evenings": plan.evenings, "looks": plan.looks} if plan.evenings is not None else {}),
        "family": as_json(report.family),
        "version": context.plan_version,
        **({"fixed": context.plan_fixed.isoformat()} if context.plan_fixed else {}),
    }


def _said(sentences: Iterable[Sentence], language: Language) -> list[Json]:
    return [{"text": language.say(sentence), "figures": list(sentence.figures)} for sentence in sentences]
