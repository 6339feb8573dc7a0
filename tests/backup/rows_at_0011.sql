-- Rows of a home as the program of schema 0011 wrote them, made by itself; its keys are the SHA-256 of their names.
INSERT INTO "analysis_plan" VALUES('3e7c5476a7af4353a0f9d4fa16fb144e',1,'{"suppress_below": 5, "public_release_below": 10, "repeat_attenders": "first"}','29820988d554186d2bcf779ae92d6f0f2c9ea70169bdbf6ead4b8ec1a7193b1a','2026-05-14 12:00:00.000000',NULL,'2743d188c8a641da9750fd5095bcd004');
INSERT INTO "audit_entry" VALUES(1,'2026-05-14 17:04:00.000000',NULL,'command line','study added','study x','{"n": 1}','0000000000000000000000000000000000000000000000000000000000000000','8cf9640fee42bc4a9c69d5a6bb054e6f69590748ff636a41005b44dbf8a36038');
INSERT INTO "audit_entry" VALUES(2,'2026-05-14 17:04:00.000000',NULL,'command line','chapter added','study x','{"n": 1}','8cf9640fee42bc4a9c69d5a6bb054e6f69590748ff636a41005b44dbf8a36038','340f3e84b57737e19040844b3d64bf876ff17296ada25d5ac94fd6399b9ed878');
INSERT INTO "audit_entry" VALUES(3,'2026-05-14 17:04:00.000000',NULL,'command line','experiment added','study x','{"n": 1}','340f3e84b57737e19040844b3d64bf876ff17296ada25d5ac94fd6399b9ed878','3be94d32908bfc77a3cca41001058fd17d3691c250a6799573b552ca827bc4f2');
INSERT INTO "card" VALUES('71a70d388e4140e8996cf1964843ff5c','70557c2140b7475c8fd90cb656b47dc3','65DY2GJJC','2026-05-14 17:00:00.000000','7f2b7e5b5a714fa1accc042e8dab34f4');
INSERT INTO "card" VALUES('71a70d388e4140e8996cf1964843ff5c','8267d5a933c44a358e1bf1bcf9d02b47','X70N9D6FQ','2026-05-14 17:00:00.000000','b17755ba4fcb4b3b8aafdc0d47e6acba');
INSERT INTO "card" VALUES('71a70d388e4140e8996cf1964843ff5c','26e69f4927334a8ca51bf9ee0f02f83d','AT65N564P','2026-05-14 17:00:00.000000','38c8b4037f77439d85d5f6610e489f96');
INSERT INTO "card" VALUES('71a70d388e4140e8996cf1964843ff5c','9f1fcf037bb24f46b54781eebcc84283','4DRABF9XD','2026-05-14 17:00:00.000000','9f40e5e2be774073964ac2e2bc352ab6');
INSERT INTO "card" VALUES('71a70d388e4140e8996cf1964843ff5c','6f5ed7a110755d378df0b1c5e34e2fb1','C7E0G6E7R','2026-05-14 17:00:40.000000','eb450daf8c334fb3af0b0ce58fb52c70');
INSERT INTO "card" VALUES('71a70d388e4140e8996cf1964843ff5c','97025e769205592ebe2b2ca2848b49ec','NXGT75TT8','2026-05-14 17:01:20.000000','c94e1820d76342f2a2dba3ff76d66324');
INSERT INTO "card" VALUES('71a70d388e4140e8996cf1964843ff5c','455659f0b7445efda51ac5b58f58cad2','1FWQ6EV4H','2026-05-14 17:02:00.000000','5dd9d9a7ecfe4aabae9022d44ffa1f51');
INSERT INTO "card" VALUES('71a70d388e4140e8996cf1964843ff5c','816e87edc5e254cc98883928912ff819','MD37GPQG3','2026-05-14 17:02:40.000000','c83a93c42d0942e68a3fa45a9a90af41');
INSERT INTO "card" VALUES('71a70d388e4140e8996cf1964843ff5c','08501e5252c957ae9da7014579fb84a7','YHPHF3320','2026-05-14 17:03:20.000000','914efe363e3e4ec882fbf7c8507c7e9f');
INSERT INTO "card" VALUES('71a70d388e4140e8996cf1964843ff5c','63dde7f4326e5e77b39d24a63eb0b105','J6E8F5M9M','2026-05-14 17:04:00.000000','c2af1bc0ecb44eb1b1f33512bc9b21cf');
INSERT INTO "chapter" VALUES('3e7c5476a7af4353a0f9d4fa16fb144e',NULL,'leicester','Leicester','2026-05-14 12:00:00.000000','7023bec03d0b48e7bfc25c4b2e88a057');
INSERT INTO "consent" VALUES('6f5ed7a110755d378df0b1c5e34e2fb1','200232edbbf84fc08317aee954059130',1,'en','page',0,'2026-05-14 17:00:40.000000','42650644781f4c5896645fa9e8a8529f',0);
INSERT INTO "consent" VALUES('97025e769205592ebe2b2ca2848b49ec','200232edbbf84fc08317aee954059130',1,'en','page',0,'2026-05-14 17:01:20.000000','78633074b7974386bee2947631162427',0);
INSERT INTO "consent" VALUES('455659f0b7445efda51ac5b58f58cad2','200232edbbf84fc08317aee954059130',1,'en','page',0,'2026-05-14 17:02:00.000000','a399f82a65aa4c82b9f248b08cb4a0d7',0);
INSERT INTO "consent" VALUES('816e87edc5e254cc98883928912ff819','200232edbbf84fc08317aee954059130',1,'en','page',0,'2026-05-14 17:02:40.000000','de38378426d04944a2863a7f3b5f3d86',0);
INSERT INTO "consent" VALUES('08501e5252c957ae9da7014579fb84a7','200232edbbf84fc08317aee954059130',1,'en','page',0,'2026-05-14 17:03:20.000000','abe19f5803e04813bdc2ae9963d2e490',0);
INSERT INTO "consent" VALUES('63dde7f4326e5e77b39d24a63eb0b105','200232edbbf84fc08317aee954059130',1,'en','page',0,'2026-05-14 17:04:00.000000','97524d6af51e4722821b609228ce6f24',0);
INSERT INTO "experiment" VALUES('3e7c5476a7af4353a0f9d4fa16fb144e','7023bec03d0b48e7bfc25c4b2e88a057','jaguar-trifle','Highfields Centre','weaving_trust','2026-05-14','Leicester',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'','["en", "cy"]','{}','','2026-05-14 12:00:00.000000',NULL,'71a70d388e4140e8996cf1964843ff5c');
INSERT INTO "instrument_version" VALUES('common-ground',1,'af4072533ef0a76329b6abda3cdcd3681e06c35c8b86b94520bdd807eff24727','id = "common-ground"
number = 1
title = "Common ground"
description = "Before and after one-to-one talks between people of different organisations: trust, common ground, closeness, difference, nervousness and agency."
status_note = "not yet validated"
languages = [
    "en",
    "cy",
    "ar",
]

[consent]
version = 1
title = "Before you start"
statements = [
    "We don''t ask your name.",
    "Nobody at this meeting sees your answers.",
    "A code joins your two forms.",
    "If this is your own phone, a small file called a cookie keeps that code, so that your second form finds your first. It does nothing else.",
    "You can leave out any question, and you can stop whenever you like.",
    "You can take your answers back with the code on the last page. After {release_day} the averages we have published cannot be changed.",
]
agree = "Yes, I want to take part"

[waves.pretest]
title = "Earlier"
intro = "There are no right or wrong answers. Say what you feel now."

[waves.pre]
title = "Before"
intro = "There are no right or wrong answers. Say what you feel now."

[waves.post]
title = "After"
intro = "There are no right or wrong answers. Say what you feel now."

[waves.then]
title = "Looking back"
intro = "Now think back to before today. How was it then?"

[waves.then.wording.bt1]
ask = "Thinking back to before today, how much did you trust…"
text = "people in {place} who belong to organisations other than your own?"

[waves.then.wording.cg2]
ask = "Thinking back to before today, how much would you have agreed?"
text = "I have a lot in common with people in {place} from other communities."

[waves.then.wording.an1]
ask = "Thinking back to before today, how much would you have agreed?"
text = "I would feel nervous in a one-to-one talk with someone in {place} from a very different community."

[waves.then.wording.ag1]
ask = "Thinking back to before today, how much would you have agreed?"
text = "When people in {place} act together, what I do can make a difference."

[waves.follow_up]
title = "Three months on"
intro = "There are no right or wrong answers. Say what you feel now, three months on."

[formats.trust11]
layout = "strip"
low_label = "Not at all"
high_label = "Completely"
minimum = 0
maximum = 10

[formats.agree7]
layout = "stack"
options = [
    { value = 1, label = "Strongly disagree" },
    { value = 2, label = "Disagree" },
    { value = 3, label = "Slightly disagree" },
    { value = 4, label = "Neither agree nor disagree" },
    { value = 5, label = "Slightly agree" },
    { value = 6, label = "Agree" },
    { value = 7, label = "Strongly agree" },
]

[formats.circles7]
layout = "pictures"
options = [
    { value = 1, label = "Not close at all: the circles only touch", overlap = 0 },
    { value = 2, label = "A little close: they overlap a tenth", overlap = 10 },
    { value = 3, label = "Somewhat close: they overlap a fifth", overlap = 20 },
    { value = 4, label = "Fairly close: they overlap a third", overlap = 30 },
    { value = 5, label = "Close: they overlap by half", overlap = 55 },
    { value = 6, label = "Very close: they overlap by two thirds", overlap = 65 },
    { value = 7, label = "As close as can be: they almost cover each other", overlap = 85 },
]

[formats.yes_no]
layout = "choice"
options = [
    { value = 0, label = "No" },
    { value = 1, label = "Yes" },
]

[formats.talks]
layout = "number"
minimum = 0
maximum = 40

[formats.meet_again]
layout = "choice"
options = [
    { value = 0, label = "No" },
    { value = 1, label = "Maybe" },
    { value = 2, label = "Yes, and it is arranged" },
]

[formats.helped]
layout = "choice"
options = [
    { value = 0, label = "No, I answered alone" },
    { value = 1, label = "Yes, someone read it to me" },
    { value = 2, label = "Yes, someone translated it" },
    { value = 3, label = "Yes, someone answered for me" },
]

[formats.words]
layout = "text"
maximum = 1000

[items.bt1]
label = "Trust: other organisations"
ask = "How much do you trust…"
text = "people in {place} who belong to organisations other than your own?"
format = "trust11"
construct = "bridging_trust"
role = "primary"
direction = "higher"
target = "people in {place} who belong to other organisations"
waves = [
    "pretest",
    "pre",
    "post",
    "then",
    "follow_up",
]
source = "European Social Survey and OECD Guidelines on Measuring Trust (2017): trust on 0 to 10"
adaptation = "Asks about people in one named place who belong to other organisations, so that the same people are meant each time"
licence = "Own words, CC BY 4.0"

[items.bt2]
label = "Trust: different background"
ask = "How much do you trust…"
text = "people in {place} whose background is very different from yours?"
format = "trust11"
construct = "bridging_trust"
role = "primary"
direction = "higher"
target = "people in {place} with a very different background"
waves = [
    "pretest",
    "pre",
    "post",
    "follow_up",
]
source = "European Social Survey and OECD Guidelines on Measuring Trust (2017): trust on 0 to 10"
adaptation = "Asks about people in one named place whose background differs, so that the same people are meant each time"
licence = "Own words, CC BY 4.0"

[items.bt3]
label = "Trust: meeting first time"
ask = "How much do you trust…"
text = "people in {place} from other communities when you meet them for the first time?"
format = "trust11"
construct = "bridging_trust"
role = "primary"
direction = "higher"
target = "people in {place} from other communities"
waves = [
    "pretest",
    "pre",
    "post",
    "follow_up",
]
source = "KUSIV3 short scale of interpersonal trust (Niessen et al. 2020) and the OECD 0 to 10 format"
adaptation = "Trust in people met for the first time, asked about people in one named place from other communities"
licence = "Own words, CC BY 4.0"

[items.cg2]
label = "A lot in common"
ask = "How much do you agree or disagree?"
text = "I have a lot in common with people in {place} from other communities."
format = "agree7"
construct = "common_ground"
role = "primary"
direction = "higher"
target = "people in {place} from other communities"
waves = [
    "pretest",
    "pre",
    "post",
    "then",
    "follow_up",
]
source = "Sameness as a part of democratic practice (Tattersall 2024, Organising Together Across Difference)"
adaptation = "The idea of shared ground put as one sentence a person can agree with or not"
licence = "Own words, CC BY 4.0"

[items.cg3]
label = "Care about the same things"
ask = "How much do you agree or disagree?"
text = "People in {place} from other communities care about many of the same changes here as I do."
format = "agree7"
construct = "common_ground"
role = "primary"
direction = "higher"
target = "people in {place} from other communities"
waves = [
    "pretest",
    "pre",
    "post",
    "follow_up",
]
source = "Sameness as a part of democratic practice (Tattersall 2024, Organising Together Across Difference)"
adaptation = "Shared interests put as caring about the same changes that are needed locally"
licence = "Own words, CC BY 4.0"

[items.cg1]
label = "Closeness, two circles"
ask = "One circle is you. The other is them."
text = "Which picture shows best how close you feel to people in {place} from other communities?"
format = "circles7"
construct = "closeness"
role = "secondary"
direction = "higher"
target = "people in {place} from other communities"
waves = [
    "pretest",
    "pre",
    "post",
    "follow_up",
]
source = "Aron, Aron and Smollan 1992: overlapping circles for self and other"
adaptation = "Our own circles and words; the other is a group of people in one named place"
licence = "Own words, CC BY 4.0"

[items.df1]
label = "Life is different for others"
ask = "How much do you agree or disagree?"
text = "I understand how life is different for people in {place} from other communities."
format = "agree7"
construct = "difference"
role = "secondary"
direction = "higher"
target = "people in {place} from other communities"
waves = [
    "pretest",
    "pre",
    "post",
    "follow_up",
]
source = "Difference as a part of democratic practice (Tattersall 2024, Organising Together Across Difference)"
adaptation = "Seeing lived difference put as understanding how other lives differ"
licence = "Own words, CC BY 4.0"

[items.df2]
label = "Say my difference, be heard"
ask = "How much do you agree or disagree?"
text = "I can tell people in {place} from other communities how my own life is different, and they listen."
format = "agree7"
construct = "difference"
role = "secondary"
direction = "higher"
target = "people in {place} from other communities"
waves = [
    "pretest",
    "pre",
    "post",
    "follow_up",
]
source = "Difference as a part of democratic practice (Tattersall 2024, Organising Together Across Difference)"
adaptation = "Being met as different put as saying how one''s own life differs and being heard"
licence = "Own words, CC BY 4.0"

[items.an1]
label = "Nervous in a one-to-one"
ask = "How much do you agree or disagree?"
text = "I would feel nervous in a one-to-one talk with someone in {place} from a very different community."
format = "agree7"
construct = "anxiety"
role = "secondary"
direction = "lower"
target = "someone in {place} from a very different community"
waves = [
    "pretest",
    "pre",
    "post",
    "then",
]
source = "Stephan and Stephan 1985: intergroup anxiety"
adaptation = "One feeling, in the setting this work uses: a one-to-one conversation"
licence = "Own words, CC BY 4.0"

[items.ag1]
label = "What I do matters"
ask = "How much do you agree or disagree?"
text = "When people in {place} act together, what I do can make a difference."
format = "agree7"
construct = "agency"
role = "secondary"
direction = "higher"
target = "people in {place} acting together"
waves = [
    "pretest",
    "pre",
    "post",
    "then",
    "follow_up",
]
source = "van Zomeren et al. 2013: participative efficacy"
adaptation = "The part one''s own effort plays in acting together, for one named place"
licence = "Own words, CC BY 4.0"

[items.ag2]
label = "Act with other people"
ask = "How much do you agree or disagree?"
text = "I am willing to act with people in {place} from other organisations on something that matters to us."
format = "agree7"
construct = "agency"
role = "secondary"
direction = "higher"
target = "people in {place} from organisations other than your own"
waves = [
    "pretest",
    "pre",
    "post",
    "follow_up",
]
source = "van Zomeren et al. 2013: participative efficacy and willingness to act"
adaptation = "Willingness to act, with people from other organisations in one named place"
licence = "Own words, CC BY 4.0"

[items.pa1]
label = "Been to one before"
text = "Have you taken part in something like this before?"
format = "yes_no"
construct = "descriptive"
role = "context"
waves = [
    "pretest",
    "pre",
]
source = "Own question"
adaptation = "Tells first visits from repeats"
licence = "Own words, CC BY 4.0"

[items.oo1]
label = "One-to-ones today"
text = "How many one-to-one talks did you have today?"
format = "talks"
construct = "descriptive"
role = "process"
waves = [
    "post",
]
source = "Own question"
adaptation = "Counts conversations as the person lived them"
licence = "Own words, CC BY 4.0"

[items.oo2]
label = "With other organisations"
text = "How many of those talks were with someone from an organisation other than yours?"
format = "talks"
construct = "descriptive"
role = "process"
waves = [
    "post",
]
at_most = "oo1"
source = "Own question"
adaptation = "Counts the conversations that crossed an organisation''s edge"
licence = "Own words, CC BY 4.0"

[items.wm1]
label = "Want to meet again"
text = "Do you want to meet someone from today again?"
format = "meet_again"
construct = "descriptive"
role = "process"
waves = [
    "post",
]
source = "Own question"
adaptation = "Separates a wish from an arrangement already made"
licence = "Own words, CC BY 4.0"

[items.hp1]
label = "Help with answering"
text = "Did someone help you answer?"
format = "helped"
construct = "descriptive"
role = "process"
waves = [
    "post",
]
source = "Own question"
adaptation = "Tells answers given alone from answers given with help"
licence = "Own words, CC BY 4.0"

[items.op1]
label = "Anything to tell us"
text = "Is there anything you want to tell us about today? Please leave names out."
format = "words"
construct = "descriptive"
role = "process"
waves = [
    "post",
]
source = "Own question"
adaptation = "Open and optional, for the stories beside the figures"
licence = "Own words, CC BY 4.0"

[items.ma1]
label = "Met again"
text = "Since then, have you met again with anyone you first met there?"
format = "yes_no"
construct = "descriptive"
role = "process"
waves = [
    "follow_up",
]
source = "Own question"
adaptation = "Counts relationships that went on"
licence = "Own words, CC BY 4.0"

[items.tp1]
label = "Took part since"
text = "Since then, have you taken part in a meeting or an action?"
format = "yes_no"
construct = "descriptive"
role = "process"
waves = [
    "follow_up",
]
source = "Own question"
adaptation = "Counts taking part after the event"
licence = "Own words, CC BY 4.0"

[scales.bridging_trust]
label = "Trust in people from other communities"
construct = "bridging_trust"
items = [
    "bt1",
    "bt2",
    "bt3",
]
minimum = 0
maximum = 10
margin = 0.5
primary = true

[scales.common_ground]
label = "Common ground"
construct = "common_ground"
items = [
    "cg2",
    "cg3",
]
minimum = 1
maximum = 7
margin = 0.3
primary = true

[scales.closeness]
label = "Closeness"
construct = "closeness"
items = [
    "cg1",
]
minimum = 1
maximum = 7
margin = 0.3

[scales.difference]
label = "Understanding of difference"
construct = "difference"
items = [
    "df1",
    "df2",
]
minimum = 1
maximum = 7
margin = 0.3

[scales.anxiety]
label = "Nervousness"
construct = "anxiety"
items = [
    "an1",
]
minimum = 1
maximum = 7
margin = 0.3
direction = "lower"

[scales.agency]
label = "Agency"
construct = "agency"
items = [
    "ag1",
    "ag2",
]
minimum = 1
maximum = 7
margin = 0.3
','2026-05-14 12:00:00.000000','2709b83cf20f48a195a3bc1e74dcf7ab');
INSERT INTO "open_answer" VALUES('42650644781f4c5896645fa9e8a8529f','hope','Words number 0',0,NULL,'658e7d9a17e140f287e27ed1ef4345ef','','','');
INSERT INTO "open_answer" VALUES('78633074b7974386bee2947631162427','hope','Words number 1',1,NULL,'e310c1cc84594c478c9818b8360cc8cb','','','');
INSERT INTO "open_answer" VALUES('a399f82a65aa4c82b9f248b08cb4a0d7','hope','Words number 2',0,NULL,'2081f5ea37d24c68add41d402431af7c','','','');
INSERT INTO "open_answer" VALUES('de38378426d04944a2863a7f3b5f3d86','hope','Words number 3',1,NULL,'cb6c4de374204d458320c9473d739065','','','');
INSERT INTO "open_answer" VALUES('97524d6af51e4722821b609228ce6f24','hope','Words number 5',1,NULL,'f6e387d28021420ba9f0ee0efa975ef6','','','');
INSERT INTO "participant" VALUES('71a70d388e4140e8996cf1964843ff5c',NULL,'2026-05-14 17:00:00.000000',NULL,NULL,'70557c2140b7475c8fd90cb656b47dc3');
INSERT INTO "participant" VALUES('71a70d388e4140e8996cf1964843ff5c',NULL,'2026-05-14 17:00:00.000000',NULL,NULL,'8267d5a933c44a358e1bf1bcf9d02b47');
INSERT INTO "participant" VALUES('71a70d388e4140e8996cf1964843ff5c',NULL,'2026-05-14 17:00:00.000000',NULL,NULL,'26e69f4927334a8ca51bf9ee0f02f83d');
INSERT INTO "participant" VALUES('71a70d388e4140e8996cf1964843ff5c',NULL,'2026-05-14 17:00:00.000000',NULL,NULL,'9f1fcf037bb24f46b54781eebcc84283');
INSERT INTO "participant" VALUES('71a70d388e4140e8996cf1964843ff5c',NULL,'2026-05-14 17:00:40.000000','2026-05-14 17:00:40.000000',NULL,'6f5ed7a110755d378df0b1c5e34e2fb1');
INSERT INTO "participant" VALUES('71a70d388e4140e8996cf1964843ff5c',NULL,'2026-05-14 17:01:20.000000','2026-05-14 17:01:20.000000',NULL,'97025e769205592ebe2b2ca2848b49ec');
INSERT INTO "participant" VALUES('71a70d388e4140e8996cf1964843ff5c',NULL,'2026-05-14 17:02:00.000000','2026-05-14 17:02:00.000000',NULL,'455659f0b7445efda51ac5b58f58cad2');
INSERT INTO "participant" VALUES('71a70d388e4140e8996cf1964843ff5c',NULL,'2026-05-14 17:02:40.000000','2026-05-14 17:02:40.000000',NULL,'816e87edc5e254cc98883928912ff819');
INSERT INTO "participant" VALUES('71a70d388e4140e8996cf1964843ff5c',NULL,'2026-05-14 17:03:20.000000','2026-05-14 17:03:20.000000','2026-05-14 17:04:00.000000','08501e5252c957ae9da7014579fb84a7');
INSERT INTO "participant" VALUES('71a70d388e4140e8996cf1964843ff5c',NULL,'2026-05-14 17:04:00.000000','2026-05-14 17:04:00.000000',NULL,'63dde7f4326e5e77b39d24a63eb0b105');
INSERT INTO "response" VALUES('71a70d388e4140e8996cf1964843ff5c','200232edbbf84fc08317aee954059130','6f5ed7a110755d378df0b1c5e34e2fb1','2709b83cf20f48a195a3bc1e74dcf7ab','en','phone','{"bt1": 1, "bt2": "declined"}','61c5c2867ae5eb4cbd0c768b2f1533b8375d84c5e461115d94b27d8b057c244c','V0FCVKYD',1,'2026-05-14 17:00:40.000000','2026-05-14 17:00:40.000000',0,0,'42650644781f4c5896645fa9e8a8529f');
INSERT INTO "response" VALUES('71a70d388e4140e8996cf1964843ff5c','200232edbbf84fc08317aee954059130','97025e769205592ebe2b2ca2848b49ec','2709b83cf20f48a195a3bc1e74dcf7ab','en','phone','{"bt1": 2, "bt2": "declined"}','bb23f7d8ddc83d1e2e1d4196ee7b93eadedadc20686c2ff4767d18ff9c6c12ee','40H50M72',1,'2026-05-14 17:01:20.000000','2026-05-14 17:01:20.000000',0,0,'78633074b7974386bee2947631162427');
INSERT INTO "response" VALUES('71a70d388e4140e8996cf1964843ff5c','200232edbbf84fc08317aee954059130','455659f0b7445efda51ac5b58f58cad2','2709b83cf20f48a195a3bc1e74dcf7ab','en','phone','{"bt1": 3, "bt2": "declined"}','bc4b78113afe55ca0651ed1695774448b2d79a9a649db5bbfef3a5512bb093a5','Z672C8W4',1,'2026-05-14 17:02:00.000000','2026-05-14 17:02:00.000000',0,0,'a399f82a65aa4c82b9f248b08cb4a0d7');
INSERT INTO "response" VALUES('71a70d388e4140e8996cf1964843ff5c','200232edbbf84fc08317aee954059130','816e87edc5e254cc98883928912ff819','2709b83cf20f48a195a3bc1e74dcf7ab','en','phone','{"bt1": 4, "bt2": "declined"}','efd3fcce9146e3049bb1940fcb256f335ace98ce4e186b8f1ca5371d59080e7f','DWW8SM4X',1,'2026-05-14 17:02:40.000000','2026-05-14 17:02:40.000000',0,0,'de38378426d04944a2863a7f3b5f3d86');
INSERT INTO "response" VALUES('71a70d388e4140e8996cf1964843ff5c','200232edbbf84fc08317aee954059130','63dde7f4326e5e77b39d24a63eb0b105','2709b83cf20f48a195a3bc1e74dcf7ab','en','phone','{"bt1": 1, "bt2": "declined"}','8f00e40a081a2ff618264923a154d16f1af0022a561f07c450826520294a600f','SDQQ70XE',1,'2026-05-14 17:04:00.000000','2026-05-14 17:04:00.000000',0,0,'97524d6af51e4722821b609228ce6f24');
INSERT INTO "study" VALUES('weaving-trust','Weaving Trust','Europe/London',0,'2026-05-14 12:00:00.000000','3e7c5476a7af4353a0f9d4fa16fb144e',0);
INSERT INTO "wave" VALUES('71a70d388e4140e8996cf1964843ff5c','2709b83cf20f48a195a3bc1e74dcf7ab','pretest',NULL,NULL,180,'a407a362a949405e87e6039607ffae9d');
INSERT INTO "wave" VALUES('71a70d388e4140e8996cf1964843ff5c','2709b83cf20f48a195a3bc1e74dcf7ab','pre','2026-05-14 17:00:00.000000',NULL,180,'200232edbbf84fc08317aee954059130');
INSERT INTO "wave" VALUES('71a70d388e4140e8996cf1964843ff5c','2709b83cf20f48a195a3bc1e74dcf7ab','post',NULL,NULL,180,'6ae01f0501764dc5aff2a47bd73cff70');
INSERT INTO "wave" VALUES('71a70d388e4140e8996cf1964843ff5c','2709b83cf20f48a195a3bc1e74dcf7ab','then',NULL,NULL,180,'235ce9b2aa054d9fa6dd67ab200ca688');
INSERT INTO "wave" VALUES('71a70d388e4140e8996cf1964843ff5c','2709b83cf20f48a195a3bc1e74dcf7ab','follow_up',NULL,NULL,180,'b084d8d3add04ddd9922337eb7e239f1');
