"""What is wrong with a draft or a file, as its reader reads it."""

from evaluation.web.i18n import in_own_language
from instruments import InvalidInstrument


def faults_in_words(invalid: InvalidInstrument) -> tuple[str, ...]:
    """A sentence a problem, in the reader's language where it has words there, naming the file and the key."""
    return tuple(
        ": ".join(each for each in (invalid.name, problem.key, in_own_language(problem.sentence)) if each)
        for problem in invalid.problems
    )
