"""The scoring key: how a version's items become outcomes, as plain rows that need nothing of this package."""

from instruments.model import Version

KEYS = (
    *("id", "label", "items", "minimum", "maximum", "reverse", "minimum_answered"),
    *("margin", "direction", "primary", "missing"),
)


def scoring_key(version: Version) -> list[dict[str, object]]:
    """One row a scale, primaries as the version orders them.

    Keys: id, label, items, minimum, maximum, reverse, minimum_answered (a share), margin (scale points or None),
    direction ("higher" or "lower"), primary, missing (codes that count as not answered).
    """
    rows = [scale.model_dump(mode="json") for scale in version.scales]
    return [{key: row[key] for key in KEYS} for row in rows]
