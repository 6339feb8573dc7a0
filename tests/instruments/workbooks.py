"""Small workbooks made on the spot, and the means to tamper with them."""

import io
import zipfile

import openpyxl


def workbook(**sheets) -> bytes:
    """An .xlsx file with the given sheets, each a list of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def tampered(content: bytes, part: str, change) -> bytes:
    """The same file with one part changed, or added where it has none."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {name: old.read(name) for name in old.namelist()}
        parts[part] = change(parts.get(part, b""))
        for name, text in parts.items():
            new.writestr(name, text)
    return written.getvalue()


XLSFORM = {
    "survey": [
        ["type", "name", "label::English (en)", "label::Cymraeg (cy)", "hint", "relevant", "constraint", "required"],
        ["start", "start", None, None, None, None, None, None],
        ["note", "hello", "Welcome", None, None, None, None, None],
        ["begin group", "g", "A group", None, None, None, None, None],
        ["select_one agree", "q1", "I was heard", "Cefais wrandawiad", "Think of today", None, None, "yes"],
        ["select_one agree or_other", "q 2", "I spoke", None, None, "${q1} = '1'", None, None],
        ["end group", None, None, None, None, None, None, None],
        ["integer", "talks", "How many talks?", None, None, None, ". >= 0 and . < 41", None],
        ["decimal", "height", "How tall?", None, None, None, ". > 0.5", None],
        ["select_multiple agree", "all", "All that apply", None, None, None, None, None],
        ["text", "say", "Hello ${q1}, anything else?", None, None, None, None, None],
        ["geopoint", "where", "Where?", None, None, None, None, None],
        ["select_one nowhere", "lost", "Lost?", None, None, None, None, None],
    ],
    "choices": [
        ["list_name", "name", "label::English (en)", "label::Cymraeg (cy)"],
        ["agree", 1, "No", "Na"],
        ["agree", 2, "Yes", "Do"],
    ],
    "settings": [["form_title", "default_language"], ["Small survey", "English (en)"]],
}

FORMR = {
    "survey": [
        ["type", "name", "label", "optional", "showif", "class", "choice1", "choice2", "choice3"],
        ["note", "hello", "# Welcome", None, None, None, None, None, None],
        ["mc_heading", "head", None, None, None, None, "Never", "Often", None],
        ["mc", "q1", "**How often?**", "*", "x == 1", "wide", "Never", "Sometimes", "Often"],
        ["mc_button yesno", "q2", "Again?", None, None, None, None, None, None],
        ["rating_button 1,7,1", "q3", "How warm?", None, None, None, "Cold", "Warm", None],
        ["number 0,40,1", "q4", "How many talks?", None, None, None, None, None, None],
        ["textarea", "q5", "Anything else?", None, None, None, None, None, None],
        ["mc_multiple", "q6", "All that apply", None, None, None, "a", "b", None],
        ["ip", "ip_address", None, None, None, None, None, None, None],
        ["submit", "go", "Next", None, None, None, None, None, None],
    ],
    "choices": [["list_name", "name", "label"], ["yesno", "y", "Yes"], [None, "n", "No"]],
}
