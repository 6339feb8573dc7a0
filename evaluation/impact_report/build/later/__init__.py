"""The waves beyond before and after: their figures, and what they tell."""
