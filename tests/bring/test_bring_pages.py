"""An evaluator brings files, sees what was understood, corrects it, and has a report made of them."""

import html
import io
import json
import re
import zipfile

import pytest

from evaluation.evaluators.bring import bring_pages
from evaluation.importing.sheets import text_files
from evaluation.storage.brought import held_answers as place
from tests.bring.google_files import FIRST, SECRETS, TRUST, card_of, google_file, google_files
from tests.staff_pages import post

EVERY_FORMAT = bring_pages.BROUGHT_FORMATS


def words_of(page):
    """What a page says, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def held_files(desk):
    folder = place.folder_of_held(desk.services.settings)
    return [*folder.iterdir()] if folder.exists() else []


def test_the_reports_page_leads_to_where_files_are_dropped(bringer):
    assert 'href="/bring"' in bringer.page("/reports")
    assert 'type="file"' in bringer.page("/bring")


def test_two_files_of_a_form_are_understood_with_their_waves_key_words_and_rows(bringer):
    said = words_of(bringer.page(bringer.brought()))
    assert "Step 2 of 3" in said
    assert re.search(rf"Before \(Responses\)\.csv Before · {FIRST} rows", said)
    assert all(question in said for question in TRUST)
    assert f"Used: {FIRST} before, {FIRST} after. Joined: {FIRST - 2} both times, 2 before only, 2 after only." in said


def test_ten_people_are_shown_by_number_and_never_by_code(bringer):
    page = bringer.page(bringer.brought())
    people = page[page.index('class="people"') :]
    assert re.findall(r"Person \d+", words_of(people)) == [f"Person {number}" for number in range(1, 11)]
    assert [secret for secret in SECRETS if secret in page] == []


def test_the_page_before_and_the_report_after_hold_nothing_of_a_code_an_address_or_a_comment(
    desk, bringer, monkeypatch
):
    monkeypatch.setattr(bring_pages, "BROUGHT_FORMATS", ("json", "html", "csv", "xlsx", "docx"))
    at = bringer.brought()
    at_step_two = everything_in(desk.services.settings.home)
    report = bringer.made(at, keep="yes")
    assert "Where it came from" in bringer.page(report)
    whole = [*at_step_two, *everything_in(desk.services.settings.home)]
    found = {(name, secret) for name, content in whole for secret in SECRETS if secret.encode() in content}
    assert (found, len(whole) > 10) == (set(), True)


def everything_in(home):
    """Every file of a home, and every part of those that are packed."""
    for path in home.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            yield str(path), content
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as packed:
                    yield from ((f"{path}/{name}", packed.read(name)) for name in packed.namelist())


def test_the_report_says_what_it_came_from_and_is_downloaded_in_every_format_with_its_map(bringer, monkeypatch):
    monkeypatch.setattr(bring_pages, "BROUGHT_FORMATS", EVERY_FORMAT)
    report = bringer.made(bringer.brought(title="A pilot"))
    page = bringer.page(report)
    names = re.findall(r'/download/([^"]+)"|/bring/reports/[\w-]+/([\w.]+)"', page)
    found = {one or other for one, other in names}
    assert found >= {
        "report.pdf",
        "report.html",
        "report.json",
        "report.xlsx",
        "report.docx",
        "figures.csv",
        "MAP.toml",
    }
    assert all(name in words_of(page) for name, _content in google_files())
    got = bringer.client.get(f"{report}/report.json")
    facts = json.loads(got.data)
    got.close()
    assert [file["name"] for file in facts["provenance"]["files"]] == [name for name, _content in google_files()]
    assert facts["provenance"]["command"].endswith("--map MAP.toml --title 'A pilot' --output report")


def test_answers_are_forgotten_once_their_report_is_made(desk, bringer):
    at = bringer.brought()
    assert len(held_files(desk)) == 1
    report = bringer.made(at)
    assert held_files(desk) == []
    assert "The answers were forgotten." in bringer.page(report)
    assert bringer.client.get(at).status_code == 404


def test_answers_that_are_kept_on_purpose_stay_until_somebody_forgets_them(desk, bringer):
    at = bringer.brought()
    report = bringer.made(at, keep="yes")
    assert len(held_files(desk)) == 1
    assert "Answers you keep" in bringer.page("/bring")
    assert "kept until 14 May 2027" in words_of(bringer.page(report))
    post(bringer.client, f"{at}/forget", page=at)
    assert held_files(desk) == []


def test_after_an_hour_the_page_says_that_the_answers_are_gone_and_what_to_do(desk, bringer, clock):
    at = bringer.brought()
    clock.advance(hours=1)
    answer = bringer.signed_in_again().get(at)
    assert (answer.status_code, "Bring them again." in answer.text, held_files(desk)) == (404, True, [])


def test_start_again_forgets_at_once(desk, bringer):
    at = bringer.brought()
    post(bringer.client, f"{at}/forget", page=at)
    assert held_files(desk) == []


def test_what_one_evaluator_brought_is_not_there_for_another(desk, bringer):
    at = bringer.brought()
    report = bringer.made(at, keep="yes")
    other = desk.signed_in("evaluator")
    pages = (at, f"{at}/columns", f"{at}/map.toml", report, f"{report}/report.pdf")
    assert [other.get(page).status_code for page in pages] == [404] * 5
    assert "Your reports" not in other.get("/bring").text
    assert post(other, f"{at}/forget").status_code == 303
    assert len(held_files(desk)) == 1


@pytest.mark.parametrize("role", ["organiser", "researcher", "administrator"])
def test_only_evaluators_bring_answers(desk, role):
    assert desk.signed_in(role).get("/bring").status_code == 403


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "Choose the files of answers first"),
        ([("empty.csv", b"")], "empty.csv"),
        ([("photo.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200))], "photo.csv"),
        ([("half.xlsx", b"PK\x03\x04" + bytes(60))], "half.xlsx"),
        ([("only.csv", b"Name,Remark\nAnn,yes\nBen,no\n")], ""),
        ([*google_files(), ("MAP.toml", b"not = [toml")], ""),
        ([google_file("Before"), google_file("Before")], "Two of the files have one name"),
    ],
    ids=["nothing", "empty", "no text", "broken workbook", "no answers", "broken map", "one name"],
)
def test_a_file_that_cannot_be_used_is_answered_with_a_sentence_and_what_was_typed(desk, bringer, files, said):
    answer = bringer.bring(files, title="My pilot", instrument="common-ground/1")
    notice = re.search(r'<div class="notice error" role="alert">(.*?)</div>', answer.text, re.DOTALL)
    assert answer.status_code == 422
    assert said in words_of(notice[1])
    assert 'value="My pilot"' in answer.text
    assert re.search(r'<option selected\s+value="common-ground/1"', answer.text)
    assert held_files(desk) == []


def test_a_file_larger_than_two_megabytes_is_refused_with_a_sentence(bringer):
    head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="large.csv"\r\n\r\n'
    sent = head + b"a,b\n" * 700_000 + b"\r\n--x--\r\n"
    answer = bringer.client.post("/bring", data=sent, content_type="multipart/form-data; boundary=x")
    assert (answer.status_code, "larger than 2 MB together" in answer.text) == (413, True)
    assert 'type="file"' in answer.text, "other files can be chosen at once"


def test_before_and_after_are_swapped_and_swapped_back(bringer):
    at = bringer.brought()
    before = words_of(bringer.page(at))
    assert bringer.press(at, do="swap").status_code == 303
    assert "Before (Responses).csv After ·" in words_of(bringer.page(at))
    bringer.press(at, do="undo")
    assert words_of(bringer.page(at)) == before


def test_a_column_is_read_otherwise_and_that_is_taken_back(bringer):
    at = bringer.brought()
    before = words_of(bringer.page(at))
    form = bringer.page(f"{at}/columns")
    place_of = re.search(rf'id="column-(\d+)">{re.escape(TRUST[2])}<', form)[1]
    answer = post(bringer.client, f"{at}/columns", page=f"{at}/columns", **{f"role.{place_of}": "left_out"})
    assert answer.status_code == 303
    changed = words_of(bringer.page(at))
    assert re.search(rf"{re.escape(TRUST[2])} Left out", changed)
    bringer.press(at, do="undo")
    assert words_of(bringer.page(at)) == before


@pytest.mark.parametrize("sent", [{"do": "keep|x|y"}, {"do": "use|3||"}, {"question.nothing": "z"}])
def test_what_no_page_sends_changes_nothing(bringer, sent):
    at = bringer.brought()
    before = words_of(bringer.page(at))
    assert bringer.press(at, **sent).status_code in {303, 422}
    assert words_of(bringer.page(at)) == before


def test_the_map_of_one_time_reads_the_files_of_the_next(bringer):
    at = bringer.brought()
    bringer.press(at, **bringer.ticked(at))
    got = bringer.client.get(f"{at}/map.toml")
    assert got.headers["Content-Disposition"].endswith("MAP.toml")
    june = [(f"June, {name.lower()}", content) for name, content in google_files(seed=9)]
    again = bringer.brought(june, map=(io.BytesIO(got.data), "MAP.toml"))
    assert "to settle" not in words_of(bringer.page(again))
    assert "Where it came from" in bringer.page(bringer.made(again))


def test_the_template_is_a_file_that_is_understood(bringer):
    for form in ("csv", "xlsx"):
        got = bringer.client.get(f"/bring/template.{form}")
        assert got.status_code == 200
        assert got.headers["Content-Disposition"].endswith(f"answers.{form}")
        bringer.brought([(f"answers.{form}", got.data)])


def test_a_report_that_waits_says_so_and_can_be_stopped(desk, bringer):
    report = bringer.make(bringer.brought())
    assert "waits for a worker" in words_of(bringer.page(report))
    post(bringer.client, f"{report}/stop", page=report)
    page = bringer.page(report)
    assert "It was stopped." in page
    assert "Back to what we understood" in page


def test_answers_that_were_forgotten_before_their_report_are_said_to_be(desk, bringer, clock):
    report = bringer.make(bringer.brought())
    for path in held_files(desk):
        path.unlink()
    clock.advance(minutes=1)
    bringer.work(report)
    assert "Bring the files once more." in words_of(bringer.page(report))


def test_asking_for_a_report_gives_it_an_hour_from_then(desk, bringer, clock):
    at = bringer.brought()
    clock.advance(minutes=20)
    bringer.make(at)
    clock.advance(minutes=59)
    assert place.forget_due(desk.services.settings, now=clock()) == 0
    clock.advance(minutes=1)
    assert place.forget_due(desk.services.settings, now=clock()) == 1


def test_cards_are_no_part_of_the_page_that_asks_how_columns_are_read(bringer):
    assert card_of(3) not in bringer.page(f"{bringer.brought()}/columns")


def test_what_is_ticked_stays_ticked_whatever_is_pressed(bringer):
    at = bringer.brought()
    bringer.press(at, do="swap", keep="yes")
    assert re.search(r'name="keep" value="yes" checked', bringer.page(at))
    bringer.press(at, do="undo")
    assert not re.search(r'name="keep" value="yes" checked', bringer.page(at))


def test_a_row_that_was_left_blank_can_be_seen_but_for_who_sent_it(bringer):
    name, content = google_file("Before")
    blank = f"14/05/2026 18:59:00,quagga77@mail.example,{card_of(77)},,,,\r\n".encode()
    at = bringer.brought([(name, content + blank), google_file("After")])
    page = bringer.page(at)
    seen = words_of(page[page.index("See it") : page.index("See it") + 900])
    assert "14/05/2026 18:59:00" in seen
    assert "not shown" in seen
    assert [secret for secret in SECRETS if secret in page] == []


def test_more_rows_than_a_page_waits_for_are_refused_with_the_way_on(bringer):
    rows = "".join(f"k{k},{1 + k % 5}\n" for k in range(20_001))
    answer = bringer.bring([("many.csv", f"code,I trust people here\n{rows}".encode())])
    assert answer.status_code == 422
    assert "At most 20,000 rows are read here" in answer.text


def test_a_cell_longer_than_any_answer_is_refused_with_a_sentence(bringer, monkeypatch):
    monkeypatch.setattr(text_files, "LONGEST_CELL", 10_000)
    answer = bringer.bring([("long.csv", b'code,"' + b"I trust " * 2_000 + b'"\nk1,4\n')])
    assert answer.status_code == 422
    assert "one of its cells has more than 10,000 signs" in answer.text
