"""Who left since a release was frozen: what its page tells of them, and that it is neither shown nor put out then."""

import pytest
from lxml import html

from evaluation.models import Job
from evaluation.reports.releases import freeze_release
from tests.releases.conftest import KEY
from tests.releases.kept import frozen_at_once
from tests.releases.staff_pages import addresses, happened
from tests.staff_pages import post

TAKEN_BACK = "Answers or words that may be in this have been taken back or changed since it was frozen"
SHOW, PUT_OUT = "Show it to its chapters", "Put it out"


def left_since(client, release):
    """What the page of a release says of people who have left since it was frozen."""
    said = html.fromstring(client.get(release).text).xpath("//p[@id='left-since']")
    return " ".join(said[0].text_content().split()) if said else ""


def leave(evenings, *titles):
    evenings.clock.advance(minutes=4)
    for title in titles:
        evenings.withdraw(title)


def test_of_few_who_left_since_the_freeze_it_is_not_told_whether_there_are_any(evenings, evaluator, release):
    nobody = left_since(evaluator, release)
    leave(evenings, *["Mill Hall"] * 4)
    assert nobody.startswith("Fewer than 5 people, or nobody, have taken their answers back since this was frozen.")
    assert "may wait until at least 5 people have come or left" in nobody
    assert left_since(evaluator, release) == nobody


def test_of_many_who_left_since_the_freeze_it_is_told_that_they_are_many(evenings, evaluator, release):
    leave(evenings, "Mill Hall", "Mill Hall", "Mill Hall", "Vestry", "Vestry")
    said = left_since(evaluator, release)
    assert said.startswith("5 or more people have taken their answers back since this was frozen.")
    assert "the next release is without them" in said


def test_the_list_of_releases_says_the_same_of_who_left(evenings, evaluator, release):
    assert "Fewer than 5 people, or nobody, have taken their answers back" in evaluator.get("/reports").text
    leave(evenings, "Mill Hall", "Mill Hall", "Mill Hall", "Vestry", "Vestry")
    assert left_since(evaluator, release).startswith("5 or more people")
    assert "5 or more people have taken their answers back since this was frozen." in evaluator.get("/reports").text


def test_who_left_before_the_freeze_is_not_among_them(evenings, desk, evaluator, at_once):
    leave(evenings, *["Mill Hall"] * 6)
    evenings.clock.advance(minutes=4)
    post(evaluator, f"/reports/studies/{evenings.study.id}/freeze")
    at_once()
    (release,) = addresses(desk)
    assert left_since(evaluator, release).startswith("Fewer than 5")


def test_a_chapter_is_not_told_who_left_since_the_freeze(evenings, desk, evaluator, release):
    post(evaluator, f"{release}/show")
    leave(evenings, *["Mill Hall"] * 5)
    assert left_since(desk.signed_in("organiser", chapter=desk.north), release) == ""


def buttons(client, release):
    """What the buttons of a release's page say, of those by which it is shown or put out."""
    said = html.fromstring(client.get(release).text).xpath("//main//button")
    return [words for each in said if (words := each.text_content().strip()) in {SHOW, PUT_OUT}]


def jobs_of(desk):
    with desk.services.database.reading() as db:
        return [job.kind for job in db.query(Job)]


def test_it_is_not_shown_to_its_chapters_once_somebody_has_left(evenings, desk, evaluator, release):
    leave(evenings, "Mill Hall")
    refused = post(evaluator, f"{release}/show")
    assert (refused.status_code, TAKEN_BACK in refused.text, happened(desk)) == (422, True, [])
    assert desk.signed_in("organiser", chapter=desk.north).get(release).status_code == 404


def test_what_cannot_be_put_out_is_refused_on_the_page_and_asked_of_no_worker(evenings, desk, evaluator, release):
    post(evaluator, f"{release}/show")
    leave(evenings, "Mill Hall")
    evenings.clock.advance(days=14)
    refused = post(desk.signed_in("evaluator"), f"{release}/put-out", page=release)
    assert (refused.status_code, TAKEN_BACK in refused.text) == (422, True)
    assert "weaving release" not in refused.text
    assert "publication" not in jobs_of(desk)


def frozen_again(evenings, client):
    """What somebody reads who is about to freeze the study again."""
    page = html.fromstring(client.get(f"/reports/studies/{evenings.study.id}/freeze").text)
    return " ".join(page.xpath("string(//main)").split())


NO_REPORT = "until then no report of this can be shown: answers that may be in the earlier one were taken back since"


def test_where_freezing_again_is_refused_a_release_that_cannot_be_shown_is_not_said_to_stand(
    evenings, evaluator, release
):
    leave(evenings, "Mill Hall", "Vestry")
    said = frozen_again(evenings, evaluator)
    assert ("No release can be made of this now" in said, NO_REPORT in said) == (True, True)
    assert "it could be worked out what one person answered. Who cannot wait asks" in said
    assert "the earlier one stands" not in said
    assert "Where that is refused, there can be no report in its place" in post(evaluator, f"{release}/show").text


def test_where_its_chapters_see_it_the_refusal_says_that_it_does_not_go_out(evenings, evaluator, release):
    post(evaluator, f"{release}/show")
    leave(evenings, "Mill Hall", "Vestry")
    said = frozen_again(evenings, evaluator)
    assert "until then its chapters see the earlier one, which does not go out" in said
    assert (NO_REPORT in said, "the earlier one stands" in said) == (False, False)


def test_a_release_that_is_out_stands_whoever_left_since(evenings, desk, evaluator, release, at_once):
    post(evaluator, f"{release}/show")
    evenings.clock.advance(days=14)
    again = desk.signed_in("evaluator")
    post(again, f"{release}/put-out", page=release)
    at_once()
    leave(evenings, "Mill Hall", "Vestry")
    assert "until then the earlier one stands" in frozen_again(evenings, again)


def test_the_page_of_its_evening_says_when_it_cannot_be_shown_and_not_whether_somebody_has_left(
    evenings, desk, evaluator, release
):
    at = f"/experiments/{desk.here.id}"
    said = [html.fromstring(evaluator.get(at).text).xpath(f"//a[@href='{release}']/parent::p")[0]]
    leave(evenings, "Mill Hall")
    said += html.fromstring(evaluator.get(at).text).xpath(f"//a[@href='{release}']/parent::p")
    before, after = (" ".join(each.text_content().split()) for each in said)
    assert "Once somebody has taken their answers back it cannot be shown any more" in before
    assert "Where that is refused, too, no report of this evening can be shown for now" in before
    assert said[0].xpath("a/@href") == [release, f"/reports/studies/{evenings.study.id}/freeze"]
    assert before == after


def test_where_it_may_be_told_that_many_left_neither_is_offered(evenings, desk, evaluator, release):
    before = buttons(evaluator, release)
    leave(evenings, *["Mill Hall"] * 5)
    assert (before, buttons(evaluator, release)) == ([SHOW], [])
    assert "neither be shown to its chapters nor put out any more: freeze the data again" in left_since(
        evaluator, release
    )


def test_once_shown_and_many_left_no_day_is_named_on_which_it_may_go_out(evenings, evaluator, release):
    post(evaluator, f"{release}/show")
    before = "It may go out on" in evaluator.get(release).text
    leave(evenings, *["Mill Hall"] * 5)
    assert (before, "It may go out on" in evaluator.get(release).text) == (True, False)


def test_a_chapter_that_was_shown_it_reads_the_same_page_whether_or_not_somebody_left(
    evenings, desk, evaluator, release
):
    """It reads from the start what would happen then."""
    post(evaluator, f"{release}/show")
    organiser = desk.signed_in("organiser", chapter=desk.north)
    said = [html.fromstring(organiser.get(release).text).xpath("string(//main)")]
    leave(evenings, *["Mill Hall"] * 5)
    said.append(html.fromstring(organiser.get(release).text).xpath("string(//main)"))
    assert said[0] == said[1]
    assert "If somebody takes their answers back before it is out, it does not go out" in said[0]


@pytest.fixture
def for_its_chapter(evenings, desk, evaluator):
    """A release for its chapter alone, which was shown it."""
    with desk.services.database.transaction() as db:
        chosen = [db.merge(evenings.experiments["Mill Hall"])]
        gathered, subject = freeze_release.of_experiments(db, chosen, public=False)
        about = {"subject": subject, "key": KEY, "now": desk.services.clock(), "by": "command line"}
        frozen_at_once(db, gathered, **about)
    (release,) = addresses(desk)
    post(evaluator, f"{release}/show")
    return release


def test_no_days_are_promised_of_a_release_for_its_chapters_that_may_go_out_at_once(desk, evaluator, for_its_chapter):
    assert buttons(evaluator, for_its_chapter) == [PUT_OUT]
    (where,) = html.fromstring(evaluator.get("/reports").text).xpath("//table[@aria-labelledby='releases']/tbody/tr")
    assert "with its chapters until" not in " ".join(where.text_content().split())
    told = desk.signed_in("organiser", chapter=desk.north).get("/").text
    assert "add words of your own until it is put out." in told
