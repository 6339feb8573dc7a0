"""Uncertainty of a mean or a regression when people of one chapter resemble each other.

Bell and McCaffrey's bias-reduced sandwich (CR2) with Satterthwaite's degrees of freedom: chapters are the clusters
and the working model, people independent with one variance, only sets the correction. Needs no model of how chapters
differ. Reference: Bell & McCaffrey 2002, Survey Methodology 28:169; Pustejovsky & Tipton 2018, J Bus Econ Stat
36:672.
"""

from dataclasses import dataclass

import numpy as np

from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.estimate.quantiles import t_above, t_quantile
from analysis.pooling.heterogeneity import Labels, Numbers


@dataclass(frozen=True, kw_only=True)
class Coefficient:
    """An estimate with its standard error, degrees of freedom, 95 % limits by t and two-sided p."""

    estimate: float
    se: float
    df: float
    low: float
    high: float
    p: float | Suppressed


def coefficient(estimate: float, *, se: float, df: float) -> Coefficient:
    """The estimate with the t interval and p that its standard error (above zero) and degrees of freedom give."""
    half = t_quantile(0.975, df) * se
    return Coefficient(
        estimate=estimate,
        se=se,
        df=df,
        low=estimate - half,
        high=estimate + half,
        p=float(2 * t_above(abs(estimate) / se, df)),
    )


def cr2_mean(changes: Numbers, chapters: Labels) -> Coefficient | NotEstimable:
    """Mean over all people, as unsure as chapters make it (one entry a person; `chapters` any labels).

    Estimand: the mean change of people, each counted once. Formula: a_j = 1/(1 - n_j/N), r_j = n_j (m_j - mean),
    se^2 = sum a_j r_j^2 / N^2; with P_jk = sqrt(a_j a_k) (n_j [j = k] - n_j n_k / N) / N^2, df = tr(P)^2 / sum P^2.
    Assumption: chapters independent. Not estimable with one chapter or when all chapters' means are one number.
    Reference: Bell & McCaffrey 2002, Survey Methodology 28:169, for the mean in closed form.
    """
    _, codes, n = np.unique(np.asarray(chapters), return_inverse=True, return_counts=True)
    if len(n) < 2:
        return NotEstimable("An interval that allows for chapters needs at least two chapters.")
    y, total = np.asarray(changes, dtype=float), float(n.sum())
    mean = float(y.mean())
    r = np.bincount(codes, weights=y - mean)
    a = 1 / (1 - n / total)
    p = np.sqrt(np.outer(a, a)) * (np.diag(n) - np.outer(n, n) / total) / total**2
    return _sandwich(mean, float(np.sum(a * r**2) / total**2), p)


def cr2_coefficient(design: Numbers, outcome: Numbers, clusters: Labels, *, column: int) -> Coefficient | NotEstimable:
    """One coefficient of a least-squares regression, as unsure as its clusters make it.

    Estimand: column `column` of the design (people x columns). Formula: with M = (X'X)^-1 and c the column of M asked
    for, A_j = (I - X_j M X_j')^(-1/2), se^2 = sum_j (e_j' A_j X_j c)^2; g_j = (I - H)' A_j X_j c, P_jk = g_j'g_k,
    df = tr(P)^2 / sum P^2. Assumption: clusters independent. Not estimable where a cluster alone decides a coefficient.
    Reference: Pustejovsky & Tipton 2018, J Bus Econ Stat 36:672; clubSandwich coef_test(vcov = "CR2").
    """
    inverse = _inverse(design)
    coefficients = inverse @ design.T @ outcome
    residuals = outcome - design @ coefficients
    members = [np.flatnonzero(clusters == each) for each in np.unique(clusters)]
    pulls = [_adjusted(design[rows], inverse, column) for rows in members]
    if any(pull is None for pull in pulls):
        return NotEstimable("One chapter alone decides the comparison, so chapters' spread cannot be told from it.")
    known = [pull for pull in pulls if pull is not None]
    variance = sum(float(residuals[rows] @ pull) ** 2 for rows, pull in zip(members, known, strict=True))
    return _sandwich(float(coefficients[column]), variance, _products(design, inverse, members, known))


def _inverse(design: Numbers) -> Numbers:
    """(X'X)^-1."""
    return np.asarray(np.linalg.inv(design.T @ design), dtype=np.float64)


def _adjusted(rows: Numbers, inverse: Numbers, column: int) -> Numbers | None:
    """A_j X_j c for one cluster, or None where the cluster's own hat matrix has a root of one.

    X_j M X_j' has as few non-zero roots l as the design has columns: with X_j = Q R and R M R' = U diag(l) U',
    A_j = I + QU diag((1 - l)^(-1/2) - 1) (QU)'.
    """
    q, r = np.linalg.qr(rows)
    roots, vectors = np.linalg.eigh(r @ inverse @ r.T)
    if np.any(1 - roots < 1e-9):
        return None
    pull, basis = rows @ inverse[:, column], q @ vectors
    adjusted: Numbers = pull + basis @ ((1 / np.sqrt(1 - roots) - 1) * (basis.T @ pull))
    return adjusted


def _products(design: Numbers, inverse: Numbers, members: list[Labels], pulls: list[Numbers]) -> Numbers:
    """P_jk = g_j'g_k = [j = k] p_j'p_j - b_j' M b_k with p_j = A_j X_j c and b_j = X_j'p_j."""
    b = np.array([design[rows].T @ pull for rows, pull in zip(members, pulls, strict=True)])
    products: Numbers = np.diag([float(pull @ pull) for pull in pulls]) - b @ inverse @ b.T
    return products


def _sandwich(estimate: float, variance: float, p: Numbers) -> Coefficient | NotEstimable:
    if variance <= 1e-20 * max(1.0, estimate**2):
        return NotEstimable("The chapters' results are all the same number, so their scatter says nothing.")
    return coefficient(estimate, se=float(np.sqrt(variance)), df=float(np.trace(p) ** 2 / np.sum(p**2)))


def least_squares_coefficient(design: Numbers, outcome: Numbers, *, column: int) -> Coefficient | NotEstimable:
    """One coefficient of a least-squares regression of independent people.

    Estimand: column `column` of the design. Formula: b = (X'X)^-1 X'y, se^2 = s^2 [(X'X)^-1]_cc, t with N - p df.
    Assumption: people independent, one residual variance. For a single chapter only. Reference: R's lm.
    """
    people, columns = design.shape
    inverse = _inverse(design)
    coefficients = inverse @ design.T @ outcome
    squares = float(np.sum((outcome - design @ coefficients) ** 2))
    if people <= columns or squares <= 1e-20 * people:
        return NotEstimable("Too few people, or all alike: the comparison leaves no spread to judge it by.")
    se = float(np.sqrt(squares / (people - columns) * inverse[column, column]))
    return coefficient(float(coefficients[column]), se=se, df=float(people - columns))
