"""The token that opens the workbench once, and the secrets that it is exchanged for."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable

LIFETIME = 60.0
"""Seconds in which a token must be spent."""

NOT_ADMITTED = "this link was used or has expired: press Enter in the terminal for a new one"


class Gate:
    """Who has come in."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tokens: dict[str, float] = {}
        self._secrets: set[str] = set()

    def new_token(self) -> str:
        """Return a token that opens once, within a minute."""
        token = secrets.token_urlsafe(24)
        self._tokens[token] = self._clock()
        return token

    def spend(self, token: str) -> str | None:
        """Return the secret that a token is exchanged for; None if it was spent, is too old or is none."""
        known = next((one for one in self._tokens if hmac.compare_digest(one.encode(), token.encode())), None)
        if known is None:
            return None
        made = self._tokens.pop(known)
        if self._clock() - made > LIFETIME:
            return None
        secret = secrets.token_urlsafe(32)
        self._secrets.add(secret)
        return secret

    def admits(self, authorization: str) -> bool:
        """Return whether a header `Authorization` carries a secret that was given out."""
        kind, _, given = authorization.partition(" ")
        return kind == "Bearer" and any(
            hmac.compare_digest(one.encode(), given.encode()) for one in self._secrets
        )
