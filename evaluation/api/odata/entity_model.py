"""What the feed is: its service document, and its entity data model in CSDL."""

from xml.sax.saxutils import quoteattr

from evaluation.api.odata.columns import COLUMNS, KEYS, FeedColumn

NAMESPACE = "Weaving"


def service_document(root: str) -> dict[str, object]:
    """What there is to read."""
    figures = {"name": "Figures", "kind": "EntitySet", "url": "Figures"}
    return {"@odata.context": f"{root}$metadata", "value": [figures]}


def entity_model() -> str:
    """The entity data model, OData CSDL XML 4.0."""
    keys = "".join(f"<PropertyRef Name={quoteattr(name)}/>" for name in KEYS)
    properties = "".join(_property(name, column) for name, column in COLUMNS.items())
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>'
        f'<Schema Namespace="{NAMESPACE}" xmlns="http://docs.oasis-open.org/odata/ns/edm">'
        f'<EntityType Name="Figure"><Key>{keys}</Key>{properties}</EntityType>'
        f'<EntityContainer Name="Container"><EntitySet Name="Figures" EntityType="{NAMESPACE}.Figure"/>'
        "</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>"
    )


def _property(name: str, column: FeedColumn) -> str:
    facets = {"Name": name, "Type": column.edm}
    facets |= {} if column.nullable else {"Nullable": "false"}
    facets |= {"Precision": "6"} if column.edm == "Edm.DateTimeOffset" else {}
    return f"<Property {' '.join(f'{facet}={quoteattr(value)}' for facet, value in facets.items())}/>"
