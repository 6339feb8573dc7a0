"""A draft in the making: questions of another tool go in one by one, and what cannot come along is written down."""

import re
from dataclasses import dataclass, field

from instruments.format_rules import of_format
from instruments.interchange.answers import Answer, Choices, Said, format_for, labelled, no_format
from instruments.interchange.asked import DECLINING
from instruments.interchange.imported import Imported, NotCarried, in_few_words, refusal
from instruments.interchange.names import LONGEST_NAME, free_name, id_of_form, slug
from instruments.interchange.plain import has_media, has_tags, plain
from instruments.interchange.reasons import AS_IT_IS, NO_MEDIA, PLAIN_WORDS, other_id, other_key, other_name
from instruments.interchange.standing.standard_words import WAVES, draft_translations, standard_consent
from instruments.interchange.standing.waiting import Preface, Waiting, is_heading
from instruments.messages import PlainMessage
from instruments.model import Item, ResponseFormat, Version, WavePage
from instruments.several_choice import LONGEST_ID
from instruments.terms import DESCRIPTIVE, ItemRole, WaveKind
from instruments.validation import COLUMNS, problems

MOST_QUESTIONS = 5_000
MOST_OPTIONS = 50_000
LONGEST_TEXT = 10_000
LONGEST_LABEL = 1_000
"""Bounds far beyond any questionnaire a person could answer, so that a hostile file stays cheap to refuse."""

A_QUESTION = PlainMessage("a question")
KEPT_AS_TEXT = re.compile(r"\$\{[^}\n]{1,200}\}|\{\{?(?!place\})[^{}\n]{1,200}\}?\}|\[[A-Za-z_]\w{0,60}\]")


@dataclass
class DraftBuilder:
    """Collects questions from one file. `kind` names the format, `language` the one the words are taken in first."""

    name: str
    kind: str
    language: str = "en"
    marked_up: bool = False
    items: list[Item] = field(default_factory=list)
    left: list[NotCarried] = field(default_factory=list)
    formats: dict[str, ResponseFormat] = field(default_factory=dict)
    unfit: dict[str, str] = field(default_factory=dict)
    strings: dict[str, dict[str, str]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=lambda: set(COLUMNS))
    format_names: set[str] = field(default_factory=set)
    options: int = 0
    preface: Preface = field(default_factory=Preface)
    called: dict[str, str] = field(default_factory=dict)
    codes: dict[str, dict[str, int | str]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def leave(self, where: str, what: str, why: str, *, question: bool = False) -> None:
        """Write down that something does not come along, and why."""
        if len(self.left) >= MOST_OPTIONS:
            raise refusal(
                self.name,
                PlainMessage(
                    "more than %(most)s things in it cannot be carried; this is no questionnaire.",
                    most=f"{MOST_OPTIONS:,}",
                ),
            )
        self.left.append(NotCarried(where, in_few_words(what), why, question))

    def pass_over(self, where: str, what: str, why: str) -> None:
        """Write down that a question does not come along, and with it what would be read before it."""
        self.leave(where, what, why, question=True)
        for each in self.preface.taken():
            self._leave_words(each)

    def tell(self, where: str, said: Said, why: str, *, heading: bool = False) -> None:
        """Keep words that are read before the next question; `why` says why they stay where none comes after them.

        `heading` words head a section if they are one short line.
        """
        words = self.main(said)
        waiting = Waiting(where, said, why, heading=heading and is_heading(words))
        if len(words) > LONGEST_TEXT or KEPT_AS_TEXT.search(words) or not plain(words, marked_up=self.marked_up):
            self._leave_words(waiting)
        else:
            self.preface.waiting.append(waiting)

    def _leave_words(self, waiting: Waiting) -> None:
        if self.main(waiting.said):
            self.leave(waiting.where, self.main(waiting.said), waiting.why)

    def _read_before(self, item: str) -> dict[str, str]:
        """The heading and the information that wait for this item; of several headings the last."""
        waiting = self.preface.taken()
        headings, about = [each for each in waiting if each.heading], [each for each in waiting if not each.heading]
        for each in headings[:-1]:
            self._leave_words(each)
        words = {}
        for part, joined in (("section", headings[-1:]), ("information", about)):
            tongues = dict.fromkeys(tongue for each in joined for tongue in each.said)
            words[part] = "\n".join(self._words(each.said, each.where) for each in joined)
            between = "<br>" if self.marked_up else "\n"
            elsewhere = {
                tongue: between.join(each.said.get(tongue) or self.main(each.said) for each in joined)
                for tongue in tongues
            }
            self._say_elsewhere(f"items.{item}.{part}", elsewhere)
        return words

    def _without_ways_out(self, answer: Answer, where: str) -> tuple[Said, Answer]:
        """What is chosen where a question does not apply, and the answers without it and without declining."""
        if not isinstance(answer, Choices) or answer.declining is None:
            return {}, answer
        if answer.declining != DECLINING:
            why = PlainMessage("Every question here offers '%(declining)s' in its place.", declining=DECLINING)
            self.leave(where, answer.declining, why)
        return answer.not_applicable, answer.without_ways_out

    def ask(
        self,
        name: str,
        *,
        where: str,
        said: Said,
        answer: Answer,
        lead: Said | None = None,
        hint: str = "",
        listed: str = "",
        construct: str = DESCRIPTIVE,
        not_applicable: Said | None = None,
    ) -> None:
        """Take in one question; `lead` leads in, `hint` is what its answers are known by, `listed` what their list is.

        `not_applicable` is chosen where it does not apply, unless that stands among the answers.
        """
        text = self._words(said, where)
        if not text:
            self.pass_over(where, self.main(lead or {}) or name or A_QUESTION, PlainMessage("It has no words to ask."))
            return
        among, answer = self._without_ways_out(answer, where)
        applies = among or not_applicable or {}
        found = self._format(answer, listed or f"{(hint or name)[:40]}_answers", where)
        if found is None:
            self.pass_over(where, f"{self.main(lead or {})} {text}".strip(), self.unfit[answer.likeness])
            return
        item = self._next(name, where, answer)
        leading = self._words(lead or {}, where)
        if KEPT_AS_TEXT.search(f"{leading} {text}"):
            self.leave(where, text, AS_IT_IS)
        self._say_elsewhere(f"items.{item}.text", said)
        self._say_elsewhere(f"items.{item}.ask", lead or {})
        self._say_elsewhere(f"items.{item}.not_applicable", applies)
        made = self._item(item, leading, text, found.id, where)
        about = {"construct": construct, "not_applicable": self._words(applies, where), **self._read_before(item)}
        self.items.append(made.model_copy(update=about))
        self.called[name], self.places[item] = item, where
        if isinstance(answer, Choices):
            self.codes[item] = {code: value for value, (code, _) in zip(answer.values, answer.options, strict=True)}

    def _next(self, name: str, where: str, answer: Answer) -> str:
        """The id of the next item; raises InvalidInstrument where there are too many."""
        if len(self.items) >= MOST_QUESTIONS:
            said = PlainMessage("it holds more than %(most)s questions.", most=f"{MOST_QUESTIONS:,}")
            raise refusal(self.name, said, where=where)
        return self._named(name, where, answer)

    def limit_last(self, other: str) -> None:
        """Let the number last asked for be no higher than that of another item, where there is such a one."""
        if other in {item.id for item in self.items[:-1]}:
            self.items[-1] = self.items[-1].model_copy(update={"at_most": other})

    def imported(self, *, title: str, called: str = "") -> Imported:
        """The finished draft, by the id it is `called` in the file or by its title; raises InvalidInstrument where
        nothing could be asked.
        """
        for each in self.preface.taken():
            self._leave_words(each)
        if not self.items:
            why = (
                PlainMessage(
                    " The first thing left out: %(where)s: %(why)s", where=self.left[0].where, why=self.left[0].why
                )
                if self.left
                else ""
            )
            raise refusal(
                self.name,
                PlainMessage("no question in this %(kind)s can be asked here.%(why)s", kind=self.kind, why=why),
            )
        words = plain(title[:2000])[:200] or "Imported questionnaire"
        id = id_of_form(called) or slug(words) or "imported"  # noqa: A001 - the field's word
        if called and id != called:
            self.leave("settings", f"form_id: {called}", other_id(id))
        version = Version(
            id=id,
            number=1,
            title=words,
            languages=(self.language, *sorted(self.strings)),
            consent=standard_consent(),
            waves=tuple(WavePage(kind=kind, title=title) for kind, title in WAVES.items()),
            formats=tuple(self.formats.values()),
            items=tuple(self.items),
        )
        if found := problems(version):
            raise refusal(self.name, found[0].sentence, where=found[0].key)
        return Imported(
            version, tuple(self.left), draft_translations(version, self.strings, name=self.name), self.places
        )

    def _item(self, item: str, leading: str, text: str, found: str, where: str) -> Item:
        return Item(
            id=item,
            label=item,
            ask=leading,
            text=text,
            format=found,
            construct=DESCRIPTIVE,
            role=ItemRole.CONTEXT,
            waves=(WaveKind.PRE, WaveKind.POST),
            adaptation=f"Imported from {plain(self.name)[:200]}, {where}"[:400],
        )

    def main(self, said: Said) -> str:
        """The words in the unnamed language, which is the file's first, in the draft's own, or in any there is."""
        return said.get("") or said.get(self.language) or next((words for words in said.values() if words), "")

    def _words(self, said: Said, where: str) -> str:
        raw = self.main(said)
        if len(raw) > LONGEST_TEXT:
            self.leave(
                where, raw[:80], PlainMessage("It is longer than %(most)s characters.", most=f"{LONGEST_TEXT:,}")
            )
            return ""
        if has_tags(raw):
            self.leave(where, PlainMessage("layout within the words"), PLAIN_WORDS)
        if has_media(raw):
            self.leave(where, PlainMessage("a picture or a recording within the words"), NO_MEDIA)
        return plain(raw, marked_up=self.marked_up)

    def _say_elsewhere(self, key: str, said: Said) -> None:
        for language, words in said.items():
            if language not in {"", self.language} and language[:1] != "?" and words and len(words) <= LONGEST_TEXT:
                text = plain(words, marked_up=self.marked_up)
                if text:
                    self.strings.setdefault(language, {})[key] = text

    def _named(self, name: str, where: str, answer: Answer) -> str:
        """A free item id as close to the file's own name as may be; a changed one is written down."""
        keys = [str(key) for key in answer.values] if isinstance(answer, Choices) and answer.several else []
        longest = LONGEST_ID if keys and isinstance(answer, Choices) and answer.specify else LONGEST_NAME
        id = free_name(name, self.taken, keys=keys, longest=longest)  # noqa: A001 - the field's word
        if id != name:
            self.leave(where, PlainMessage("the name '%(name)s'", name=name[:80]), other_name(id))
        return id

    def _format(self, answer: Answer, hint: str, where: str) -> ResponseFormat | None:
        """The response format of an answer, made once for all answered alike; None where there can be none."""
        key = answer.likeness
        if key not in self.formats and key not in self.unfit:
            reason = self._make(answer, hint, where)
            if reason:
                self.unfit[key] = reason
        return self.formats.get(key)

    def _make(self, answer: Answer, hint: str, where: str) -> str:
        """Make a response format; the reason why there can be none, or nothing."""
        reason = no_format(answer)
        if reason:
            return reason
        worded = labelled(answer)
        self.options += len(worded)
        if self.options > MOST_OPTIONS:
            raise refusal(
                self.name, PlainMessage("it holds more than %(most)s options.", most=f"{MOST_OPTIONS:,}"), where=where
            )
        labels = [self._label(key, said, where) for key, said in worded]
        found = format_for(answer, labels, name=free_name(hint, self.format_names))
        faults = of_format(found)
        if faults:
            return PlainMessage("It is no response format here: %(fault)s", fault=faults[0].sentence)
        self._say_other_keys(answer, where)
        self.formats[answer.likeness] = found
        for key, said in worded:
            self._say_elsewhere(f"formats.{found.id}.{key}", said)
        return ""

    def _say_other_keys(self, answer: Answer, where: str) -> None:
        """Write down the codes of several choices that are called otherwise here."""
        if isinstance(answer, Choices) and answer.several:
            for key, (code, _) in zip(answer.values, answer.options, strict=True):
                if key != code:
                    self.leave(where, PlainMessage("option %(code)s", code=code[:200]), other_key(str(key)))

    def _label(self, key: str, said: Said, where: str) -> str:
        words = self._words(said, where)
        if words or not key.startswith("options."):
            return words[:LONGEST_LABEL]
        code = key.removeprefix("options.")
        self.leave(
            where,
            PlainMessage("option %(code)s", code=code[:40]),
            PlainMessage("It has no words; its code is shown instead."),
        )
        return code
