"""A first screen held since Before, pressed once After is open: it is said that Before has closed."""

from tests.survey.test_pages import words_of
from tests.survey.who_answers.test_returning import follow


def test_whoever_presses_it_is_told_that_before_has_closed(sqlite_hall, phone):
    phone.get(f"/{sqlite_hall.words}?lang=en")
    address, held = phone.form()
    sqlite_hall.close("pre")
    sqlite_hall.open("post")
    page = follow(phone, phone.post(address, held))
    assert "Before has closed. What is open now is After." in words_of(page)
    assert "Weaving-Personal" in page.headers


def test_nobody_else_is_told(sqlite_hall, phone):
    sqlite_hall.open("post")
    for query in ("", "?closed=post", "?closed=none"):
        assert "has closed" not in words_of(phone.get(f"/{sqlite_hall.words}{query}"))
