"""Ways in which a page that becomes a PDF could be made to fetch something, and a watch on all that is fetched."""

import contextlib
import socket
import sys
import threading

WAYS = (
    '<img src="{at}">',
    '<img src="x" srcset="{at} 2x">',
    '<picture><source srcset="{at}"><img src="{at}"></picture>',
    '<link rel="stylesheet" href="{at}">',
    '<link rel="attachment" href="{at}">',
    '<link rel="icon" href="{at}">',
    '<a rel="attachment" href="{at}">a</a>',
    '<style>@import "{at}";</style>',
    "<style>@import url({at}) print;</style>",
    '<p style="background: url({at})">a</p>',
    '<p style="background-image: image-set(url({at}) 1x)">a</p>',
    '<ul style="list-style-image: url({at})"><li>a</li></ul>',
    '<p style="border: 3px solid; border-image: url({at}) 1">a</p>',
    '<p style="content: url({at})">a</p>',
    "<style>p::before {{ content: url({at}) }}</style><p>a</p>",
    "<style>@font-face {{ font-family: f; src: url({at}) }} p {{ font-family: f }}</style><p>a</p>",
    "<style>@page {{ background: url({at}) }}</style>",
    "<style>@page {{ @top-left {{ content: url({at}) }} }}</style>",
    "<style>@page {{ marks: crop; @bottom-right {{ background: url({at}); content: 'a' }} }}</style>",
    '<p style="mask-image: url({at}); cursor: url({at}), auto">a</p>',
    "<style>p::after {{ content: target-text(url({at})) }}</style><p>a</p>",
    '<object data="{at}">a</object>',
    '<embed src="{at}">',
    '<iframe src="{at}"></iframe>',
    '<video poster="{at}" src="{at}"></video>',
    '<audio src="{at}"></audio>',
    '<input type="image" src="{at}">',
    '<script src="{at}"></script>',
    '<body background="{at}">',
    '<table background="{at}"><tr><td background="{at}">a</td></tr></table>',
    '<base href="{at}/"><img src="a.png">',
    '<base href="{at}/"><link rel="stylesheet" href="a.css">',
    '<svg width="9" height="9"><image href="{at}" width="9" height="9"/></svg>',
    '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="{at}" width="9" height="9"/></svg>',
    '<svg width="9" height="9"><use href="{at}#a"/></svg>',
    '<svg width="9" height="9"><rect width="9" height="9" fill="url({at}#a)"/></svg>',
    '<svg><filter id="f"><feImage href="{at}"/></filter><rect width="9" height="9" filter="url(#f)"/></svg>',
    '<svg width="9" height="9"><style>@import url({at});</style><rect width="9" height="9"/></svg>',
    '<svg width="9" height="9"><text><textPath href="{at}#a">a</textPath></text></svg>',
    '<svg width="9" height="9"><foreignObject><img src="{at}"/></foreignObject></svg>',
    '<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22%3E%3Cimage href=%22{at}%22/%3E">',
    '<?xml-stylesheet href="{at}"?><p>a</p>',
    '<!DOCTYPE html [<!ENTITY e SYSTEM "{at}">]><p>&e;</p>',
    '<meta http-equiv="refresh" content="0;url={at}"><meta http-equiv="link" content="<{at}>;rel=stylesheet">',
)
"""Each in a page of its own; `at` is the address."""
TYPED = tuple(way for way in WAYS if len(way) < 110)
"""Those that are short enough to be typed as a title."""
BOMBS = (
    "<img src=\"data:image/svg+xml,%3C!DOCTYPE s [%3C!ENTITY a 'aaaaaaa'%3E%3C!ENTITY b '%26a;'%3E]%3E%3Csvg/%3E\">",
    "<img src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9e9' height='9e9'/%3E\">",
    '<img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA//8AAP//CAYAAAA=">',
    '<img src="data:image/svg+xml;base64,!!!!">',
    '<link rel="stylesheet" href="data:text/css,@import url(data:text/css,p%7Bcolor:red%7D);">',
    '<object data="data:text/html,<script>a</script>">a</object>',
)
"""Addresses that hold what they name: they are read, and fetch nothing."""


class Fetches:
    """A server that answers nothing and counts who comes, a file that nobody may open, and what this process does."""

    def __init__(self, canary):
        self.canary, self.seen, self.is_on = canary, [], False
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self._count, daemon=True).start()
        sys.addaudithook(self._note)

    def addresses(self):
        """Where it could be fetched from, by the kind of address."""
        host = f"127.0.0.1:{self.port}"
        return {
            "http": f"http://{host}/a.png",
            "file": self.canary.as_uri(),
            "relative": f"//{host}/a.css",
            "ftp": f"ftp://{host}/a.png",
            "gopher": f"gopher://{host}/a",
            "https": f"https://{host}/a.svg",
            "share": f"\\\\127.0.0.1@{self.port}\\a",
            "host of a file": f"file://{host}{self.canary}",
            "capitals": f"FILE://localhost{self.canary}",
            "nested": f"view-source:http://{host}/",
            "archive": f"jar:http://{host}/a.jar!/a",
        }

    @contextlib.contextmanager
    def watched(self):
        """What was fetched while this lasts: connections, look-ups of names, and files that were opened."""
        self.seen.clear()
        self.is_on = True
        try:
            yield self.seen
        finally:
            self.is_on = False

    def close(self):
        self.is_on = False
        self.listening.close()

    def _count(self):
        with contextlib.suppress(OSError):
            while True:
                held, _address = self.listening.accept()
                if self.is_on:
                    self.seen.append("a connection")
                held.close()

    def _note(self, event, arguments):
        if not self.is_on:
            return
        if event == "open" and str(self.canary) == str(arguments[0]):
            self.seen.append("the file")
        elif event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname"}:
            self.seen.append(f"{event} {arguments[1:]}")
        elif event == "urllib.Request" and not str(arguments[0]).startswith("data:"):
            self.seen.append(f"{event} {arguments[0]}")
