"""A person who presses "I have read all of it and sign" on a page as it was shown."""

from lxml import html

from tests.staff_pages import post


def sign_form(page: str, language: str = "cy") -> dict[str, str]:
    """What the form to sign a language holds; nothing where the page has none."""
    forms = html.fromstring(page).xpath(f'//form[contains(@action, "/translations/{language}/sign")]')
    return {name: value for form in forms for name, value in form.form_values() if name != "csrf_token"}


def signs(client, page, address=None, *, shown=None, **fields):
    """Sign a draft's language on its page, or elsewhere, under what it shows or showed."""
    text = client.get(page).text if shown is None else shown
    return post(client, address or f"{page}/sign", **{**sign_form(text), **fields})
