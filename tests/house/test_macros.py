"""Every macro that a template takes from another is there: a renamed one is named before a page is opened."""

from pathlib import Path

from jinja2 import Environment, nodes

FOLDER = Path(__file__).parents[2] / "templates"


def trees():
    """The parts of each template, by its name."""
    reading = Environment(autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])
    return {
        str(file.relative_to(FOLDER)): reading.parse(file.read_text(encoding="utf-8"))
        for file in sorted(FOLDER.rglob("*.html"))
    }


def names_of(tree):
    """What other templates may take from one."""
    return {macro.name for macro in tree.find_all(nodes.Macro)} | {
        name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"
    }


def taken_from(tree):
    """Each macro that a template takes from another: that template and the macro."""
    for taking in tree.find_all(nodes.FromImport):
        for name in taking.names:
            yield taking.template.value, name[0] if isinstance(name, tuple) else name
    whole = {taking.target: taking.template.value for taking in tree.find_all(nodes.Import)}
    for used in tree.find_all(nodes.Getattr):
        if isinstance(used.node, nodes.Name) and used.node.name in whole:
            yield whole[used.node.name], used.attr


def test_every_macro_that_a_template_takes_is_there():
    found = trees()
    missing = [
        f"templates/{name} takes `{macro}` from templates/{source}, which has none"
        for name, tree in found.items()
        for source, macro in taken_from(tree)
        if source not in found or macro not in names_of(found[source])
    ]
    assert missing == []
