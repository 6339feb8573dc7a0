"""The elements of LimeSurvey structures: every cell of every table of the XML."""

from xml.etree import ElementTree as ET

from tests.instruments.interchange.elements.view import Element

NUMBERING = {"qid", "parent_qid", "sid", "gid", "aid", "id", "question_order", "group_order", "sortorder", "language"}
SAYS_NOTHING = {"", "0", "N", "1"}
OF_QUESTIONS = NUMBERING | {"type", "scale_id", "same_default", "same_script", "modulename"}
OF_SETTINGS = {"sid", "gsid", "language", "additional_languages", "surveyls_survey_id", "surveyls_language"}
INHERITED = {"", "N", "0", "I", "inherit", "-1"}
DEFAULTS = {
    *(("answer_order", "normal"), ("subquestion_order", "normal"), ("other_position", "default")),
    *(("statistics_showgraph", "1"), ("time_limit_action", "1"), ("value_range_allows_missing", "1")),
    *(("show_title", "1"), ("show_comment", "1"), ("max_num_of_files", "1"), ("slider_separator", "|")),
    *(("slider_step", "1"), ("dropdown_dates_minute_step", "1"), ("location_mapzoom", "11")),
    *(("location_mapwidth", "500"), ("location_mapheight", "300")),
}


def _rows(root, table):
    return [{cell.tag: (cell.text or "").strip() for cell in row} for row in root.iterfind(f"{table}/rows/row")]


def of_limesurvey(path, view):
    """Every cell of every table, but for numbers that join them and values that say nothing."""
    root = ET.parse(path).getroot()
    asked = {row["qid"]: row for row in _rows(root, "questions")}
    below = {row["qid"]: row for row in _rows(root, "subquestions")}
    places = {qid: f"question {row['title']}" for qid, row in asked.items()}
    answers = {row.get("aid"): row for row in _rows(root, "answers")}
    for table in ("questions", "subquestions", "question_l10ns"):
        for row in _rows(root, table):
            yield from _question(view, row, asked, below, places)
    for row in [*_rows(root, "answers"), *_rows(root, "answer_l10ns")]:
        where = places.get({**answers.get(row.get("aid"), {}), **row}.get("qid"), "")
        yield from (Element(where, row[name]) for name in ("code", "answer") if row.get(name))
        if row.get("assessment_value", "0") not in {"0", "1"}:
            yield Element(where, row["assessment_value"])
    for row in _rows(root, "question_attributes"):
        value = row.get("value", "")
        where = places.get(row["qid"])
        said = where and value not in {"", "0", "N"} and (row["attribute"], value) not in DEFAULTS
        if said and not _is_limit(view, where, row):
            yield Element(where, value)
    yield from _around(root)


def _question(view, row, asked, below, places):
    """The cells of a question or of a row below one; a row is found at its question."""
    where = places.get(row["qid"]) or places.get(below.get(row["qid"], {}).get("parent_qid"), "")
    own = row["qid"] in asked
    kind = asked[row["qid"]].get("type") if own else ""
    for column, cell in row.items():
        if column in OF_QUESTIONS or cell in (SAYS_NOTHING if column not in {"title", "question"} else {""}):
            continue
        if column == "relevance" and own and view.follows(where, cell):
            continue
        if column == "question_theme_name" and not own:
            continue
        if column == "question":
            first = own and view.version.language == row.get("language", "").split("-")[0]
            part = "elsewhere" if own and not first else "detail"
            yield Element(where, cell, ("told" if kind == "X" else "question") if first else part)
        elif not (column == "title" and (not view.at(where) or kind == "X")):
            yield Element(where, cell)


def _is_limit(view, where, row):
    name, value = row["attribute"], row["value"]
    if name == "num_value_int_only":
        return "number" in view.layouts(where)
    limits = {"min_num_value_n", "max_num_value_n", "maximum_chars"}
    alone = name == "exclude_all_others" and any(
        str(option.value).removeprefix("o") == value and option.exclusive
        for item in view.at(where)
        for option in view.version.format_of(item).options
    )
    return alone or (name in limits and value.lstrip("-").isdigit() and int(value) in view.limits(where))


def _around(root):
    for table in ("groups", "group_l10ns"):
        for row in _rows(root, table):
            for column in ("group_name", "description", "grelevance", "randomization_group"):
                if row.get(column, "") not in {"", "1"}:
                    yield Element(f"groups {row.get('gid')}", row[column], "around")
    yield from _of_the_survey(root)


def _of_the_survey(root):
    for table in ("surveys", "surveys_languagesettings"):
        for row in _rows(root, table):
            for column, cell in row.items():
                if column not in OF_SETTINGS and cell not in INHERITED:
                    yield Element(table, cell, "around")
    for table in root:
        if table.tag.startswith(("conditions", "quota", "defaultvalue", "assessments", "survey_url", "plugin")):
            for row in _rows(root, table.tag):
                yield from (Element(table.tag, cell, "around") for cell in row.values() if cell)
