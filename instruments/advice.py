"""Advice on plain wording for the person who writes a question: it advises and never blocks."""

import re
from dataclasses import dataclass

from instruments.asking.identifying import OWN_WORDS, asked_for
from instruments.comparison.word_changes import NEGATIONS, plain_words
from instruments.messages import PlainMessage
from instruments.model import Item, ResponseFormat

MOST_WORDS = 25
"""Words a question may have with its lead-in before advice is given."""
LONGEST_SENTENCE = 20
"""Words a sentence may have; at about this length a reader of eleven loses the thread."""
LONGEST_WORD = 14
"""Letters in a word before a shorter one is advised."""

OPENINGS = ("surely", "isn't", "aren't", "don't you", "wouldn't you", "of course", "everyone knows")


@dataclass(frozen=True)
class Remark:
    """One piece of advice: the rule it comes from and a sentence that says what to try."""

    rule: str
    sentence: str


@dataclass(frozen=True)
class Advice:
    """What can be said about one question: its length in words with the lead-in, and remarks, none when all is well."""

    words: int
    remarks: tuple[Remark, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it, to be read in a row."""
        if not self.remarks:
            return (
                PlainMessage(
                    "%(count)s words with the lead-in; one idea; no double negative. Good to go.", count=self.words
                ),
            )
        length = PlainMessage("%(count)s words with the lead-in.", count=self.words)
        return (length, *(remark.sentence for remark in self.remarks))


def advice(item: Item, found: ResponseFormat) -> Advice:
    """Advice on a question and the format it is answered in."""
    question = f"{item.ask} {item.text}".strip()
    rules = (_length, _sentences, _long_words, _double_negative, _two_ideas, _leading)
    remarks = [remark for rule in rules if (remark := rule(question))]
    return Advice(words=len(question.split()), remarks=(*_identity(question, found), *remarks, *_agreement(found)))


def _identity(question: str, found: ResponseFormat) -> tuple[Remark, ...]:
    if found.layout not in OWN_WORDS or not asked_for(question):
        return ()
    return (
        Remark("identity", PlainMessage("It asks who somebody is; nobody is identified by what they answer here.")),
    )


def _length(question: str) -> Remark | None:
    count = len(question.split())
    if count <= MOST_WORDS:
        return None
    return Remark("length", PlainMessage("Try fewer than %(most)s words.", most=MOST_WORDS))


def _sentences(question: str) -> Remark | None:
    longest = max((len(sentence.split()) for sentence in re.split(r"[.!?…:;]+", question)), default=0)
    if longest <= LONGEST_SENTENCE:
        return None
    said = PlainMessage("One sentence has %(count)s words; two short ones read better.", count=longest)
    return Remark("sentence length", said)


def _long_words(question: str) -> Remark | None:
    long = [word for word in plain_words(question) if len(word) > LONGEST_WORD and not word.startswith("{")]
    if not long:
        return None
    return Remark("long words", PlainMessage("Is there a shorter word for '%(word)s'?", word=long[0]))


def _double_negative(question: str) -> Remark | None:
    for sentence in re.split(r"[.!?…;]+", question):
        turned = [word for word in plain_words(sentence) if _negative(word)]
        if len(turned) > 1:
            one, other, *_ = turned
            said = PlainMessage("'%(one)s' and '%(other)s' cancel out; say it the positive way.", one=one, other=other)
            return Remark("double negative", said)
    return None


def _negative(word: str) -> bool:
    return (
        word in NEGATIONS
        or word.endswith("n't")
        or bool(re.match(r"(un|dis)(?!til|der|ited|ion|iv|cuss|tri)\w{4,}", word))
    )


def _two_ideas(question: str) -> Remark | None:
    plain = re.sub(r"\bagree or disagree\b|\bor not\b|\bone or more\b", "", question.casefold())
    joined = re.search(r"\b(and|or)\b", plain)
    if joined is None:
        return None
    said = PlainMessage("It joins two ideas with '%(word)s'; someone may hold one and not the other.", word=joined[0])
    return Remark("two ideas", said)


def _leading(question: str) -> Remark | None:
    opening = next((start for start in OPENINGS if question.casefold().startswith(start)), None)
    return Remark("leading", PlainMessage("'%(opening)s' suggests an answer.", opening=opening)) if opening else None


def _agreement(found: ResponseFormat) -> tuple[Remark, ...]:
    labels = " ".join([found.low_label, found.high_label, *(option.label for option in found.options)]).casefold()
    if "disagree" not in labels:
        return ()
    said = PlainMessage("Agree and disagree invite saying yes; a question with answers of its own is often better.")
    return (Remark("agree or disagree", said),)
