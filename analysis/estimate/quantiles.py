"""Quantiles and tails straight from the functions that `scipy.stats` asks, without its preparation of whole arrays.

They are the same numbers to the last digit; a report asks for hundreds of them.
"""

from scipy.special import fdtri, ndtr, ndtri, stdtr, stdtrit

RARE = 1e-6
"""An alpha below which 1 - alpha / 2 would be too coarse a number."""


def t_quantile(share: float, df: float) -> float:
    """The value below which that share of Student's t with so many degrees of freedom lies."""
    return float(stdtrit(df, share))


def t_limit(alpha: float, df: float) -> float:
    """The value outside which, both ways together, a share `alpha` of Student's t lies; 2.57 for .05 and five degrees.

    A share near 1 has no digits left for a small alpha, so below `RARE` it is taken from the other tail.
    """
    return t_quantile(1 - alpha / 2, df) if alpha >= RARE else -t_quantile(alpha / 2, df)


def normal_limit(alpha: float) -> float:
    """The same of the standard normal distribution; 1.96 for .05."""
    return normal_quantile(1 - alpha / 2) if alpha >= RARE else -normal_quantile(alpha / 2)


def t_above(value: float, df: float) -> float:
    """The chance that Student's t with so many degrees of freedom lies above a value."""
    return float(stdtr(df, -value))


def normal_quantile(share: float) -> float:
    """The value below which that share of the standard normal distribution lies."""
    return float(ndtri(share))


def f_quantile(share: float, df: float, df_below: float) -> float:
    """The value below which that share of F lies; degrees of freedom above and below the line."""
    return float(fdtri(df, df_below, share))


def normal_above(value: float) -> float:
    """The chance that the standard normal distribution lies above a value."""
    return float(ndtr(-value))
