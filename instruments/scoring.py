"""The scoring key: how a version's items become outcomes, as plain rows that need nothing of this package to be read."""

from instruments.model import Version


def scoring_key(version: Version) -> list[dict[str, object]]:
    """One row a scale, primaries as the version orders them.

    Keys: id, label, items, minimum, maximum, reverse, minimum_answered (a share), margin (scale points or None),
    direction ("higher" or "lower"), primary, missing (codes that count as not answered).
    """
    keys = (
        "id",
        "label",
        "items",
        "minimum",
        "maximum",
        "reverse",
        "minimum_answered",
        "margin",
        "direction",
        "primary",
        "missing",
    )
    rows = [scale.model_dump(mode="json") for scale in version.scales]
    return [{key: row[key] for key in keys} for row in rows]
