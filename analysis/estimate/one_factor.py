"""One common factor behind several items, fitted by maximum likelihood."""

import numpy as np

from analysis.estimate.pairs import Numbers

STEPS = 200
FLAT = 1e-11
HALVINGS = 40


def one_factor(covariance: Numbers) -> tuple[Numbers, Numbers] | None:
    """Loadings and own variances of the items in a covariance matrix; None where one factor cannot be fitted.

    Minimises ln|Sigma| + tr(S Sigma^-1), Sigma = lambda lambda' + diag(theta), by Fisher scoring on the correlations
    (the fit does not depend on units), with the factor's variance at 1. Own variances are not held above zero, as in
    lavaan. Reference: Joreskog 1967, Psychometrika 32:443.
    """
    try:
        return _fitted(covariance)
    except np.linalg.LinAlgError:  # on the way an item was left no variance of its own, and Sigma has no inverse
        return None


def _fitted(covariance: Numbers) -> tuple[Numbers, Numbers] | None:
    deviations = np.sqrt(np.diag(covariance))
    correlations = covariance / np.outer(deviations, deviations)
    parameters = _start(correlations)
    for _ in range(STEPS):
        gradient, information = _slopes(correlations, parameters)
        if np.max(np.abs(gradient)) < FLAT:
            loadings, own = np.split(parameters, 2)
            return loadings * deviations, own * deviations**2
        step: Numbers = np.linalg.lstsq(information, gradient, rcond=None)[0].astype(np.float64)
        lower = _downhill(correlations, parameters, step)
        if lower is None:
            return None
        parameters = lower
    return None


def _start(correlations: Numbers) -> Numbers:
    """The first principal axis, drawn in so that every item keeps some variance of its own."""
    values, axes = np.linalg.eigh(correlations)
    loadings = np.clip(axes[:, -1] * np.sqrt(values[-1]), -0.9, 0.9)
    return np.concatenate([loadings, 1 - loadings**2])


def _implied(parameters: Numbers) -> Numbers:
    loadings, own = np.split(parameters, 2)
    return np.outer(loadings, loadings) + np.diag(own)


def _misfit(correlations: Numbers, parameters: Numbers) -> float:
    """ln|Sigma| + tr(S Sigma^-1); infinite where Sigma is no covariance matrix."""
    implied = _implied(parameters)
    if np.linalg.eigvalsh(implied)[0] <= 0:
        return np.inf
    return float(np.linalg.slogdet(implied)[1] + np.trace(np.linalg.solve(implied, correlations)))


def _slopes(correlations: Numbers, parameters: Numbers) -> tuple[Numbers, Numbers]:
    """The gradient of the misfit in loadings and own variances, and its expected second derivatives.

    With A = Sigma^-1 and G = A - A S A the gradient is (2 G lambda, diag G). The expected second derivative for two
    parameters is tr(A Sigma_a A Sigma_b), Sigma_a the derivative of Sigma.
    """
    loadings = np.split(parameters, 2)[0]
    inverse = np.linalg.inv(_implied(parameters))
    slope = inverse - inverse @ correlations @ inverse
    weighted = inverse @ loadings
    of_loadings = 2 * (np.outer(weighted, weighted) + inverse * (loadings @ weighted))
    crossed = 2 * inverse * weighted
    information = np.block([[of_loadings, crossed], [crossed.T, inverse**2]])
    return np.concatenate([2 * slope @ loadings, np.diag(slope)]), information


def _downhill(correlations: Numbers, parameters: Numbers, step: Numbers) -> Numbers | None:
    """The parameters after the step, halved until the misfit does not rise; None where no step helps."""
    before = _misfit(correlations, parameters)
    for halving in range(HALVINGS):
        after: Numbers = parameters - step / 2.0**halving
        if _misfit(correlations, after) <= before + FLAT * abs(before):
            return after
    return None
