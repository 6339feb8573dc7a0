"""The feed: rows found, put in order, cut into pages and written as OData has it."""

import json
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import quote, urlencode

from pydantic import Field

from evaluation.api.odata.columns import COLUMNS, FeedRow, written
from evaluation.api.odata.filter_text import LONGEST_FILTER, condition_of
from evaluation.api.operations import Query
from evaluation.api.problems import ProblemError

PAGE: Final = 1000
"""Rows of a page; where there are more it says where the next begins."""
MOST: Final = 2**31 - 1


class FeedQuery(Query):
    """The system query options that are known."""

    select: str | None = Field(
        default=None, alias="$select", max_length=500, description="Columns with commas between, or *."
    )
    filter: str | None = Field(
        default=None, alias="$filter", max_length=LONGEST_FILTER, description="Columns by eq and ne, and, or."
    )
    orderby: str | None = Field(
        default=None, alias="$orderby", max_length=500, description="Columns with commas between, each asc or desc."
    )
    top: int | None = Field(default=None, alias="$top", ge=0, le=MOST, description="How many rows at most.")
    skip: int = Field(default=0, alias="$skip", ge=0, le=MOST, description="How many rows to pass over.")
    count: bool = Field(default=False, alias="$count", description="true: say how many there are.")
    skiptoken: int = Field(
        default=0, alias="$skiptoken", ge=0, le=MOST, description="How many rows came before, as a next link says."
    )
    format: str | None = Field(default=None, alias="$format", pattern="^json$", description="json.")


def feed_page(rows: Iterable[FeedRow], query: FeedQuery, *, root: str) -> str:
    """The page that was asked for, as JSON; `root` is the address of the service."""
    found = _found(rows, query)
    wanted = found[query.skip :][: query.top]
    page = wanted[query.skiptoken : query.skiptoken + PAGE]
    names, context = _names(query), f"{root}$metadata#Figures"
    answer: dict[str, object] = {"@odata.context": f"{context}({','.join(names)})" if query.select else context}
    if query.count:
        answer["@odata.count"] = len(found)
    answer["value"] = [{name: written(COLUMNS[name].cell(row)) for name in names} for row in page]
    if query.skiptoken + PAGE < len(wanted):
        answer["@odata.nextLink"] = _next(query, root)
    return json.dumps(answer, ensure_ascii=False)


def _found(rows: Iterable[FeedRow], query: FeedQuery) -> Sequence[FeedRow]:
    condition = condition_of(query.filter) if query.filter is not None else None
    found = [row for row in rows if condition is None or condition(row)]
    for name, is_down in reversed(_order(query)):
        cell = COLUMNS[name].cell
        found.sort(key=lambda row, cell=cell: _sortable(cell(row)), reverse=is_down)  # type: ignore[misc]
    return found


def _sortable(cell: object) -> tuple[bool, object]:
    """Rows without a value come first, as OData has it."""
    return (cell is not None, cell if cell is not None else 0)


def _names(query: FeedQuery) -> list[str]:
    if query.select is None or query.select.strip() == "*":
        return list(COLUMNS)
    return _known([name.strip() for name in query.select.split(",")], of="$select")


def _order(query: FeedQuery) -> list[tuple[str, bool]]:
    asked = [each.split() for each in query.orderby.split(",")] if query.orderby else []
    if any(len(each) not in {1, 2} or each[1:] not in ([], ["asc"], ["desc"]) for each in asked):
        raise ProblemError(400, "$orderby: columns with commas between, each followed by asc or desc.")
    names = _known([each[0] for each in asked], of="$orderby")
    return [(name, each[1:] == ["desc"]) for name, each in zip(names, asked, strict=True)]


def _known(names: list[str], *, of: str) -> list[str]:
    if set(names) - set(COLUMNS) or len(set(names)) < len(names):
        raise ProblemError(400, f"{of}: each column once, of {', '.join(COLUMNS)}.")
    return names


def _next(query: FeedQuery, root: str) -> str:
    same = query.model_dump(by_alias=True, exclude_unset=True, mode="json")
    asked = {name: str(value).lower() if isinstance(value, bool) else value for name, value in same.items()}
    return f"{root}Figures?{urlencode({**asked, '$skiptoken': query.skiptoken + PAGE}, quote_via=quote, safe='$')}"
