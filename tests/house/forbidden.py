"""Calls that let what somebody sent be run, drawn or fetched; and where each may stand all the same, and why."""

import ast
import re

from tests.house.parsed import nodes_of, parsed

INTERPOLATING_SQL = {"text", "exec_driver_sql", "execute", "literal_column", "DDL", "executescript"}
RUNNING = {"eval", "exec", "compile", "__import__", "breakpoint"}
UNSAFE_MODULES = {"pickle", "cPickle", "dill", "marshal", "shelve", "joblib", "yaml", "telnetlib", "ftplib"}
UNSAFE_READERS = {"read_pickle", "to_pickle", "extractall", "_create_unverified_context", "render_template_string"}
STARTING_PROGRAMS = re.compile(
    r"subprocess\.\w+|os\.(system|popen|startfile|exec\w+|spawn\w+|posix_spawn\w*)|pty\.spawn"
)
WEAK = re.compile(r"hashlib\.(md5|sha1)")
FETCHING = re.compile(
    r"(urllib\.request\.)?urlopen|http\.client\.\w+Connection|HTTPS?Connection|socket\.create_connection"
    r"|(requests|httpx)\.(get|post|put|patch|delete|head|options|request|Session|Client)"
)
XML_READERS = re.compile(r"(ET|ElementTree|etree|minidom|sax|expat)\.(parse|fromstring|XML|iterparse|parseString)")
"""What reads XML, entities and all; files of others are read by defusedxml."""

ALLOWED = {
    ("markup", "evaluation/authoring/versions/version_page.py"): "the packaged style sheet",
    ("markup", "evaluation/evaluators/shown_results.py"): "what a template of reports has escaped",
    ("markup", "evaluation/fieldwork/console/console_page.py"): "our own template, which escaped what is somebody's",
    ("markup", "evaluation/fieldwork/host_script.py"): "our own template, which escaped what is somebody's",
    ("markup", "evaluation/fieldwork/print_pack/pack_pdf.py"): "the packaged style sheet",
    ("markup", "evaluation/fieldwork/projector/join_screen.py"): "our own template, which escaped what is somebody's",
    ("markup", "evaluation/fieldwork/seating/seating_pdf.py"): "the packaged style sheet",
    ("markup", "evaluation/impact_report/formats/html.py"): "what a template has escaped, and the packaged style sheet",
    (
        "markup",
        "evaluation/impact_report/language/language.py",
    ): "message and values are escaped before they are joined",
    ("markup", "evaluation/questionnaire/paper_questionnaire.py"): "the packaged style sheet",
    ("markup", "evaluation/web/staff_layout.py"): "drawings of ours: a title that segno escaped, and numbers",
    ("random", "evaluation/cli/operations/demo.py"): "invented people, who have to be the same again",
    ("random", "evaluation/fieldwork/seating/seating_page.py"): "who sits with whom is no secret",
    (
        "random",
        "evaluation/survey/rights/complaint_form.py",
    ): "seeded by a keyed hash: the same form sent again has its code",
    ("sql", "evaluation/operations/backup/"): "names of tables and triggers that the database itself gives, quoted",
    ("sql", "evaluation/operations/restore/postgresql_swap.py"): "the name of a schema that a restore has made",
    ("program", "evaluation/operations/backup/database_copy.py"): "pg_dump, with the settings of whoever runs it",
    ("sql", "evaluation/storage/database.py"): "the time-out of a setting, made a whole number",
    ("sql", "evaluation/storage/sqlite.py"): "pragmas from a table of its own, and a whole number",
    ("sql", "evaluation/storage/write_ahead_log.py"): "a whole number of milliseconds, and tables that it lists itself",
    ("import", "evaluation/cli/__init__.py"): "a verb of the table of verbs",
    ("import", "evaluation/cli/operations/checkout_checks.py"): "proofs that lie in a folder of the checkout",
    ("import", "evaluation/impact_report/formats/extras.py"): "names of packages that stand in our own code",
    ("import", "evaluation/jobs/job_process.py"): "the module of a handler of ours, from the table of handlers",
    ("xml", "evaluation/printing/page_tree.py"): "a page that our own templates drew, where expat expands no entity",
}
"""A rule and a file, or a folder, and why what the rule forbids is as it should be there."""


def forbidden_in(text):
    """Each forbidden call of a source: its rule, its line, and what to do in its place."""
    for node in nodes_of(parsed(text)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from _of_import(node)
        elif isinstance(node, ast.Call):
            yield from ((rule, node.lineno, advice) for rule, advice in _of_call(node))


def _of_import(node):
    names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
    for name in names:
        if name.partition(".")[0] in UNSAFE_MODULES:
            yield "module", node.lineno, f"{name} runs what it reads, or sends it in the clear: keep data as JSON"


def _of_call(node):
    called, arguments = ast.unparse(node.func), {each.arg: each.value for each in node.keywords}
    last = called.rpartition(".")[2]
    for rule in (_of_running, _of_drawing, _of_chance):
        yield from rule(called, last, node, arguments)
    if last in INTERPOLATING_SQL and node.args and _interpolates(node.args[0]):
        yield "sql", "give values as parameters; a name that varies has to come from our own code"
    if FETCHING.fullmatch(called) and "timeout" not in arguments:
        yield "timeout", "say with timeout= how long is waited"
    if _is(arguments.get("verify"), value=False):
        yield "verify", "a certificate that is not verified is anybody's"
    if XML_READERS.fullmatch(called):
        yield "xml", "read XML of others with defusedxml"


def _of_running(called, last, node, arguments):
    if (called in RUNNING) or last in UNSAFE_READERS:
        yield "run", f"{called} runs, unpacks or trusts what it is given: do without"
    if _is(arguments.get("shell"), value=True) or STARTING_PROGRAMS.fullmatch(called):
        yield (
            "program",
            "a program is started only with words of our own, as a list, in a file with a reason in ALLOWED",
        )
    if _is(arguments.get("allow_pickle"), value=True):
        yield "run", "a pickle runs what it holds: keep data as JSON"
    if last == "import_module" and node.args and not isinstance(node.args[0], ast.Constant):
        yield "import", "what is imported has to stand in our own code"


def _of_drawing(called, last, node, arguments):
    if last == "Markup" and node.args and not isinstance(node.args[0], ast.Constant):
        yield "markup", "let the template escape it, or use Markup('…{}…').format(value), which escapes"
    if last in {"Environment", "Template"} and "autoescape" in _words_of(called, arguments):
        yield "autoescape", "templates escape everything: autoescape=True"
    if last == "from_string":
        yield "run", "a template is a file of ours, never a text"


def _words_of(called, arguments):
    """What a call of a template's environment lacks: that everything is escaped."""
    if called.rpartition(".")[2] == "Template" and "autoescape" not in arguments:
        return set()
    return set() if _is(arguments.get("autoescape"), value=True) else {"autoescape"}


def _of_chance(called, last, node, arguments):
    if called in {"tempfile.mktemp", "mktemp"}:
        yield "mktemp", "another may take the name first: use tempfile.mkstemp or TemporaryDirectory"
    named = node.args[0].value if called == "hashlib.new" and isinstance(node.args[0], ast.Constant) else ""
    if WEAK.fullmatch(called) or named in {"md5", "sha1"}:
        yield "weak", "two texts of one digest can be made: use SHA-256"
    if called.startswith("random.") and called != "random.SystemRandom":
        yield "random", "what can be guessed is no secret: pass secrets.SystemRandom() as rng"


def _is(node, *, value):
    return isinstance(node, ast.Constant) and node.value is value


def _interpolates(node):
    """Whether a text is put together: an f-string with something in it, +, % or .format."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Add | ast.Mod) and any(_is_text(each) for each in (node.left, node.right))
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"


def _is_text(node):
    return (
        isinstance(node, ast.JoinedStr)
        or (isinstance(node, ast.Constant) and isinstance(node.value, str))
        or (isinstance(node, ast.BinOp) and (_is_text(node.left) or _is_text(node.right)))
    )


def reason_of(rule, path):
    """Why what a rule forbids may stand in a file, and the key of that reason; nothing where nobody said so."""
    for (named, place), reason in ALLOWED.items():
        if named == rule and (path == place or (place.endswith("/") and path.startswith(place))):
            return (named, place), reason
    return None, None
