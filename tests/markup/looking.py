"""A browser that looks at pages full of markup, and what it finds that was run, injected, fetched or computed."""

INIT = """
window.hits = [];
window.ran = (number) => window.hits.push(number);
window.reports = [];
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => window.hits.push(name);
document.addEventListener("securitypolicyviolation", (event) =>
  window.reports.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""
FOUND = """() => {
  const all = [...document.querySelectorAll("*")];
  const strange = (one) => one.classList.contains("injected")
    || [...one.attributes].some((each) => each.name.startsWith("on") || /^(data-)?hx-/.test(each.name))
    || ["href", "src", "action", "formaction", "data", "xlink:href"].some((name) =>
         /^\\s*(javascript|vbscript|data:text)/i.test((one.getAttribute(name) || "").replace(/[\\t\\n\\r]/g, "")))
    || ["BASE", "OBJECT", "EMBED", "APPLET"].includes(one.tagName)
    || one.hasAttribute("srcdoc");
  return {
    elements: all.filter(strange).map((one) => one.outerHTML.slice(0, 120)),
    ran: window.hits || [], reports: window.reports || [],
    computed: (document.body?.innerText || "").includes("9359"),
  };
}"""


class Looking:
    """A page of the browser, and a note of all that it asked for elsewhere."""

    def __init__(self, page, base):
        self.page, self.base, self.asked = page, base, []
        page.add_init_script(INIT)
        page.on("request", self._note)
        page.on("dialog", lambda dialog: (self.asked.append(f"dialog {dialog.message}"), dialog.dismiss()))

    def _note(self, request):
        if not request.url.startswith((self.base, "data:", "blob:", "about:", "file:")):
            self.asked.append(request.url)

    def at(self, address):
        """What is wrong with a page; nothing where markup is text."""
        self.page.goto(address, wait_until="load")
        return self.faults()

    def of(self, markup):
        """What is wrong with a page that answered a form, without the policy that came with it."""
        self.page.goto("about:blank")  # where what notices scripts is put in
        self.page.set_content(markup, wait_until="load")
        return self.faults()

    def faults(self):
        self.page.evaluate("() => document.querySelectorAll('input, textarea, a').forEach((one) => one.focus())")
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)))")
        seen = [found for frame in self.page.frames if (found := self._in(frame))]
        asked, self.asked[:] = [*self.asked], []
        return [fault for found in seen for fault in found] + [f"asked for {each}" for each in asked]

    def _in(self, frame):
        found = frame.evaluate(FOUND)
        said = [f"element {each}" for each in found["elements"]]
        said += [f"ran {each}" for each in found["ran"]] + [f"policy: {each}" for each in found["reports"]]
        return said + (["a template was computed"] if found["computed"] else [])
