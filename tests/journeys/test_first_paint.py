"""The first paint of every state that a person comes to, on a slow phone: 400 kbit/s and a processor at a quarter."""

import pytest

from tests.journeys.pages import CHOSEN, answer_all, join, send
from tests.survey.test_published_result import WITH_AVERAGES, put_out

pytestmark = [pytest.mark.browser, pytest.mark.long]
SLOWEST = 1500
"""Milliseconds."""
KBITS = 400
PAINTED = """() => new Promise((done) => {
  new PerformanceObserver((list, watching) => {
    const found = list.getEntriesByName('first-contentful-paint');
    if (found.length) { watching.disconnect(); done(found[0].startTime); }
  }).observe({type: 'paint', buffered: true});
})"""


def painted(context, address):
    """The best of three visits: others use the machine too."""
    return min(_visited(context, address) for _ in range(3))


def _visited(context, address):
    """Milliseconds from the tap to the first words, with nothing kept from before but who the person is."""
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    tools.send("Network.setBypassServiceWorker", {"bypass": True})
    speed = KBITS * 1000 / 8
    line = {"offline": False, "latency": 150, "downloadThroughput": speed, "uploadThroughput": speed}
    tools.send("Network.emulateNetworkConditions", line)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(address)
    moment = page.evaluate(PAINTED)
    page.close()
    return round(moment)


def test_each_state_is_painted_within_a_second_and_a_half(live, phone):
    at, found = f"/{live.words}", {}
    with phone() as context:
        found["start"] = painted(context, at)
        page = context.new_page()
        join(page, live.words)
        found["questionnaire"], found["midway"] = painted(context, page.url), painted(context, at)
        answer_all(page, {item: CHOSEN[item] for item in ("bt1", "bt2", "bt3")})
        page.evaluate("location.hash = 'pa1'")
        send(page)
        page.wait_for_url("**/sent/**")
        found["receipt"], found["answered"] = painted(context, page.url), painted(context, at)
        live.close("pre")
        found["between"] = painted(context, at)
        live.open("post")
        found["return"] = painted(context, at)
        found["hand on"], found["privacy"] = painted(context, f"{at}/next"), painted(context, f"{at}/privacy")
        found["no such meeting"] = painted(context, "/river-lamb")
        live.close("post")
        put_out(live, result=WITH_AVERAGES)
        found["result"] = painted(context, at)
    print(found)  # noqa: T201 - the figures are asked for
    assert {state: moment for state, moment in found.items() if moment > SLOWEST} == {}
