"""What the program writes down of faults are its own words: literal texts in the code, put together with nothing."""

import ast

from evaluation.storage.events.vocabulary import EVENTS, FAULT, SENTENCE, EventKind
from tests.house.parsed import CODE, ROOT, nodes_of, parsed

WRITING = {"debug", "info", "warning", "error", "exception", "critical"}
LOGS = {"log", "LOG", "logger"}


def texts_of(tree):
    """Each call that writes something down, with the text that it gives."""
    for node in nodes_of(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name) and called.id == "log_fault":
            yield node, node.args[1]
        elif isinstance(called, ast.Name) and called.id == "note_event":
            yield from ((node, word.value) for word in node.keywords if word.arg == "what")
        elif isinstance(called, ast.Attribute) and called.attr in WRITING and _is_log(called.value):
            yield node, node.args[0]


def _is_log(node):
    return isinstance(node, ast.Name) and node.id in LOGS


def made_up(tree):
    """EventLines on which something is written down that is no literal text, or more than a text."""
    for call, text in texts_of(tree):
        literal = isinstance(text, ast.Constant) and isinstance(text.value, str)
        if not literal or "%" in text.value or (text.value[0].isupper() and not SENTENCE.fullmatch(text.value)):
            yield call.lineno


def test_every_word_of_the_log_stands_in_the_code():
    found = {
        str(path.relative_to(ROOT)): lines
        for path in CODE
        if "fault_log" not in path.name and (lines := [*made_up(parsed(path.read_text(encoding="utf-8")))])
    }
    assert found == {}, "Say it in one literal text; what varies is a field of the vocabulary."


def test_a_text_put_together_is_found():
    said = 'log_fault(log, f"Job {job}", fault)\nlog.warning("%s", words)\nlog_fault(log, "A job failed", fault)'
    assert [*made_up(parsed(said))] == [1, 2]


def test_no_field_takes_free_words():
    free = [
        (name, key)
        for name, event in EVENTS.items()
        for key, check in event.fields.items()
        if hasattr(check, "fullmatch") and name != FAULT and check.fullmatch("some free words")
    ]
    assert free == []


def test_only_events_of_strangers_are_counted():
    assert {event.kind for event in EVENTS.values() if event.is_counted} == {EventKind.SECURITY}
