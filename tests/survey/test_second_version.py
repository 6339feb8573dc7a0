"""Version 2 on the phone and on paper: words beside pictures, answers by the verb, and an answer for who met nobody."""

from lxml import html
from werkzeug.datastructures import MultiDict

import instruments
from evaluation.fieldwork.paper.keyed_fields import keyed_fields
from evaluation.questionnaire.form import check
from evaluation.questionnaire.localised_version import version_in_language
from evaluation.questionnaire.paper_questionnaire import FormDetails, paper_form
from evaluation.questionnaire.questionnaire_html import AskedVersion, questionnaire_html

VERSION = instruments.load("common-ground", 2)


def asked(language="en", wave="pre"):
    version = version_in_language(VERSION, language)
    return AskedVersion(version=version, wave=wave, language=language, place="Leicester")


def drawn(participants, **about):
    with participants.test_request_context():
        return html.fromstring(questionnaire_html(asked(**about)))


def test_everybody_reads_the_words_of_the_pictures(participants):
    words = drawn(participants).xpath("//fieldset[@id='cg1']//label[not(@class)]/span[not(@class)]")
    assert [each.text_content() for each in words][:2] == ["Not close at all", "A little close"]


def test_the_words_of_version_1_stay_for_who_listens(participants):
    first = AskedVersion(version=instruments.load("common-ground", 1), wave="pre", language="en", place="Leicester")
    with participants.test_request_context():
        page = html.fromstring(questionnaire_html(first))
    assert len(page.xpath("//fieldset[@id='cg1']//label/span[@class='v']")) == 7


def test_who_has_met_nobody_can_say_so(participants):
    beside = drawn(participants).xpath("//fieldset[@id='bt3']//label[@class='skip']")
    assert [each.text_content().strip() for each in beside] == ["I have not met any", "I’d rather not say"]
    found = check(VERSION, "pre", sent=MultiDict({"bt3": "not_applicable", "bt1": "4"}))
    assert (found.answers, found.faults) == ({"bt3": "not_applicable", "bt1": 4}, {})


def test_a_question_that_fits_everybody_takes_no_such_answer():
    assert list(check(VERSION, "pre", sent=MultiDict({"bt1": "not_applicable"})).faults) == ["bt1"]


def test_welsh_answers_by_the_verb_on_the_phone(participants):
    page = drawn(participants, language="cy")
    assert answers(page.xpath("//fieldset[@id='pa1']//div[@class='list']/label")) == ["Nac ydw", "Ydw"]
    assert answers(page.xpath("//fieldset[@id='hp1']//div[@class='list']/label"))[0] == "Naddo"


def answers(labels):
    return [each.text_content().strip() for each in labels]


def test_paper_says_the_same():
    welsh = html.fromstring(paper_form(asked("cy"), FormDetails(title="Highfields")))
    rows = welsh.xpath("//ol/li")
    items = [item.id for item in VERSION.questions("pre")]
    assert answers(rows[items.index("pa1")].xpath(".//ul/li")) == ["0 Nac ydw", "1 Ydw"]
    assert "Ddim yn agos o gwbl" in answers(rows[items.index("cg1")].xpath(".//small"))
    assert answers(rows[items.index("bt3")].xpath("./p[@class='skip']"))[0].endswith("Nid wyf wedi cwrdd ag unrhyw un")


def test_keying_names_the_figure_for_who_met_nobody():
    hints = {field.name: field.hint for field in keyed_fields(VERSION, "pre", place="Leicester")}
    assert hints["bt3"].endswith("n I have not met any")
    assert "n I have" not in hints["bt1"]
