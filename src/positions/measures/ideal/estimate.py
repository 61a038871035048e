"""Ideal points by EM, and how certain each is.

Imai, Lo and Olmsted, "Fast estimation of ideal points with massive data", American Political Science Review
110 (2016): the probability that actor i is for issue j is Phi(alpha_j + beta_j' x_i). Formulas, and what was
measured, stand in docs/method/ideal-points.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from positions.measures.blas import one_thread
from positions.measures.ideal.probit import cumulatives, inverse_mills
from positions.measures.structure.orientation import pointed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_ROUNDS = 5_000
SMALLEST_MOVE = 1e-4
"""Rounds end when no standardised score moves by more."""

DRAWS, MOST_CELLS = 100, 10_000
"""So many draws of the parametric bootstrap, up to so many observed cells."""

SEED = 1
_SMALLEST_MOVE_OF_DRAWS = 1e-3
_PRIOR = 25.0
"""The variance of alpha and beta before the data; that of the scores is 1."""


@dataclass(frozen=True, slots=True)
class Ideal:
    """Ideal points of n actors in d dimensions, identified: mean 0, standard deviation 1, axes uncorrelated.

    Attributes:
        scores: n x d.
        alpha, beta: by issue the intercept, and by issue and dimension the discrimination.
        spread: n x d, the standard error of each score, approximate.
        rounds: how many rounds of EM there were.
        is_bootstrapped: whether the errors are from a bootstrap; else they are given the issues.
    """

    scores: Floats
    alpha: Floats
    beta: Floats
    spread: Floats
    rounds: int
    is_bootstrapped: bool


@dataclass(frozen=True, slots=True)
class _Fit:
    scores: Floats
    alpha: Floats
    beta: Floats
    rounds: int


@one_thread()
def ideal_points(votes: Floats, dimensions: int) -> Ideal:
    """Return the ideal points behind votes: n actors x m issues, 1 for, 0 against, NaN not known."""
    fit = _identified(_em(votes, _start(votes, dimensions)))
    few = int((votes == votes).sum()) <= MOST_CELLS
    spread = _bootstrapped(votes, fit) if few else _given_issues(votes, fit)
    return Ideal(fit.scores, fit.alpha, fit.beta, spread, fit.rounds, few)


def _start(votes: Floats, dimensions: int) -> Floats:
    """Return the leading eigenvectors of the actors' mean products of issue-centred votes."""
    import numpy as np

    known = (~np.isnan(votes)).astype(np.float64)
    centred = np.where(known > 0, votes - np.nanmean(votes, axis=0), 0.0)
    joint = known @ known.T
    products = np.divide(centred @ centred.T, joint, out=np.zeros_like(joint), where=joint > 0)
    vectors = np.linalg.eigh(products)[1][:, ::-1][:, :dimensions]
    return _standardised(np.asarray(vectors, dtype=np.float64))


def _standardised(scores: Floats) -> Floats:
    import numpy as np

    spread = scores.std(axis=0)
    found: Floats = (scores - scores.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    return found


def _em(votes: Floats, scores: Floats, least: float = SMALLEST_MOVE) -> _Fit:
    import numpy as np

    number, dimensions = scores.shape
    known = (~np.isnan(votes)).astype(np.float64)
    signs = np.where(known > 0, np.where(votes > 0.5, 1.0, -1.0), 0.0)
    latent = signs.copy()  # the first round regresses the votes themselves
    ridge_issue, ridge_actor = np.eye(dimensions + 1) / _PRIOR, np.eye(dimensions)
    before = _standardised(scores)
    alpha: Floats = np.zeros(votes.shape[1])
    beta: Floats = np.zeros((votes.shape[1], dimensions))
    rounds = 0
    while rounds < MOST_ROUNDS:
        rounds += 1
        design = np.column_stack((np.ones(number), scores))
        squares = _outer(design)
        normal = (known.T @ squares).reshape(-1, dimensions + 1, dimensions + 1) + ridge_issue
        found = _solved(normal, latent.T @ design)
        alpha, beta = found[:, 0], found[:, 1:]
        normal = (known @ _outer(beta)).reshape(-1, dimensions, dimensions) + ridge_actor
        right = (latent - known * alpha) @ beta
        scores = _solved(normal, right)
        now = _standardised(scores)
        if np.abs(now - before).max() < least:
            break
        before = now
        means = alpha + scores @ beta.T
        latent = known * (means + signs * inverse_mills(signs * means))
    return _Fit(scores, alpha, beta, rounds)


def _solved(matrices: Floats, right: Floats) -> Floats:
    """Return the solution of each system of equations, a row each."""
    import numpy as np

    found: Floats = np.linalg.solve(matrices, right[:, :, None])[:, :, 0].astype(np.float64)
    return found


def _outer(rows: Floats) -> Floats:
    """Return the products of each row's entries with one another, as a row."""
    found: Floats = (rows[:, :, None] * rows[:, None, :]).reshape(len(rows), -1)
    return found


def _identified(fit: _Fit) -> _Fit:
    """Return the same fit with scores of mean 0 and variance 1, uncorrelated, and a rule for the axes.

    In two dimensions the axes are turned so that the sum of beta beta' is diagonal, the larger first. Each
    points as the axes of a map do.
    """
    import numpy as np

    means = fit.scores.mean(axis=0)
    centred = fit.scores - means
    alpha = fit.alpha + fit.beta @ means
    values, vectors = np.linalg.eigh(centred.T @ centred / len(centred))
    widths = np.sqrt(np.maximum(values, 1e-300))
    scores, beta = centred @ vectors / widths, fit.beta @ vectors * widths
    turn = np.linalg.eigh(beta.T @ beta)[1][:, ::-1]
    scores, beta = scores @ turn, beta @ turn
    for axis in range(scores.shape[1]):
        column = scores[:, axis].tolist()
        if pointed(column) != column:
            scores[:, axis] *= -1
            beta[:, axis] *= -1
    return _Fit(scores, alpha, beta, fit.rounds)


def _bootstrapped(votes: Floats, fit: _Fit) -> Floats:
    """Return standard errors by the parametric bootstrap (Lewis and Poole 2004).

    Votes are drawn anew from the model on the observed cells, fitted from the estimate, and turned to it.
    """
    import numpy as np

    random = np.random.default_rng(SEED)
    chances = cumulatives(fit.alpha + fit.scores @ fit.beta.T)
    known = ~np.isnan(votes)
    drawn = []
    for _ in range(DRAWS):
        again = np.where(known, (random.random(votes.shape) < chances).astype(np.float64), np.nan)
        scores = _identified(_em(again, fit.scores, _SMALLEST_MOVE_OF_DRAWS)).scores
        left, _, right = np.linalg.svd(scores.T @ fit.scores)
        drawn.append(scores @ left @ right)
    found: Floats = np.std(np.stack(drawn), axis=0, ddof=1)
    return found


def _given_issues(votes: Floats, fit: _Fit) -> Floats:
    """Return standard errors as if alpha and beta were known: from the information of each actor's votes."""
    import numpy as np

    dimensions = fit.scores.shape[1]
    means = fit.alpha + fit.scores @ fit.beta.T
    upper, lower = inverse_mills(means), inverse_mills(-means)
    known = (~np.isnan(votes)).astype(np.float64)
    information = (known * upper * lower) @ _outer(fit.beta)
    precision = information.reshape(-1, dimensions, dimensions) + np.eye(dimensions)
    found: Floats = np.sqrt(np.diagonal(np.linalg.inv(precision), axis1=1, axis2=2))
    return found
