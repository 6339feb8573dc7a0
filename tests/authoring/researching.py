"""A researcher who goes from page to page of the editor without scripts, as `weaving serve` mounts it."""

import re

from lxml import html

from evaluation.authoring.sections.rows import rows_in
from evaluation.models import Draft
from evaluation.store.instruments.drafts import Writer, add_draft, version_in
from evaluation.store.instruments.published_versions import translations_of, version_of
from tests.mounted import Mounted


class Researcher:
    """One browser: opens a page of a draft, fills in forms and presses what stands on them."""

    def __init__(self, browser, draft):
        self.browser, self.draft, self.home = browser, draft, f"/staff/instruments/drafts/{draft}"
        self.status, self.text = 0, ""

    def open(self, name):
        """Open a page of the draft, such as items/bt2."""
        return self._show(self.browser.client.get(f"{self.home}/{name}", follow_redirects=True))

    def press(self, label, /, **filled):
        """Press the button that says this, in the form it belongs to, with some entries filled in otherwise."""
        page = html.fromstring(self.text)
        (button, *_) = [
            one for one in page.iter("button") if label in (one.text_content().strip(), one.get("aria-label"))
        ]
        form = page.get_element_by_id(button.get("form")) if button.get("form") else next(button.iterancestors("form"))
        sent = {**entries_of(form), **_in_cells(form, filled)}
        if button.get("name"):
            sent[button.get("name")] = button.get("value", "")
        address = button.get("formaction") or form.get("action") or self.address
        return self._show(self.browser.client.post(address, data=sent, follow_redirects=True))

    def save(self, name, /, **filled):
        """Open a part and save it with these entries."""
        return self.open(name).press("Save", **filled)

    @property
    def words(self):
        """What the page says, spaces made even."""
        return re.sub(r"\s+", " ", html.fromstring(self.text).text_content())

    def row(self, key):
        """What the page of changes says in the row of a change, and how its form stands."""
        return {name: value for name, value in entries_of(self._form("reasons")).items() if name.endswith(f".{key}")}

    def _form(self, ending):
        return next(form for form in html.fromstring(self.text).iter("form") if form.action.endswith(ending))

    def _show(self, response):
        self.status, self.text, self.address = response.status_code, response.text, response.request.path
        if response.request.script_root and not self.address.startswith("/staff"):
            self.address = response.request.script_root + self.address
        return self


def entries_of(form):
    """What a form would send: of its boxes those that are ticked."""
    sent: dict[str, list[str]] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(re.sub(r"^\n", "", str(value)))
    return {name: values if len(values) > 1 else values[0] for name, values in sent.items()}


def _in_cells(form, filled):
    """What is filled in; of an entry that holds rows the cells of each, and those it is shown with emptied."""
    found = dict(filled)
    for rows in form.xpath(".//*[@data-rows]"):
        if (name := rows.get("data-rows")) in found:
            shown = rows.xpath(".//@name[contains(., '.')]")
            columns = [cell.rpartition(".")[2] for cell in rows.xpath("(.//li)[1]//@name[contains(., '.')]")]
            found |= dict.fromkeys(shown, "")
            for number, row in enumerate(rows_in(found.pop(name), columns=len(columns))):
                found |= {f"{name}.{number}.{column}": cell for column, cell in zip(columns, row, strict=True)}
    return found


class Drafting:
    """The whole application with a draft of common-ground/2 in English alone."""

    def __init__(self, settings, database, clock, *, languages=("en",)):
        settings.home.mkdir(exist_ok=True, parents=True)
        self.mounted, self.database = Mounted(settings, database, clock), database
        with database.transaction() as db:
            version = version_of(db, "common-ground", 1)
            begun = add_draft(
                db, version.having(languages=languages), based_on=1, translations=translations_of(db, version),
                writer=Writer("-", "somebody", clock()),
            )  # fmt: skip
            self.draft = begun.id

    def researcher(self, email="first@example.org"):
        """Somebody new, at the draft."""
        return Researcher(self.mounted.person(email, "researcher"), self.draft)

    def version(self):
        """The version that the draft holds now."""
        with self.database.reading() as db:
            return version_in(db, db.get_one(Draft, self.draft))
