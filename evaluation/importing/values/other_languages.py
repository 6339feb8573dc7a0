"""Answers in German, French, Spanish and Polish as the English ones that say the same; Welsh has its own families."""

AGREEMENT = {
    "strongly disagree": "stimme überhaupt nicht zu|stimme gar nicht zu|trifft überhaupt nicht zu|trifft gar nicht zu"
    "|pas du tout d'accord|tout à fait en désaccord|fortement en désaccord|totalmente en desacuerdo"
    "|muy en desacuerdo|zdecydowanie się nie zgadzam|zdecydowanie nie zgadzam się|zdecydowanie nie",
    "disagree": "stimme nicht zu|trifft nicht zu|pas d'accord|en désaccord|en desacuerdo|nie zgadzam się"
    "|nie zgadzam sie",
    "somewhat disagree": "stimme eher nicht zu|trifft eher nicht zu|plutôt pas d'accord|plutôt en désaccord"
    "|algo en desacuerdo|más bien en desacuerdo|raczej się nie zgadzam|raczej nie zgadzam się|raczej nie",
    "neither agree nor disagree": "teils/teils|teils, teils|teils teils|teils-teils|weder noch|weder/noch|unentschieden"
    "|neutral|ni d'accord ni pas d'accord|ni d'accord, ni pas d'accord|ni en accord ni en désaccord|neutre"
    "|ni de acuerdo ni en desacuerdo|indiferente|ani się zgadzam, ani nie zgadzam|ani tak, ani nie|ani tak ani nie"
    "|trudno powiedzieć|ni się zgadzam, ni nie zgadzam|ani się zgadzam ani nie zgadzam",
    "somewhat agree": "stimme eher zu|trifft eher zu|plutôt d'accord|algo de acuerdo|más bien de acuerdo"
    "|raczej się zgadzam|raczej zgadzam się|raczej tak",
    "agree": "stimme zu|trifft zu|d'accord|de acuerdo|zgadzam się|zgadzam sie",
    "strongly agree": "stimme voll und ganz zu|stimme völlig zu|stimme voll zu|trifft voll und ganz zu"
    "|trifft völlig zu|tout à fait d'accord|entièrement d'accord|totalmente de acuerdo|muy de acuerdo"
    "|zdecydowanie się zgadzam|zdecydowanie zgadzam się|zdecydowanie tak",
}
YES_OR_NO = {"no": "nein|non|nie", "yes": "ja|oui|si|sí|tak"}
ENGLISH = {word: said for said, words in (AGREEMENT | YES_OR_NO).items() for word in words.split("|")}
"""The English answer for each of these, in plain words."""
