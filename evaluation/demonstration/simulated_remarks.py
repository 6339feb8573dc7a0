"""What simulated people write freely: invented sentences by theme, most of them with the others and some against."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SimulatedRemark:
    """One sentence, as an evaluator would sort it; what is `telling` could give its writer away and is not released."""

    text: str
    theme: str
    stance: str
    telling: bool = False


def dealt(rng: random.Random) -> Iterator[SimulatedRemark]:
    """Every remark once in an order by chance, then all of them again."""
    while True:
        yield from rng.sample(REMARKS, len(REMARKS))


SENTENCES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "Trust in people from other communities": {
        "supports": (
            "I came in thinking they would want something from us. They wanted to know how my week had been.",
            "I would knock on her door now. I would not have done that yesterday.",
            "He told me about his brother before I had told him anything. That made it easy to be honest back.",
            "I had an idea of what people from over there were like, and it was the wrong idea.",
            "I had braced for an argument about religion. We talked about our mothers.",
            "The person I was most wary of turned out to be the one I talked to longest.",
            "Seven minutes is enough to stop being a stranger, I had not expected that.",
        ),
        "complicates": (
            "I trust the people I met tonight. I am not sure that tells me much about the people I did not meet.",
            "It was easier with the older ones. With people of my own age I was still on my guard.",
        ),
        "contradicts": (
            "Friendly enough, but we have had friendly evenings before and nobody turned up when it mattered.",
            "I left as careful as I came. Trust takes longer than one evening.",
        ),
    },
    "Common ground": {
        "supports": (
            "We found that we worry about the same buses.",
            "Three of my four partners named damp flats before I did.",
            "Turns out we are all waiting for the same doctor’s appointment.",
            "Both of us send money home and neither of us tells the children how much.",
            "I did not know that the school run frightens other parents as much as it does me.",
            "We both said we stay in after dark, and then we both laughed, and then we were both cross about it.",
            "Her grandmother and mine worked in the same mill, on different floors.",
            "The rent. Every single conversation came round to the rent.",
            "We want the same thing for the park, only we had been asking for it in two separate letters.",
        ),
        "complicates": (
            "We agree on what is wrong. I doubt that we agree on who should put it right.",
            "Everybody cares about housing until you ask where the houses should go.",
        ),
        "contradicts": (
            "People were kind but their lives are not much like mine, and I do not think we want the same things.",
        ),
    },
    "Closeness": {
        "supports": (
            "I met somebody from the next street for the first time. We have shared a bus stop for eleven years.",
            "I laughed more in five conversations than I have this month.",
            "It has been a lonely winter and this helped.",
            "We are going to have tea. Neither of us writes things like that lightly.",
            "We did not say much in our last minute, and it was the best minute.",
            "For once nobody looked at their phone.",
            "I went home and told my daughter about a man I had met for seven minutes.",
            "She asked me a second question. People hardly ever ask the second question.",
        ),
        "complicates": (
            "Lovely while it lasted, but I do not have anybody’s number.",
            "I felt close to two people and quite far from the rest of the room.",
        ),
        "contradicts": ("I still felt like a visitor. The others seemed to know each other already.",),
    },
    "Understanding of difference": {
        "supports": (
            "I said things that I had not said outside my own congregation before.",
            "I had never thought about what it costs to be the only one in the room. Now I have.",
            "He plans his whole day around where there is a step and where there is not.",
            "She explained the fast to me properly, and I was ashamed how little I had asked in ten years.",
            "I learned that being polite and being listened to are not the same thing.",
            "Hearing about her night shifts changed how I think about the people who clean our office.",
            "It was good to be asked where I am from by somebody who wanted to hear the answer.",
        ),
        "complicates": (
            "I understood more about them, but I am not sure that they heard how it is for us.",
            "We kept to what we share. I would have liked the harder half of the conversation as well.",
            "My English is slow and the bell is quick. I understood more than I could say.",
        ),
        "contradicts": (
            "When I spoke about how my son is treated, the subject was changed. That is how it usually goes.",
        ),
    },
    "Nervousness": {
        "supports": (
            "I nearly turned round at the door. I am glad that somebody held it open.",
            "By the third round my hands had stopped shaking.",
            "The first minute was dreadful and the other six were fine.",
            "Having a question on a card helped, I did not have to think of one.",
            "Being told that I could pass on a question made me answer all of them.",
            "I was so nervous I forgot my own postcode. She had done the same.",
        ),
        "complicates": (
            "Less nervous with one person, more nervous when we all came back into the circle.",
            "I was not nervous before. Now I think I should have been, I talked far too much.",
        ),
        "contradicts": ("It was loud and close together and I spent most of it wanting to go outside.",),
    },
    "Agency": {
        "supports": (
            "I have signed many petitions and this is the first time I have met the other names on them.",
            "Four of us are going to the council together on the second Tuesday.",
            "I always thought that somebody else did this sort of thing.",
            "If we all ring about the street lights on one morning they will have to answer.",
            "I went in as somebody who complains and came out with a job to do.",
            "I said I would bring two people next time, and I have already asked one of them.",
        ),
        "complicates": (
            "I am ready to do something. I would like to be told what, and by when.",
            "We can move the small things. The landlord is not in the room.",
        ),
        "contradicts": (
            "It was friendly, but the people who decide were not there, and I went home thinking the same as before.",
            "Talking is not doing. I have seen a lot of talking.",
        ),
    },
    "The evening itself": {
        "supports": (
            "More time for each conversation, please.",
            "Please do it again, on a Saturday.",
            "Whoever made the soup, thank you.",
            "The bell was a good idea, it let you leave without being rude.",
        ),
        "complicates": ("The room echoed and I lost half of what was said, but I would come again.",),
        "contradicts": ("Too long for a weeknight with children to put to bed.",),
    },
}
TELLING = (
    SimulatedRemark(
        "As the only midwife in the room I got asked about nothing else, which I enjoyed.", "Closeness", "", True
    ),
    SimulatedRemark(
        "I teach the older class at the chapel, and two of their mothers were here.", "Common ground", "", True
    ),
)
REMARKS = (
    *(
        SimulatedRemark(text, theme, stance)
        for theme, stances in SENTENCES.items()
        for stance, texts in stances.items()
        for text in texts
    ),
    *TELLING,
)
