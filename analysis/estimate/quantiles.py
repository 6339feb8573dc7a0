"""Quantiles and tails straight from the functions that `scipy.stats` asks, without its preparation of whole arrays.

They are the same numbers to the last digit; a report asks for hundreds of them.
"""

from scipy.special import fdtri, ndtri, stdtr, stdtrit


def t_quantile(share: float, df: float) -> float:
    """The value below which that share of Student's t with so many degrees of freedom lies."""
    return float(stdtrit(df, share))


def t_above(value: float, df: float) -> float:
    """The chance that Student's t with so many degrees of freedom lies above a value."""
    return float(stdtr(df, -value))


def normal_quantile(share: float) -> float:
    """The value below which that share of the standard normal distribution lies."""
    return float(ndtri(share))


def f_quantile(share: float, df: float, df_below: float) -> float:
    """The value below which that share of F lies; degrees of freedom above and below the line."""
    return float(fdtri(df, df_below, share))
