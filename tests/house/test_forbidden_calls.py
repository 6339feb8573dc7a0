"""Nothing that somebody sent is run, drawn as it is, fetched without end, or guarded by what can be guessed."""

import pathlib
import re

import pytest

from tests.house.forbidden import ALLOWED, forbidden_in, reason_of

ROOT = pathlib.Path(__file__).parents[2]
CODE = [
    path for package in ("analysis", "evaluation", "instruments") for path in sorted((ROOT / package).rglob("*.py"))
]
IN_TEMPLATES = {
    r"\|\s*(safe|xmlattr|tojson|forceescape)\b": "let the template escape it",
    r"\bautoescape\b": "everything is escaped",
    r"\bMarkup\s*\(": "let the template escape it",
    r"\bstyle\s*=": "a style stands in a style sheet",
    r"<[^>]*\son\w+\s*=": "a script listens in its own file",
    r"javascript:": "a script stands in its own file",
    r"<script(?![^>]*\bsrc=)(?![^>]*\btype=\"application/json\")[^>]*>": "a script stands in its own file",
    r"\b(href|src|action)\s*=\s*(?![\"'])[{\w]": "an attribute stands in quotes",
}
"""What a template may not hold, and what to do in its place."""


def found():
    """Every forbidden call of the program: its rule, its place, and what to do in its place."""
    for path in CODE:
        name = path.relative_to(ROOT).as_posix()
        for rule, line, advice in forbidden_in(path.read_text(encoding="utf-8")):
            yield rule, name, line, advice


def test_no_forbidden_call_stands_without_a_reason():
    unexplained = [
        f"{name}:{line}: {advice}. Where it is as it should be, put ({rule!r}, {name!r}) and why into ALLOWED of "
        "tests/house/forbidden.py."
        for rule, name, line, advice in found()
        if not reason_of(rule, name)[1]
    ]
    assert unexplained == [], "\n".join(unexplained)


def test_every_reason_is_of_something_that_still_stands():
    used = {reason_of(rule, name)[0] for rule, name, _line, _advice in found()}
    assert sorted(ALLOWED.keys() - used) == []


def in_template(text):
    return [pattern for pattern in IN_TEMPLATES if re.search(pattern, text)]


def test_templates_escape_everything_and_hold_no_script():
    told = {
        str(path.relative_to(ROOT)): found
        for path in sorted((ROOT / "templates").rglob("*.*"))
        if path.suffix in {".html", ".svg", ".xml"} and (found := in_template(path.read_text(encoding="utf-8")))
    }
    assert told == {}


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        ("run", "eval(sent)"),
        ("run", "exec(sent)"),
        ("run", "compile(sent, '', 'exec')"),
        ("run", "__import__(sent)"),
        ("run", "flask.render_template_string(sent)"),
        ("run", "environment.from_string(sent)"),
        ("run", "pd.read_pickle(path)"),
        ("run", "np.load(path, allow_pickle=True)"),
        ("run", "archive.extractall(folder)"),
        ("run", "ssl._create_unverified_context()"),
        ("module", "import pickle"),
        ("module", "from yaml import load"),
        ("module", "import marshal"),
        ("program", "subprocess.run(sent, shell=True)"),
        ("program", "subprocess.Popen([sent])"),
        ("program", "os.system(sent)"),
        ("program", "os.execv(sent, [])"),
        ("import", "importlib.import_module(sent)"),
        ("markup", "Markup(sent)"),
        ("markup", "markupsafe.Markup(f'<b>{sent}</b>')"),
        ("autoescape", "Environment(loader=loader)"),
        ("autoescape", "jinja2.Environment(autoescape=False)"),
        ("sql", "db.execute(text(f'SELECT {sent}'))"),
        ("sql", "text('SELECT ' + sent)"),
        ("sql", "text('SELECT %s' % sent)"),
        ("sql", "connection.exec_driver_sql('SELECT {}'.format(sent))"),
        ("sql", "db.execute('SELECT ' + sent + ' FROM x')"),
        ("weak", "hashlib.md5(sent)"),
        ("weak", "hashlib.new('sha1', sent)"),
        ("mktemp", "tempfile.mktemp()"),
        ("random", "random.choice(letters)"),
        ("random", "random.Random(7)"),
        ("timeout", "urllib.request.urlopen(address)"),
        ("timeout", "requests.post(address, json=sent)"),
        ("timeout", "http.client.HTTPSConnection(host)"),
        ("verify", "session.get(address, verify=False)"),
        ("xml", "ET.fromstring(sent)"),
    ],
)
def test_each_forbidden_call_is_found(rule, source):
    assert [each for each, _line, _advice in forbidden_in(source)].count(rule) >= 1


@pytest.mark.parametrize(
    "source",
    [
        "Markup('<b>{}</b>').format(sent)",
        "Environment(autoescape=True)",
        "db.execute(text('SELECT :sent'), {'sent': sent})",
        "random.SystemRandom()",
        "urlopen(address, timeout=5)",
        "importlib.import_module('evaluation.cli')",
        "re.compile(pattern)",
        "hashlib.sha256(sent)",
    ],
)
def test_what_is_sound_is_left_alone(source):
    assert list(forbidden_in(source)) == []


@pytest.mark.parametrize(
    "template",
    [
        "{{ sent|safe }}",
        "{{ sent | tojson }}",
        "{% autoescape false %}",
        "<p onclick='go()'>",
        "<p style='color: red'>",
        '<a href="javascript:go()">',
        "<script>go()</script>",
        "<a href={{ sent }}>",
    ],
)
def test_what_a_template_may_not_hold_is_found(template):
    assert in_template(template) != []
