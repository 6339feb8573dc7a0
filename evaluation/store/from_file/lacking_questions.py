"""Which questions the files of an evening lack, and what reports then leave out: said before anything is stored."""

import instruments
from analysis.scoring.scoring import scales_from_key
from evaluation.domain.messages import Message
from evaluation.store.from_file.evening_from_file import OldAnswers
from evaluation.store.reports.asked_in_files import BEFORE_AND_AFTER, is_scored

LACKING = Message("These questions are missing, before or after or both times: %(items)s.")
LEFT_OUT = Message(
    "Reports of this evening tell nothing of %(outcomes)s, and reports of the study leave this evening out there."
)
NOTHING_LEFT = Message("No outcome of the questionnaire is left: reports tell of single questions at most.")


def lacking_questions(version: instruments.Version, answers: OldAnswers) -> tuple[Message, ...]:
    """What is missing and what follows, as sentences; nothing where both waves asked every scored question."""
    scales = scales_from_key(instruments.scoring_key(version))
    both = frozenset.intersection(*(answers.asked.get(wave, frozenset()) for wave in BEFORE_AND_AFTER))
    missing = [item for item in dict.fromkeys(item for scale in scales for item in scale.items) if item not in both]
    if not missing:
        return ()
    labels = {item.id: item.label for item in version.items}
    named = ", ".join(f"{item} ({labels[item]})" if labels[item] else item for item in missing)
    left_out = [scale.label for scale in scales if not is_scored(scale, both)]
    said = [Message(LACKING, items=named)]
    said += [Message(LEFT_OUT, outcomes=", ".join(left_out))] if left_out else []
    said += [NOTHING_LEFT] if len(left_out) == len(scales) else []
    return tuple(said)
