"""Words are looked for in the audit log on either engine."""

from evaluation.models import Role


def test_words_are_found_in_details_and_names(mounted):
    root = mounted.person("root@example.org", Role.ADMINISTRATOR)
    root.post("/staff/studies/new", name="Weaving in Wales", time_zone="Europe/London")
    found = {words: root.get(f"/staff/audit?words={words}").text for words in ("wales", "study+root", "zzz")}
    assert ["study: Weaving in Wales" in page for page in found.values()] == [True, True, False]
