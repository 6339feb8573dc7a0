"""Somebody at a real browser: each press, typed field, tick and chosen file counts one; so does a page that says no."""

import time


class CountedPerson:
    """A page on which what somebody does is counted, and since when they have been at it."""

    def __init__(self, page):
        self.page, self.interactions, self.dead_ends, self.begun = page, 0, [], time.monotonic()
        page.on("response", self._note)

    def _note(self, response):
        if response.status >= 400 and response.request.is_navigation_request():
            self.dead_ends.append(response.url)

    def opens(self, address):
        """Open a link that they were given, which is one press."""
        self.interactions += 1
        self.page.goto(address)

    def presses(self, name, role="button"):
        """Press the first button, or link, of this name, and see what comes."""
        self.interactions += 1
        self.page.get_by_role(role, name=name).first.click()
        self.page.wait_for_load_state()

    def types(self, label, text):
        """Fill in the first field of this label."""
        self.interactions += 1
        self.page.get_by_label(label, exact=False).first.fill(text)

    def ticks(self, box):
        """Tick a box, or one of several answers."""
        self.interactions += 1
        box.check()

    def chooses(self, label, *files):
        """Choose files, each with its name, kind and bytes: one of them is one, several at once too."""
        self.interactions += 1
        sent = [{"name": name, "mimeType": kind, "buffer": content} for name, kind, content in files]
        self.page.get_by_label(label).set_input_files(sent)

    def figures(self, most):
        """What a report of first hours says of this one; `most` is how many interactions it may take."""
        took = round(time.monotonic() - self.begun, 1)
        return {"interactions": self.interactions, "most": most, "seconds": took, "dead_ends": list(self.dead_ends)}
