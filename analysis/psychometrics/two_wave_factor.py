"""One common factor behind the same items at two waves, of the same people, fitted by maximum likelihood."""

from dataclasses import dataclass

import numpy as np

from analysis.estimate.pairs import Numbers

STEPS = 500
FLAT = 1e-11
HALVINGS = 40
WAVES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoWaveFit:
    """How far a model is from the answers: chi-square with its degrees of freedom, and the smallest own variance."""

    chi_square: float
    df: int
    smallest: float


@dataclass(frozen=True, slots=True)
class _Model:
    """The matrices of a model as they follow from its parameters, each `fixed + sum of parameter * slope`.

    Loadings are items by factors, `own` is the covariance of what the factors leave; `latent` and `means` are the
    covariance and the averages of the factors.
    """

    loadings: Numbers
    own: Numbers
    intercepts: Numbers
    latent: Numbers
    means: Numbers
    fixed: Numbers

    def at(self, parameters: Numbers) -> tuple[Numbers, ...]:
        of = (self.loadings, self.own, self.intercepts, self.latent, self.means)
        loadings, own, intercepts, latent, means = (np.tensordot(parameters, each, axes=1) for each in of)
        return loadings, own, intercepts, latent + self.fixed, means


def two_wave_factor(
    answers: Numbers, *, equal_loadings: bool = False, equal_intercepts: bool = False
) -> TwoWaveFit | None:
    """The fit to answers with a column an item, those of the first wave first; None where none can be found.

    Model: a factor a wave; what an item has of its own goes together between the waves. The first factor has the
    average 0 and the variance 1; so has the second, until loadings (its variance is then free) and intercepts (its
    average) are held equal. Formula: minimises ln|Sigma| + tr(Sigma^-1 (S + d d')), d the averages less those of the
    model, by Fisher scoring; chi-square is n times the misfit above that of S itself. Own variances are not held above
    zero. Assumption: answers near normal. References: Joreskog 1971, Psychometrika 36:409; Liu et al. 2017,
    Psychological Methods 22:486; the fit is that of lavaan with a mean structure.
    """
    items = answers.shape[1] // WAVES
    even = _standardised(answers, items)
    covariance, averages = np.cov(even.T, ddof=0), even.mean(axis=0)
    model = _model(items, equal_loadings=equal_loadings, equal_intercepts=equal_intercepts)
    try:
        parameters = _fitted(model, covariance, averages, _start(model, averages))
        best = np.linalg.slogdet(covariance)[1] + len(averages)
    except np.linalg.LinAlgError:  # an item follows from others, or on the way was left no variance of its own
        return None
    if parameters is None or not np.isfinite(best):
        return None
    misfit = _misfit(model, covariance, averages, parameters) - best
    moments = len(averages) * (len(averages) + 3) // 2
    own = np.diag(model.at(parameters)[1])
    return TwoWaveFit(
        chi_square=float(max(misfit, 0.0) * len(answers)), df=moments - len(parameters), smallest=float(own.min())
    )


def _standardised(answers: Numbers, items: int) -> Numbers:
    """Each item from one origin and in one unit at both waves, on which no fit depends."""
    by_item = answers.reshape(len(answers), WAVES, items)
    unit = np.sqrt(by_item.var(axis=0).mean(axis=0))
    even: Numbers = ((by_item - by_item.mean(axis=(0, 1))) / unit).reshape(len(answers), WAVES * items)
    return even


def _model(items: int, *, equal_loadings: bool, equal_intercepts: bool) -> _Model:
    """Where each parameter stands: loadings, intercepts, own variances, their covariances, and those of the factors."""
    columns = WAVES * items
    places: list[tuple[str, tuple[tuple[int, ...], ...]]] = []
    places += _by_item("loadings", [((i, 0), (items + i, 1)) for i in range(items)], shared=equal_loadings)
    places += _by_item("intercepts", [((i,), (items + i,)) for i in range(items)], shared=equal_intercepts)
    places += [("own", ((i, i),)) for i in range(columns)]
    places += [("own", ((i, items + i), (items + i, i))) for i in range(items)]
    places += [("latent", ((0, 1), (1, 0)))]
    places += [("latent", ((1, 1),))] if equal_loadings else []
    places += [("means", ((1,),))] if equal_intercepts else []
    shapes = {
        "loadings": (columns, WAVES),
        "own": (columns, columns),
        "intercepts": (columns,),
        "latent": (WAVES, WAVES),
        "means": (WAVES,),
    }
    slopes = {name: np.zeros((len(places), *shape)) for name, shape in shapes.items()}
    for parameter, (name, cells) in enumerate(places):
        for cell in cells:
            slopes[name][(parameter, *cell)] = 1
    return _Model(**slopes, fixed=np.diag([1.0, 0.0 if equal_loadings else 1.0]))


def _by_item(
    name: str, cells: list[tuple[tuple[int, ...], ...]], *, shared: bool
) -> list[tuple[str, tuple[tuple[int, ...], ...]]]:
    """A parameter for each item, or one for each item and wave."""
    return [(name, each) for each in cells] if shared else [(name, (cell,)) for each in cells for cell in each]


def _start(model: _Model, averages: Numbers) -> Numbers:
    """Half of the variance common, half an item's own, averages as they are, the factors going together by half."""

    def spread(slopes: Numbers, values: Numbers | float) -> Numbers:
        axes = tuple(range(1, slopes.ndim))
        started: Numbers = (slopes * values).sum(axis=axes) / np.maximum(slopes.sum(axis=axes), 1)
        return started

    diagonal = np.eye(model.own.shape[-1]) * 0.5
    latent = np.array([[1.0, 0.5], [0.5, 1.0]])
    started: Numbers = (
        spread(model.loadings, 0.7)
        + spread(model.own, diagonal)
        + spread(model.intercepts, averages)
        + spread(model.latent, latent)
    )
    return started


def _fitted(model: _Model, covariance: Numbers, averages: Numbers, parameters: Numbers) -> Numbers | None:
    for _ in range(STEPS):
        gradient, information = _slopes(model, covariance, averages, parameters)
        if np.max(np.abs(gradient)) < FLAT:
            return parameters
        step: Numbers = np.linalg.lstsq(information, gradient, rcond=None)[0].astype(np.float64)
        lower = _downhill(model, covariance, averages, parameters, step)
        if lower is None:
            return None
        parameters = lower
    return None


def _implied(model: _Model, parameters: Numbers) -> tuple[Numbers, Numbers]:
    loadings, own, intercepts, latent, means = model.at(parameters)
    return loadings @ latent @ loadings.T + own, intercepts + loadings @ means


def _misfit(model: _Model, covariance: Numbers, averages: Numbers, parameters: Numbers) -> float:
    """ln|Sigma| + tr(Sigma^-1 (S + d d')); infinite where Sigma is no covariance matrix."""
    implied, expected = _implied(model, parameters)
    if np.linalg.eigvalsh(implied)[0] <= 0:
        return np.inf
    apart = averages - expected
    moments = covariance + np.outer(apart, apart)
    return float(np.linalg.slogdet(implied)[1] + np.trace(np.linalg.solve(implied, moments)))


def _slopes(model: _Model, covariance: Numbers, averages: Numbers, parameters: Numbers) -> tuple[Numbers, Numbers]:
    """The gradient of the misfit, and its expected second derivatives.

    With A = Sigma^-1 the gradient in a parameter a is tr(A (Sigma - S - d d') A Sigma_a) - 2 d' A mu_a, and the
    expected second derivative in a and b is tr(A Sigma_a A Sigma_b) + 2 mu_a' A mu_b.
    """
    loadings, _, _, latent, means = model.at(parameters)
    implied, expected = _implied(model, parameters)
    apart, inverse = averages - expected, np.linalg.inv(implied)
    through = model.loadings @ latent @ loadings.T
    of_covariance = through + through.transpose(0, 2, 1) + loadings @ model.latent @ loadings.T + model.own
    of_averages = model.intercepts + model.loadings @ means + model.means @ loadings.T
    weighted = inverse @ of_covariance
    excess = inverse @ (implied - covariance - np.outer(apart, apart))
    gradient = np.einsum("ij,kji->k", excess, weighted) - 2 * of_averages @ inverse @ apart
    information = np.einsum("aij,bji->ab", weighted, weighted) + 2 * of_averages @ inverse @ of_averages.T
    return gradient, information


def _downhill(
    model: _Model, covariance: Numbers, averages: Numbers, parameters: Numbers, step: Numbers
) -> Numbers | None:
    """The parameters after the step, halved until the misfit does not rise; None where no step helps."""
    before = _misfit(model, covariance, averages, parameters)
    for halving in range(HALVINGS):
        after: Numbers = parameters - step / 2.0**halving
        if _misfit(model, covariance, averages, after) <= before + FLAT * abs(before):
            return after
    return None
