"""A phone in the hall that speaks HTTP: it opens the address, answers each question, presses the page's own button."""

import http.cookiejar
import random
import urllib.parse
import urllib.request

from lxml import html

PRESSES = 6
"""How many pages a wave takes at most: first screen, questionnaire, perhaps one asking again, receipt."""


class HttpPhone:
    """Somebody with a phone of their own, which keeps its cookies and follows redirections as a browser does."""

    def __init__(self, base: str, words: str, *, rng: random.Random):
        self.base, self.join, self.rng = base, f"{base}/{words}", rng
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        self.page, self.at = html.fromstring("<p>"), ""

    def begin(self) -> None:
        """Scan the code and agree, so that the questionnaire is shown."""
        self._open(self.join)
        self._press()

    def answer(self) -> str:
        """Scan the code, press on until the page thanks; what the last page says."""
        self._open(self.join)
        return self.finish()

    def finish(self) -> str:
        """Press on from where it stands until the page thanks; what the last page says."""
        for _press in range(PRESSES):
            if "/sent/" in self.at:
                return self.says()
            self._press()
        return self.says()

    def says(self) -> str:
        """The page's words on one line."""
        return " ".join(self.page.text_content().split())

    def _press(self) -> None:
        """Press the button that sends, or else the first, with whatever its form holds."""
        buttons = self.page.xpath("//form//button")
        button = next((each for each in buttons if each.text_content().strip().startswith("Send")), buttons[0])
        (form,) = button.xpath("ancestor::form[1]")
        fields = [(name, value) for name, value in form.form_values() if value is not None]
        fields += self._chosen(form)
        if button.get("name"):
            fields.append((button.get("name"), button.get("value", "")))
        target = urllib.parse.urljoin(self.at, button.get("formaction") or form.get("action") or self.at)
        if form.get("method", "get").lower() == "post":
            self._open(target, urllib.parse.urlencode(fields).encode())
        else:
            self._open(f"{target.partition('?')[0]}?{urllib.parse.urlencode(fields)}")

    def _chosen(self, form: html.HtmlElement) -> list[tuple[str, str]]:
        """An answer for each question of the form, somewhere along its scale."""
        names = dict.fromkeys(radio.get("name") for radio in form.xpath(".//input[@type='radio']"))
        chosen = []
        for name in names:
            values = [radio.get("value") for radio in form.xpath(f".//input[@type='radio'][@name='{name}']")]
            chosen.append((name, self.rng.choice(values)))
        return chosen

    def _open(self, address: str, data: bytes | None = None) -> None:
        with self.opener.open(urllib.request.Request(address, data=data), timeout=60) as answer:
            self.page, self.at = html.fromstring(answer.read()), answer.url
