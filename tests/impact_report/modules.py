"""What people answered to questions of modules, as a report has it."""

from analysis.disclosure.counted_answers import AnswerCount, AreaSource, CountedQuestion, ModuleAnswers

TRUST = (
    ("many", "Many of the people in this neighbourhood can be trusted", 20, 40.4),
    ("some", "Some of the people can be trusted", 10, 55.0),
    ("a_few", "A few of the people can be trusted", None, 4.3),
    ("none", "None of the people can be trusted", None, 0.3),
)
RELIGION = (
    ("none", "No religion", 15, None),
    ("muslim", "Muslim", 10, None),
    ("sikh", "Sikh", None, None),
)
SOURCE = AreaSource(source="Community Life Survey, Leicester", year="2023/24", licence="OGL v3.0", number=1)


def question(item, label, text, answers, *, answered, wave="post", module="about-you/1", fewest=10):
    """A question with its answers, of each how many gave it and the percentage of the area."""
    counts = [AnswerCount(value=value, label=words, people=n, area=area) for value, words, n, area in answers]
    return CountedQuestion(
        module=module, wave=wave, item=item, label=label, text=text, answered=answered, fewest=fewest,
        answers=tuple(counts),
    )  # fmt: skip


def religion(*, wave="post"):
    """Which religions were in the room."""
    return question("religion", "Religion", "What is your religion?", RELIGION, answered=35, wave=wave)


def trust():
    """How people of the room and of the area trust their neighbours."""
    words = (
        "Thinking about the people who live in this neighbourhood, to what extent do you believe they can be trusted?"
    )
    return question("cl_trust", "Trust in neighbours", words, TRUST, answered=40, module="community-life/1", fewest=5)


def modules_beside_an_area():
    """Religions, and trust beside the area's; the question about age left out."""
    return ModuleAnswers(questions=(religion(), trust()), left_out=("Age",), area=SOURCE)


def modules_at(waves):
    """Religions asked at several waves."""
    return ModuleAnswers(questions=tuple(religion(wave=wave) for wave in waves))
