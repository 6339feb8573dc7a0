"""Options of a form's question, as WTForms 3.3 wants them; its type stubs do not know the class yet."""

from collections.abc import Iterable, Mapping

from wtforms import SelectChoice  # type: ignore[attr-defined]


def options(labels: Mapping[str, object] | Iterable[tuple[str, object]]) -> list[SelectChoice]:
    """Options from values and their labels, in order."""
    pairs = labels.items() if isinstance(labels, Mapping) else labels
    return [SelectChoice(value, label) for value, label in pairs]
