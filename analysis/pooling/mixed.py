"""Mixed models small enough to solve exactly: one for people in chapters, one for people who answered once or twice."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.estimate.estimate import NotEstimable
from analysis.estimate.quantiles import t_quantile
from analysis.estimate.roots import maximum_at
from analysis.pooling.heterogeneity import Labels, Numbers
from analysis.pooling.summaries import means, places


@dataclass(frozen=True, kw_only=True)
class OneStage:
    """The average of a one-stage model, its variances between chapters (tau2) and between people (sigma2), and its
    interval by t with `df` = chapters - 1.
    """

    estimate: float
    se: float
    tau2: float
    sigma2: float
    df: int
    low: float
    high: float


@dataclass(frozen=True)
class _Groups:
    """Size and mean of each chapter, and the squares of all people around their own chapter's mean."""

    n: Numbers
    mean: Numbers
    within: float

    @property
    def people(self) -> float:
        return float(self.n.sum())


def one_stage(changes: Numbers, chapters: Labels) -> OneStage | NotEstimable:
    """Average change over chapters from people's changes at once (one entry a person, `chapters` any labels).

    Estimand: mu in d_ij = mu + u_j + e_ij, u_j ~ N(0, tau2), e_ij ~ N(0, sigma2). Formula: with theta = tau2/sigma2 and
    w = n/(1 + n theta), the REML deviance (N - 1) ln(2 pi sigma2) + sum ln(1 + n theta) + ln sum w + (N - 1) is made
    least over theta >= 0, theta = 0 compared. Assumption: one sigma2 in all chapters, normal. The interval is t with
    chapters - 1 df also where theta is 0, since Satterthwaite's df would leap to N - 1 there and count people as if
    they were chapters. Reference: Bates et al. 2015, J Stat Software 67(1), for the profiled deviance.
    """
    groups = _groups(changes, chapters)
    if len(groups.n) < 2:
        return NotEstimable("An average over chapters needs at least two chapters.")
    if groups.within <= 1e-20 * groups.people:
        return NotEstimable("Within every chapter everybody changed alike, so people's spread cannot be estimated.")
    theta = maximum_at(
        lambda grid: np.array([-_deviance(groups, each) for each in grid]),
        lambda each: _slope(groups, each),
        grid=_thetas(groups),
    )
    return _one_stage_at(groups, theta)


def _groups(changes: Numbers, chapters: Labels) -> _Groups:
    each: Numbers = np.asarray(changes, dtype=float)
    _, place = places(np.asarray(chapters).tolist())
    mean = means(each, place)
    return _Groups(np.bincount(place).astype(float), mean, float(((each - mean[place]) ** 2).sum()))


def _thetas(groups: _Groups) -> Numbers:
    largest = groups.people * float(np.var(groups.mean)) / groups.within
    return np.concatenate([[0.0], np.geomspace(1e-6 / groups.n.max(), 1e3 * len(groups.n) * (1 + largest), 48)])


def _weights(groups: _Groups, theta: float) -> tuple[Numbers, float, float]:
    """Weights w, the average they give, and the residual squares: within + sum w (mean - mu)^2."""
    w = groups.n / (1 + groups.n * theta)
    mu = float((w * groups.mean).sum() / w.sum())
    return w, mu, groups.within + float((w * (groups.mean - mu) ** 2).sum())


def _deviance(groups: _Groups, theta: float) -> float:
    w, _, squares = _weights(groups, theta)
    df = groups.people - 1
    return float(df * np.log(2 * np.pi * squares / df) + np.log1p(groups.n * theta).sum() + np.log(w.sum()) + df)


def _slope(groups: _Groups, theta: float) -> float:
    """Minus half the deviance's derivative: 1/2 [(N-1) sum w^2 (mean - mu)^2 / squares - sum w + sum w^2/sum w]."""
    w, mu, squares = _weights(groups, theta)
    between = (groups.people - 1) * (w**2 * (groups.mean - mu) ** 2).sum() / squares
    return 0.5 * float(between - w.sum() + (w**2).sum() / w.sum())


def _one_stage_at(groups: _Groups, theta: float) -> OneStage:
    w, mu, squares = _weights(groups, theta)
    sigma2, df = squares / (groups.people - 1), len(groups.n) - 1
    se = float(np.sqrt(sigma2 / w.sum()))
    half = t_quantile(0.975, df) * se
    return OneStage(estimate=mu, se=se, tau2=theta * sigma2, sigma2=sigma2, df=df, low=mu - half, high=mu + half)


@dataclass(frozen=True, kw_only=True)
class AllRows:
    """Mean change from every row, with its standard error, Satterthwaite's df, 95 % limits, and the correlation of one
    person's two answers that the model found.
    """

    estimate: float
    se: float
    df: float
    low: float
    high: float
    correlation: float


@dataclass(frozen=True)
class _Rotated:
    """Independent rows after rotation, kind by kind: half differences and half sums of pairs, lone pres, lone posts.

    `design` has a row a kind (level, change); `n`, `mean` and `squares` (around that mean) say what was observed.
    """

    design: Numbers
    n: Numbers
    mean: Numbers
    squares: Numbers

    @property
    def pairs(self) -> float:
        return float(self.n[0])

    @property
    def df(self) -> float:
        return float(self.n.sum()) - 2


def all_rows(scores: pd.DataFrame) -> AllRows | NotEstimable:
    """Mean change that uses everybody, also who answered only before or only after (columns pre, post; NaN = absent).

    Estimand: b in y = a + b [post] + u_i + e, u_i a person's own level. Formula: exact REML. A pair is rotated into
    (post - pre)/sqrt 2 with variance phi (1 - rho) and (pre + post)/sqrt 2 with variance phi (1 + rho), a lone answer
    has variance phi; the deviance, phi profiled out, is a function of rho in [0, 1) alone. With complete pairs it is
    the paired t. Assumption: who is missing depends on what they answered, not on what they would have answered;
    chapters not told apart. Satterthwaite's df; pairs - 1 where rho is 0. Reference: Laird & Ware 1982, Biometrics
    38:963; lmer(y ~ t + (1|id)).
    """
    rows = _rotated(scores)
    if rows.pairs < 2:
        return NotEstimable("The model of all rows needs at least two people who answered both times.")
    if rows.squares[0] <= 1e-20 * rows.pairs:
        return NotEstimable("Everybody who answered both times changed alike, so the model has no spread to work with.")
    rho = maximum_at(
        lambda grid: np.array([-_row_deviance(rows, each) for each in grid]),
        lambda each: _row_slope(rows, each),
        grid=np.concatenate([np.linspace(0, 0.99, 34), 1 - np.geomspace(5e-3, 1e-12, 20)]),
    )
    return _all_rows_at(rows, rho)


def _rotated(scores: pd.DataFrame) -> _Rotated:
    pre, post = (scores[wave].to_numpy(dtype=float) for wave in ("pre", "post"))
    centre = float(np.nanmean(pre)) if np.isfinite(pre).any() else 0.0
    pre, post = pre - centre, post - centre
    both = np.isfinite(pre) & np.isfinite(post)
    root = np.sqrt(2)
    kinds = (
        (post[both] - pre[both]) / root,
        (pre[both] + post[both]) / root,
        pre[np.isfinite(pre) & ~both],
        post[np.isfinite(post) & ~both],
    )
    means = np.array([kind.mean() if kind.size else 0.0 for kind in kinds])
    return _Rotated(
        design=np.array([[0, 1 / root], [root, 1 / root], [1, 0], [1, 1]]),
        n=np.array([kind.size for kind in kinds], dtype=float),
        mean=means,
        squares=np.array([np.sum((kind - mean) ** 2) for kind, mean in zip(kinds, means, strict=True)]),
    )


@dataclass(frozen=True)
class _Fit:
    """Weighted least squares at one rho: X'WX, the coefficients, each kind's squares around the fitted line and the
    weighted sum of these.
    """

    information: Numbers
    coefficients: Numbers
    squares: Numbers
    residual: float


def _fit(rows: _Rotated, rho: float) -> _Fit:
    w = np.array([1 / (1 - rho), 1 / (1 + rho), 1.0, 1.0])
    information = rows.design.T @ (rows.design * (w * rows.n)[:, None])
    weighted = rows.design.T @ (w * rows.n * rows.mean)
    coefficients = np.asarray(np.linalg.solve(information, weighted), dtype=np.float64)
    squares = rows.squares + rows.n * (rows.mean - rows.design @ coefficients) ** 2
    residual = float(squares[0] / (1 - rho) + squares[1] / (1 + rho) + squares[2:].sum())
    return _Fit(information, coefficients, squares, residual)


def _row_deviance(rows: _Rotated, rho: float) -> float:
    fit = _fit(rows, rho)
    determinants = rows.pairs * np.log1p(-(rho**2)) + np.log(np.linalg.det(fit.information))
    return float(rows.df * np.log(fit.residual) + determinants)


def _row_slope(rows: _Rotated, rho: float) -> float:
    """Minus half the derivative of the deviance in rho; only the weights of the rotated pairs depend on it."""
    fit = _fit(rows, rho)
    dw = np.array([1 / (1 - rho) ** 2, -1 / (1 + rho) ** 2, 0.0, 0.0])
    change = rows.design.T @ (rows.design * (dw * rows.n)[:, None])
    determinants = np.trace(np.linalg.solve(fit.information, change)) - 2 * rho * rows.pairs / (1 - rho**2)
    return -0.5 * float(rows.df * (dw * fit.squares).sum() / fit.residual + determinants)


def _variance_of_change(rows: _Rotated, rho: float) -> float:
    fit = _fit(rows, rho)
    return float(np.linalg.inv(fit.information)[1, 1] * fit.residual / rows.df)


def _satterthwaite(rows: _Rotated, rho: float) -> float:
    """Df = 1 / (1/(N - 2) + (V'/V)^2 / D''), V the profiled variance of the change and D the profiled deviance."""
    if rho == 0:
        return rows.pairs - 1
    h = 1e-5 * (1 - rho)
    relative = np.log(_variance_of_change(rows, rho + h) / _variance_of_change(rows, rho - h)) / (2 * h)
    bend = -2 * (_row_slope(rows, rho + h) - _row_slope(rows, rho - h)) / (2 * h)
    return float(1 / (1 / rows.df + relative**2 / bend))


def _all_rows_at(rows: _Rotated, rho: float) -> AllRows:
    estimate, se = float(_fit(rows, rho).coefficients[1]), float(np.sqrt(_variance_of_change(rows, rho)))
    df = _satterthwaite(rows, rho)
    half = t_quantile(0.975, df) * se
    return AllRows(estimate=estimate, se=se, df=df, low=estimate - half, high=estimate + half, correlation=rho)
