"""What somebody could type who wants it to be run, drawn, fetched or computed: each marked, so that it is known again.

An element of theirs has the class `injected`; a script of theirs calls `ran`; an address of theirs is at evil.test; a
template that is computed gives 9359, and a formula begins a cell.
"""

from collections import Counter

PAYLOADS = (
    # elements and scripts
    "<script class=injected>ran(1)</script>",
    "<ScRiPt class=injected src=//evil.test/1></sCrIpT>",
    "</title><script class=injected>ran(2)</script>",
    "</textarea><b class=injected onclick=ran(3)>",
    "</script><script class=injected>ran(4)</script>",
    "<<b class=injected>b",
    "<b/class=injected>\u2028b",
    "-->]]><b class=injected>b<!--",
    "<b class=injected/onpointerenter=ran(5)>b",
    # attributes and event handlers
    '" autofocus onfocus="ran(6)',
    "' autofocus onfocus='ran(7)",
    '"><img class=injected src=x onerror=ran(8)>',
    "'><img class=injected src=x onerror=ran(9)>",
    "x onmouseover=ran(10) y=",
    "`><b class=injected>`",
    "<input class=injected autofocus onfocus=ran(11)>",
    "<details class=injected open ontoggle=ran(12)>",
    "<video class=injected><source onerror=ran(13)>",
    "<body class=injected onload=ran(14)>",
    # addresses
    "javascript:ran(15)",
    "JaVaScRiPt&colon;ran(16)",
    "java\tscript:ran(17)",
    "data:text/html,<script>ran(18)</script>",
    "vbscript:ran(19)",
    "//evil.test/2",
    '<a class=injected href="javascript:ran(20)">a',
    "[a](javascript:ran(21))",
    "<base class=injected href=//evil.test/>",
    "<meta class=injected http-equiv=refresh content=0;//evil.test>",
    "<link class=injected rel=stylesheet href=//evil.test/3>",
    "<form class=injected action=//evil.test><button>b",
    # frames and objects
    '<iframe class=injected srcdoc="<script>parent.ran(22)</script>">',
    "<iframe class=injected src=javascript:parent.ran(23)>",
    "<object class=injected data=//evil.test/4>",
    "<embed class=injected src=//evil.test/5>",
    # SVG and MathML
    "<svg class=injected onload=ran(24)>",
    "<svg class=injected><script>ran(25)</script>",
    "<svg class=injected><animate onbegin=ran(26) attributeName=x>",
    "<svg class=injected><use href=data:image/svg+xml,x>",
    "<math class=injected><mtext><style><img src onerror=ran(27)>",
    # style
    "</style><style class=injected>*{color:red}</style>",
    "red;background:url(//evil.test/6)",
    "<p class=injected style=background:url(//evil.test/7)>",
    "@import '//evil.test/8';",
    # templates, and attributes that libraries act on
    "{{7*1337}}",
    "{%print(7*1337)%}",
    "${7*1337}#{7*1337}<%=7*1337%>",
    "{{config}}{{self.__init__}}",
    "%(evil)s %s {0.__class__}",
    "<b class=injected hx-get=//evil.test/9 hx-trigger=load>",
    "<b class=injected hx-on::load=ran(28) data-hx-get=//evil.test>",
    # JSON, tables, directions of writing, what is cut off
    '"},"a":"</script><b class=injected>',
    "\\u003cscript\\u003eran(29)\\u003c/script\\u003e",
    '=HYPERLINK("http://evil.test/10")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "\t=1+1",
    "\u202e\u2066gnp.exe\u2069 <b class=injected>",
    "&lt;b class=injected&gt; &#60;b class=injected&#62;",
    "<!--<b class=injected>",
)
"""By kind; some are shorter than a name may be, so that every column holds some."""
KINDS = {
    "elements and scripts": 9, "attributes and event handlers": 10, "addresses": 12, "frames and objects": 4,
    "SVG and MathML": 5, "style": 4, "templates": 7, "JSON, tables and writing": 10,
}  # fmt: skip
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def said(turn=0):
    """What stands in a column of text: the next payload of those that fit into it, from another one each turn.

    A column is not given the same twice before it was given each that fits.
    """
    at, given = iter(range(turn, turn + 10**6)), Counter()

    def at_place(_place):
        def say(column, length):
            fitting = [each for each in PAYLOADS if len(each) <= (length or len(each))]
            fewest = min(given[column, each] for each in fitting)
            payload = next(
                each
                for number in at
                if given[column, each := PAYLOADS[number % len(PAYLOADS)]] == fewest and each in fitting
            )
            given[column, payload] += 1
            return f"{next(at)}{payload}@evil.test" if column.endswith("email") else payload

        return say

    return at_place
