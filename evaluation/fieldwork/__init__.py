"""The evening: experiments, waves, cards and print packs, counters, paper, and linking before to after."""
