"""The OData feed: what it says of itself, what it gives of releases that are out, and what may be asked of it."""

import itertools
import re
from datetime import datetime

import pytest
from lxml import etree

from evaluation.api.odata.columns import COLUMNS, KEYS
from evaluation.models import Role
from tests.api.conftest import elsewhere_of, released

EDM = "{http://docs.oasis-open.org/odata/ns/edm}"
EDMX = "{http://docs.oasis-open.org/odata/ns/edmx}"
POWER_BI = "application/json;odata.metadata=minimal;q=1.0,application/json;odata.streaming=true;q=0.9,*/*;q=0.1"


@pytest.fixture
def feed(on_sqlite, frozen):
    """A program that reads the feed of two releases, one of another study."""
    on_sqlite.own = released(on_sqlite, on_sqlite.desk.here, frozen, number=1)
    on_sqlite.far = released(on_sqlite, elsewhere_of(on_sqlite).experiment, frozen, number=1)
    return on_sqlite.program(Role.EVALUATOR)


def rows(feed, **options):
    query = "&".join(f"${name}={value}" for name, value in options.items())
    answer = feed.get(f"odata/Figures?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json["value"]


def test_the_service_document_leads_to_the_figures(feed):
    answer = feed.get("odata/")
    assert answer.headers["OData-Version"] == "4.0"
    assert answer.headers["Content-Type"] == "application/json;odata.metadata=minimal"
    assert answer.json["@odata.context"] == "http://127.0.0.1:8000/api/v1/odata/$metadata"
    assert answer.json["value"] == [{"name": "Figures", "kind": "EntitySet", "url": "Figures"}]


def test_the_entity_model_is_csdl_as_oasis_has_it(feed):
    """Each element and attribute is one that the schemas of CSDL 4.0 allow there, and each required one stands."""
    answer = feed.get("odata/$metadata", Accept="application/xml")
    assert answer.headers["Content-Type"] == "application/xml"
    root = etree.fromstring(answer.data)
    assert (root.tag, dict(root.attrib)) == (f"{EDMX}Edmx", {"Version": "4.0"})
    (services,) = root
    (schema,) = services
    assert (services.tag, schema.tag) == (f"{EDMX}DataServices", f"{EDM}Schema")
    kind, container = schema
    assert [each.tag for each in (kind, container)] == [f"{EDM}EntityType", f"{EDM}EntityContainer"]
    key, *properties = kind
    assert [each.get("Name") for each in key] == list(KEYS)
    for each in properties:
        assert set(each.attrib) <= {"Name", "Type", "Nullable", "Precision"}
        assert re.fullmatch(r"[^\W\d]\w{0,127}", each.get("Name"))
    of = {each.get("Name"): each for each in properties}
    assert all(of[name].get("Nullable") == "false" for name in KEYS), "a key is never null"
    (figures,) = container
    assert dict(figures.attrib) == {"Name": "Figures", "EntityType": f"{schema.get('Namespace')}.{kind.get('Name')}"}


def test_rows_have_the_columns_of_the_model_and_its_types(feed):
    as_python = {
        "Edm.Guid": str,
        "Edm.String": str,
        "Edm.Int32": int,
        "Edm.Boolean": bool,
        "Edm.Double": float,
        "Edm.DateTimeOffset": str,
    }
    for row in rows(feed, top=50):
        assert list(row) == list(COLUMNS)
        for name, column in COLUMNS.items():
            assert isinstance(row[name], as_python[column.edm]) or (row[name] is None and column.nullable)
        assert datetime.fromisoformat(row["FrozenAt"]).utcoffset() is not None


def test_the_feed_gives_each_figure_once_page_by_page(on_sqlite, feed):
    address, found, pages = "/api/v1/odata/Figures?$count=true", [], 0
    while address:
        page = feed.get(address).json
        found += [(row["Release"], row["Key"]) for row in page["value"]]
        address = page.get("@odata.nextLink", "").removeprefix("http://127.0.0.1:8000")
        pages += 1
    assert pages == -(-page["@odata.count"] // 1000)
    assert len(set(found)) == len(found) == page["@odata.count"]
    assert {release for release, _key in found} == {str(on_sqlite.own), str(on_sqlite.far)}


def test_the_feed_tells_what_the_api_tells(on_sqlite, feed):
    told = {row["Key"]: row for row in rows(feed, filter=f"Release eq {on_sqlite.own}", top=200)}
    for figure in feed.get(f"releases/{on_sqlite.own}/figures?limit=200").json["items"]:
        row = told[figure["key"]]
        assert (row["Value"], row["Text"]) == (figure["value"], figure["text"])
        assert row["NotGivenBecause"] == figure["not_given_because"]


def test_a_filter_chooses_rows(on_sqlite, feed):
    wanted = f"Release eq {on_sqlite.own} and (Figure eq 'mean_pre' or Figure eq 'mean_post') and Value ne null"
    found = rows(feed, filter=wanted)
    assert found
    assert {row["Figure"] for row in found} == {"mean_pre", "mean_post"}
    assert all(row["Release"] == str(on_sqlite.own) and row["Value"] is not None for row in found)


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ("Number eq 1", True),
        ("Number ne 1", False),
        ("IsPublic eq false", True),
        ("Title eq 'it''s'", False),
        ("Text eq null or Value eq null", True),
        ("FrozenAt eq 2026-05-14T17:30:00Z", True),
        ("((Number eq 1))", True),
        ("Number eq 2 or Number eq 1 and IsPublic eq true", False),
    ],
)
def test_a_filter_means_what_odata_says(feed, said, holds):
    assert bool(rows(feed, filter=said, top=1)) is holds


@pytest.mark.parametrize(
    "said",
    [
        "", "Number", "Number eq", "Number eq 1 and", "(Number eq 1", "Number eq 1)", "Nothing eq 1", "Number gt 1",
        "Number eq 'x'", "Title eq 1", "Title eq 'x", "Release eq x", "IsPublic eq 1", "FrozenAt eq 2026-99-99",
        "contains(Title,'x')", "Number eq 1; drop", "(" * 40 + "Number eq 1" + ")" * 40, "Number eq 1 or " * 300,
        "Value eq 1e999999x",
    ],
)  # fmt: skip
def test_a_filter_that_cannot_be_is_a_problem(feed, said):
    answer = feed.ask("GET", "odata/Figures", query_string={"$filter": said})
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


@pytest.mark.parametrize(
    "asked",
    ["$select=Nothing", "$select=Key,Key", "$orderby=Nothing", "$orderby=Key up", "$top=-1", "$top=x", "$skip=-1",
     "$count=perhaps", "$expand=Study", "$format=xml", "$apply=x", "$skiptoken=x", "filter=x"],
)  # fmt: skip
def test_an_option_that_is_not_known_is_a_problem(feed, asked):
    assert feed.get(f"odata/Figures?{asked}").status_code == 400


def test_columns_are_selected_and_the_context_says_which(feed):
    answer = feed.get("odata/Figures?$select=Key,Value&$top=1").json
    assert answer["@odata.context"].endswith("$metadata#Figures(Key,Value)")
    assert [list(row) for row in answer["value"]] == [["Key", "Value"]]


def test_rows_are_put_in_order_with_those_without_a_value_first(feed):
    values = [row["Value"] for row in rows(feed, orderby="Value,Key desc")]
    given = list(itertools.dropwhile(lambda value: value is None, values))
    assert (given, None in given) == (sorted(given), False)
    assert rows(feed, orderby="Value desc", top=1)[0]["Value"] == max(row["Value"] or 0 for row in rows(feed))


def test_top_and_skip_take_a_part_over_pages(feed):
    every = [row["Key"] for row in rows(feed, filter="Number eq 1")]
    assert [row["Key"] for row in rows(feed, skip=2, top=3)] == every[2:5]
    page = feed.get("odata/Figures?$skip=1&$top=1500").json
    rest = feed.get(page["@odata.nextLink"].removeprefix("http://127.0.0.1:8000")).json
    assert (len(page["value"]), len(rest["value"]), "@odata.nextLink" in rest) == (1000, 500, False)


def test_a_token_is_the_password_that_spreadsheets_ask_for(feed):
    answer = feed.client.get("/api/v1/odata/Figures?$top=1", auth=("anybody", feed.token))
    assert answer.status_code == 200
    refused = feed.client.get("/api/v1/odata/Figures", auth=("anybody", "wrong"))
    assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, 'Basic realm="Weaving", charset="UTF-8"')


def test_what_power_bi_says_that_it_accepts_is_given(feed):
    assert feed.get("odata/Figures?$top=1", Accept=POWER_BI).status_code == 200
    assert feed.get("studies", Accept=POWER_BI).status_code == 200


def test_the_feed_of_a_chapter_has_no_other_chapters_figures(on_sqlite, feed):
    program = on_sqlite.program(Role.EVALUATOR, chapter=on_sqlite.desk.north)
    assert {row["Release"] for row in rows(program)} == {str(on_sqlite.own)}
