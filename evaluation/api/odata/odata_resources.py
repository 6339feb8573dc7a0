"""The addresses of the feed. Excel and Power BI sign in with a token as the password of Basic authentication."""

import json

from flask import Response

from evaluation.api.admission import token_scope
from evaluation.api.odata.columns import FeedRow
from evaluation.api.odata.entity_model import entity_model, service_document
from evaluation.api.odata.feed import FeedQuery, feed_page
from evaluation.api.operations import JSON, Operations
from evaluation.api.release_figures import SEEING, figures_of_release, releases_out
from evaluation.store.accounts.api_tokens import TokenScope
from evaluation.web.app import services

operation = Operations(TokenScope.READ_FIGURES)
ODATA = {"OData-Version": "4.0"}
MINIMAL = f"{JSON};odata.metadata=minimal"


@operation("/odata/", action=SEEING, keeps_within_scope=True, by_password=True)
def get_odata_service() -> Response:
    """OData: what the feed holds."""
    _ask_scope()
    return Response(json.dumps(service_document(_root())), content_type=MINIMAL, headers=ODATA)


@operation("/odata/$metadata", action=SEEING, keeps_within_scope=True, by_password=True)
def get_odata_metadata() -> Response:
    """OData: the entity data model of the feed."""
    _ask_scope()
    return Response(entity_model(), content_type="application/xml", headers=ODATA)


@operation("/odata/Figures", action=SEEING, query=FeedQuery, keeps_within_scope=True, by_password=True)
def list_odata_figures(query: FeedQuery) -> Response:
    """OData: the figures of all releases that are out."""
    with services().database.reading() as db:
        rows = [FeedRow(listed, figure) for listed in releases_out(db) for figure in figures_of_release(db, listed)]
    return Response(feed_page(rows, query, root=_root()), content_type=MINIMAL, headers=ODATA)


def _ask_scope() -> None:
    with services().database.reading() as db:
        token_scope(db, SEEING)


def _root() -> str:
    return f"{services().settings.base_url}/api/v1/odata/"
