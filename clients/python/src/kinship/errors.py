"""Errors of the exchange, as Python sees them: one class a kind, the closed code in every one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class KinshipError(Exception):
    """An answer that is a problem document (RFC 9457), or a failure to get one.

    ``code`` is from the closed list of the exchange, ``status`` the HTTP status (0 without an answer), ``params`` small facts,
    ``trace_id`` what to quote to the operator.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        status: int = 0,
        params: Mapping[str, Any] | None = None,
        trace_id: str | None = None,
    ) -> None:
        super().__init__(f"{message} ({code})")
        self.code = code
        self.message = message
        self.status = status
        self.params = dict(params or {})
        self.trace_id = trace_id


class Refused(KinshipError):
    """Terms, policy or a person said no."""


class NotFound(KinshipError):
    """There is no such thing, or it is not for this company to see."""


class Forbidden(KinshipError):
    """The caller may not do this."""


class Unauthenticated(KinshipError):
    """The node does not know the caller: its token is another since it started anew."""


class RateLimited(KinshipError):
    """Too many questions; ask again later."""


class PeerUnreachable(KinshipError):
    """The other company's node, the broker or the own node cannot be reached."""


class NodeNotRunning(KinshipError):
    """No node holds the home."""


class VerificationError(KinshipError):
    """A delivery does not verify. ``rows`` are the checks that fail."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        super().__init__("content-mismatch", f"{len(rows)} checks of the delivery fail")
        self.rows = rows


KINDS: dict[str, type[KinshipError]] = {
    "refused": Refused,
    "not-found": NotFound,
    "forbidden": Forbidden,
    "unauthenticated": Unauthenticated,
    "rate-limited": RateLimited,
    "peer-unreachable": PeerUnreachable,
}


def error_of(code: str, message: str, **details: Any) -> KinshipError:
    """The error of a code, in its own class where it has one."""
    return KINDS.get(code, KinshipError)(code, message, **details)
