"""One home of Weaving, reached only by its command and its pages."""

import contextlib
import io
import json
import os
import sys
from dataclasses import dataclass
from functools import cached_property
from unittest import mock

from werkzeug.test import Client

from evaluation.application import create_application, routes
from evaluation.cli import main


@dataclass
class Result:
    """What a verb printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


class Home:
    """A folder of answers with the verbs and the pages that use it."""

    def __init__(self, folder, *, clock=None):
        self.folder, self.clock = folder, clock
        self.environ = {"WEAVING_HOME": str(folder)}

    def weaving(self, *arguments, expect=0):
        """Run `weaving ARGUMENTS` in this process and return what it printed; fail where it exits otherwise."""
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
        kept = {name: text for name, text in os.environ.items() if not name.startswith("WEAVING_")}
        with (
            mock.patch.dict(os.environ, {**kept, **self.environ}, clear=True),
            mock.patch.object(sys, "argv", ["weaving", *map(str, arguments)]),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            try:
                main()
                code = 0
            except SystemExit as ended:
                code = int(ended.code or 0)
        out.flush()
        result = Result(code, out.buffer.getvalue().decode(), err.getvalue())
        assert expect is None or result.code == expect, (arguments, result)
        return result

    def json(self, *arguments):
        """What a verb prints with `--json`, read."""
        return self.weaving(*arguments, "--json").json

    @cached_property
    def application(self):
        """All pages, as `weaving serve` mounts them."""
        return create_application(self.environ, **({"clock": self.clock} if self.clock else {}))

    def routes(self):
        """Every address pattern with each method it takes."""
        return routes(self.environ)

    def browser(self):
        """A browser with no cookies yet."""
        return Client(self.application)
