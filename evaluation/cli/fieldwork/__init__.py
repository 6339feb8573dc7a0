"""What a chapter and its evenings need: experiments, waves, cards, paper, and joining."""
