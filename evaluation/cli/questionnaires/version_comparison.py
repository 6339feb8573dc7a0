"""A comparison of two versions, for programs and for people."""

import click

from instruments.comparison import Change, Comparability, Comparison, Words, WordState

CLASS_WORDS = {
    Comparability.SAME: "same",
    Comparability.WITH_CARE: "comparable with care",
    Comparability.NOT: "not comparable",
}
WHY = {
    "words": "No rule knows whether other words ask the same, so they count as another question; two people may say "
    "otherwise in the editor, each with a reason."
}
"""Why a rule gives its class, where the sentence of the change does not say so."""
SIGNS = {Comparability.SAME: "=", Comparability.WITH_CARE: "≈", Comparability.NOT: "≠"}


def compared_row(comparison: Comparison) -> dict[str, object]:
    """Everything a program may want of a comparison."""
    return {
        "old": f"{comparison.old.id}/{comparison.old.number}",
        "new": f"{comparison.new.id}/{comparison.new.number}",
        "overall": str(comparison.overall),
        "scales": {name: str(comparison.in_every_language(name)) for name in _scales(comparison)},
        "changes": [_row(change) for change in comparison.changes],
    }


def print_comparison(comparison: Comparison) -> None:
    """A line a change, with the words taken out and put in; then whether each outcome still compares."""
    for change in comparison.changes:
        click.echo(
            f"{SIGNS[change.comparability]} {change.key}: {change.sentence} ({CLASS_WORDS[change.comparability]})"
        )
        if change.words:
            click.echo("    " + " ".join(_marked(words) for words in change.words))
    for rule in dict.fromkeys(change.rule for change in comparison.changes if change.rule in WHY):
        click.echo(f"Why: {WHY[rule]}")
    if not comparison.changes:
        click.echo("Nothing changed.")
    for name in _scales(comparison):
        found = comparison.in_every_language(name)
        click.echo(f"{SIGNS[found]} outcome {name}: {CLASS_WORDS[found]}")


def _scales(comparison: Comparison) -> list[str]:
    return list(dict.fromkeys(key.id for version in (comparison.new, comparison.old) for key in version.scales))


def _row(change: Change) -> dict[str, object]:
    return {
        "key": change.key,
        "sentence": change.sentence,
        "class": str(change.comparability),
        "rule": change.rule,
        "items": list(change.items),
        "scale": change.scale,
        "wave": change.wave,
        "before": change.before,
        "after": change.after,
        "words": [{"state": str(words.state), "text": words.text} for words in change.words],
    }


def _marked(words: Words) -> str:
    return {
        WordState.KEPT: words.text,
        WordState.REMOVED: f"[-{words.text}-]",
        WordState.ADDED: f"{{+{words.text}+}}",
    }[words.state]
