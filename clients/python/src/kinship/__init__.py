"""Finds, licenses and fetches robot data through a company's own node. Standard library only."""

from .client import Client
from .errors import (
    Forbidden,
    KinshipError,
    NodeNotRunning,
    NotFound,
    PeerUnreachable,
    RateLimited,
    Refused,
    Unauthenticated,
    VerificationError,
)

__all__ = [
    "Client",
    "Forbidden",
    "KinshipError",
    "NodeNotRunning",
    "NotFound",
    "PeerUnreachable",
    "RateLimited",
    "Refused",
    "Unauthenticated",
    "VerificationError",
]
