"""The addresses of every page of both applications, filled with what the marked world holds."""

from evaluation.storage.keys import key
from evaluation.survey.cookie import BEGUN, mark_of_beginning
from tests.people.matrix.cells import Cell, address_of

ENDS_THE_SESSION = {"security.logout"}
PARTS = ("items/bt1", "items/bt2", "formats/trust11", "scales/bridging_trust", "waves/pre", "about/about")


def staff_pages(app, world):
    """Every page of staff that can be opened, by its route."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if "GET" in rule.methods and rule.endpoint not in ENDS_THE_SESSION:
            yield rule.endpoint, address_of(Cell(rule.endpoint, "GET", rule, "evaluator of everywhere"), world)
            if rule.endpoint in {"home.one", "arranging.arrange", "record.record", "script.script"}:
                values = {"experiment": world.north["module"]}
                yield f"{rule.endpoint} of a module", "/staff" + rule.build(values, append_unknown=False)[1]
    yield "a version that compares", f"/staff/instruments/{world.shared['instrument']}/2"
    for part in PARTS:
        yield f"a draft's {part}", f"/staff/instruments/drafts/{world.shared['draft']}/{part}"


def participants_pages(app, world):
    """Every page of participants that can be opened."""
    place = world.north
    sent, words = place["response"], place["experiment words"]
    filled = {
        "words": words, "wave": "post", "language": "en", "response": sent, "token": place["card"],
        "instrument": world.shared["instrument"], "number": 1, "digest": "x", "name": "x",
    }  # fmt: skip
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if "GET" in rule.methods:
            yield rule.rule, rule.build({name: filled[name] for name in rule.arguments}, append_unknown=False)[1]
    mark = mark_of_beginning(sent, key(world.services.settings, "cookies"))
    for language in ("en", "cy"):
        yield f"begun in {language}", f"/{words}/post/{language}/{sent}?{BEGUN}={mark}"
        yield f"first page in {language}", f"/{words}?lang={language}"
