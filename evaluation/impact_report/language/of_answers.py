"""How a message speaks of an outcome that is called by the words of its question: of the answers to it."""

from analysis.scoring.quoted_labels import is_quoted
from analysis.wording.wording import Sentence
from evaluation.impact_report.language.per_cent import worded_of_shares

LABEL = "answers to {label}"
"""An outcome that is called by its question, within a sentence."""
WAYS = (("a little more", "rose a little"), ("a little less", "fell a little"), ("more", "rose"), ("less", "fell"))
WORDS: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        *(
            (f"People reported {amount} {{outcome:inside}} afterwards", f"On {{outcome}} answers {w}")
            for amount, w in WAYS
        ),
        *((f"people reported {amount} {{outcome:inside}}", f"on {{outcome}} answers {w}") for amount, w in WAYS),
        *(
            (f"{amount.capitalize()} {{outcome:inside}} afterwards", f"On {{outcome}} answers {w}")
            for amount, w in WAYS
        ),
        ("more {outcome:inside} is better", "higher answers are better"),
        ("less {outcome:inside} is better", "lower answers are better"),
        ("heir average {outcome:inside} ", "heir average answer to {outcome} "),
        ("he average {outcome:inside} ", "he average answer to {outcome} "),
        ("“{outcome:begin}”", "{outcome}"),
        ("“{outcome:inside}”", "{outcome}"),
    ),
    "cy": (
        ("mae mwy o {outcome:inside} yn well", "mae atebion uwch yn well"),
        ("mae llai o {outcome:inside} yn well", "mae atebion is yn well"),
        ("“{outcome:begin}”", "{outcome}"),
        ("“{outcome:inside}”", "{outcome}"),
    ),
}
NAMED: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        ("points we set out to look for", "points named as worth counting"),
        ("the smallest change the plan counts", "the smallest change named as worth counting"),
    ),
    "cy": (
        ("pwynt yr oeddem yn chwilio amdano", "pwynt a enwyd yn werth ei gyfrif"),
        ("pwynt yr aethom ati i chwilio amdanynt", "pwynt a enwyd yn werth ei gyfrif"),
        ("pwynt canran yr oeddem yn chwilio amdano", "pwynt canran a enwyd yn werth ei gyfrif"),
        ("pwynt canran yr aethom ati i chwilio amdanynt", "pwynt canran a enwyd yn werth ei gyfrif"),
        ("y newid lleiaf y mae'r cynllun yn ei gyfrif", "y newid lleiaf a enwyd yn werth ei gyfrif"),
    ),
}
"""How the smallest change worth counting is spoken of where nothing tells that it was fixed before the answers."""


def worded(message: str, sentence: Sentence, code: str, *, renderer: int) -> str:
    """A message in the words that its outcome needs: of shares of people, or of answers to a question.

    The first renderer had none of these.
    """
    if renderer < 2:
        return message
    message = worded_of_shares(message, code) if sentence.of_shares else message
    if sentence.margin_named:
        for said, instead in NAMED.get(code, ()):
            message = message.replace(said, instead)
    if is_quoted(sentence.values.get("outcome")):
        for said, instead in WORDS.get(code, ()):
            message = message.replace(said, instead)
    return message
