"""A browser and a system in words, so that people recognise their own sessions; nothing finer is kept."""

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def device_in_words(user_agent: str) -> str:
    """Such as "Firefox, Android"; empty where neither is known."""
    found = (next((word for mark, word in kinds if mark in user_agent), "") for kinds in (BROWSERS, SYSTEMS))
    return ", ".join(word for word in found if word)
