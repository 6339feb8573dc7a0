"""Pages that wait: a small answer tells them what is open, and without script there is something to press."""

from lxml import html

from tests.survey.who_answers.test_returning import answered


def test_who_has_answered_before_waits_on_a_page_that_looks_again(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    document = html.fromstring(phone.get(f"/{sqlite_hall.words}").data)
    assert document.xpath("//body/@data-now") == ["pre"]
    assert [link.get("href") for link in document.xpath("//a[. = 'Look again']")] == [f"/{sqlite_hall.words}?lang=en"]


def test_what_is_open_is_told_in_a_word_that_can_be_kept(sqlite_hall, phone):
    said = []
    for change in (None, ("close", "pre"), ("open", "post"), ("close", "post")):
        if change:
            getattr(sqlite_hall, change[0])(change[1])
        page = phone.get(f"/{sqlite_hall.words}/now")
        said.append((page.text, page.headers["Cache-Control"]))
    assert said == [(word, "public, max-age=0, s-maxage=10") for word in ("pre", "between", "post", "over")]


def test_looking_costs_one_statement_and_some_bytes(sqlite_hall, phone, count_sql):
    sent = count_sql(sqlite_hall.database)
    page = phone.get(f"/{sqlite_hall.words}/now")
    assert (len(sent), len(page.data) < 10) == (1, True)


def test_whoever_answered_after_waits_for_nothing(sqlite_hall, phone):
    sqlite_hall.open("post")
    answered(sqlite_hall, phone)
    document = html.fromstring(phone.get(f"/{sqlite_hall.words}").data)
    assert document.xpath("//body/@data-now") == []


def test_an_address_with_a_stroke_at_its_end_leads_to_the_one_without(sqlite_hall, phone):
    page = phone.get(f"/{sqlite_hall.words}/?lang=cy")
    assert (page.status_code, page.headers["Location"]) == (302, f"/{sqlite_hall.words}?lang=cy")
