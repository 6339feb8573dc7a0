"""Scripts are made shorter as they are read, and do the same."""

import pytest

from evaluation.survey.delivery.asset_addresses import read_assets
from evaluation.survey.delivery.script_names import shortened


@pytest.mark.parametrize(
    ("script", "short"),
    [
        ("const first = 1;\nconst other = first + 1; // so many", "const a=1;const b=a+1;"),
        ("const place = { place, at: place.place };", "const a={place:a,at:a.place};"),
        ("const take = ({ one, two = 3 }) => one + two;", "const c=({one:a,two:b=3})=>a+b;"),
        ("const all = (...many) => [...many, -1 - -1];", "const b=(...a)=>[...a,-1- -1];"),
        ("const text = \"const text = 'text'\";", "const a=\"const text = 'text'\";"),
        ("const like = /^[/ ]like like$/.test(location.hash);", "const a=/^[/ ]like like$/.test(location.hash);"),
        ("try { go(); } catch (lost) { if (lost) { lost = 1; } }", "try{go();}catch(a){if(a){a=1;}}"),
        ("const pair = [location, history];", "const a=[location,history];"),
        ("const either = a ? b : either;", "const c=a?b:c;"),
    ],
)
def test_names_that_a_script_declares_become_short_and_properties_stay(script, short):
    assert shortened(script) == short


def test_a_template_literal_is_refused():
    with pytest.raises(ValueError, match="template"):
        shortened("const a = `${b}`;")


def test_a_script_that_declares_what_it_also_asks_of_the_browser_is_refused():
    with pytest.raises(ValueError, match="location"):
        shortened("const location = 1;")


def test_the_script_of_a_page_and_the_worker_take_seven_kilobytes_at_most():
    assets = read_assets()
    assert len(assets["survey.js"].compressed) + len(assets["worker.js"].compressed) <= 7 * 1024
    assert len(assets["receipt.js"].compressed) <= 1536
