"""Whoever comes back to the address while people look back is led there: on the same phone, or by the same card."""

from evaluation.models import Response, Wave


def after_sent(hall, phone):
    """Somebody answers After alone on this phone, and the page that looks back opens once they have gone."""
    hall.close("pre")
    hall.open("post")
    phone.start(hall.words)
    phone.send({"bt1": "7"})
    hall.open("then")


def look_back(phone):
    """Press Look back, and answer; the wave in the address."""
    forms = phone.page.text.count("<form")
    shown = [phone.form(index) for index in range(forms)]
    address, hidden = next(each for each in shown if each[1].get("wave") == "then")
    phone.open(phone.post(address, hidden).headers["Location"])
    phone.send({"bt1": "3"})
    return phone.at.split("/")[2]


def kept(hall):
    with hall.database.reading() as db:
        rows = db.query(Wave.kind, Response.participant_id).join(Response, Response.wave_id == Wave.id)
        return {(kind, str(person)) for kind, person in rows}


def test_whoever_comes_back_while_after_is_open_looks_back_as_the_same_person(sqlite_hall, phone):
    after_sent(sqlite_hall, phone)
    phone.get(f"/{sqlite_hall.words}")
    assert "There is nothing more to do" not in phone.page.text
    assert look_back(phone) == "then"
    assert len(kept(sqlite_hall)) == 2
    assert len({person for _kind, person in kept(sqlite_hall)}) == 1


def test_whoever_comes_back_once_after_has_closed_is_not_told_that_nothing_is_taken(sqlite_hall, phone):
    after_sent(sqlite_hall, phone)
    sqlite_hall.close("post")
    phone.get(f"/{sqlite_hall.words}")
    assert "No more answers" not in phone.page.text
    assert look_back(phone) == "then"


def test_a_card_leads_to_looking_back_on_another_phone(sqlite_hall, phone, new_phone):
    (card,) = sqlite_hall.cards(1)
    sqlite_hall.close("pre")
    sqlite_hall.open("post")
    phone.get(f"/{sqlite_hall.words}?card={card}")
    address, hidden = phone.form()
    phone.open(phone.post(address, hidden).headers["Location"])
    phone.send({"bt1": "7"})
    sqlite_hall.open("then")
    for close in (False, True):
        if close:
            sqlite_hall.close("post")
        other = new_phone()
        other.get(f"/{sqlite_hall.words}?card={card}")
        assert "nothing more to do" not in other.page.text
        assert "Was that you?" in other.page.text
    assert look_back(other) == "then"
    assert len({person for _kind, person in kept(sqlite_hall)}) == 1


def test_another_phone_without_the_card_looks_back_for_nobody(sqlite_hall, phone, new_phone):
    after_sent(sqlite_hall, phone)
    response = phone.at.split("/")[4].partition("?")[0]
    other = new_phone()
    other.post(f"/{sqlite_hall.words}", {"wave": "then", "after": response, "claimed": "1", "lang": "en"})
    assert {kind for kind, _person in kept(sqlite_hall)} == {"post"}
    assert "/then/" not in other.page.headers.get("Location", "")


def test_nobody_is_asked_to_look_back_twice_or_once_it_has_closed(sqlite_hall, phone):
    after_sent(sqlite_hall, phone)
    phone.get(f"/{sqlite_hall.words}")
    look_back(phone)
    assert "Look back" not in phone.get(f"/{sqlite_hall.words}").text
    sqlite_hall.close("post")
    closed = phone.get(f"/{sqlite_hall.words}").text
    assert "This questionnaire has closed" in closed
    assert "there is one more page" not in closed
    sqlite_hall.close("then")
    assert "No more answers" in phone.get(f"/{sqlite_hall.words}").text


def test_whoever_is_not_known_is_told_how_to_look_back(sqlite_hall, phone, new_phone):
    after_sent(sqlite_hall, phone)
    sqlite_hall.close("post")
    page = new_phone().get(f"/{sqlite_hall.words}").text
    assert "Use the same phone or the same card" in page
    assert "No more answers" not in page
