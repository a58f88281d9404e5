"""JSON and server-sent events over HTTP, with problem documents as errors."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from .errors import KinshipError, PeerUnreachable, error_of

#: Largest answer that is read, bytes.
MAX_ANSWER_BYTES = 64 * 1024 * 1024


class Http:
    """One address with its token."""

    def __init__(self, address: str, token: str | None, timeout: float) -> None:
        self._address = address.rstrip("/")
        self._token = token
        self._timeout = timeout

    def call(self, path: str, *, method: str | None = None, body: Any = None, query: Mapping[str, Any] | None = None) -> Any:
        """Calls a route and gives its JSON, None where it has none."""
        with self._open(path, method=method, body=body, query=query) as answer:
            content = answer.read(MAX_ANSWER_BYTES + 1)
        if len(content) > MAX_ANSWER_BYTES:
            raise KinshipError("limit-exceeded", "The answer is longer than this client reads.")
        return json.loads(content) if content else None

    def events(self, path: str) -> Iterator[tuple[str, Any]]:
        """Name and data of every event until the stream ends."""
        with self._open(path, accept="text/event-stream") as answer:
            name, data = "message", []
            for raw in answer:
                line = raw.decode("utf-8").rstrip("\r\n")
                if line == "":
                    if data:
                        yield name, json.loads("\n".join(data))
                    name, data = "message", []
                elif line.startswith("event:"):
                    name = line[6:].strip()
                elif line.startswith("data:"):
                    data.append(line[5:].lstrip())

    def _open(
        self,
        path: str,
        *,
        method: str | None = None,
        body: Any = None,
        query: Mapping[str, Any] | None = None,
        accept: str = "application/json",
    ) -> Any:
        asked = {key: value for key, value in (query or {}).items() if value is not None}
        url = f"{self._address}{path}{'?' + urlencode(asked) if asked else ''}"
        headers = {"accept": accept}
        if self._token is not None:
            headers["authorization"] = f"Bearer {self._token}"
        content = None
        if body is not None:
            content = json.dumps(body).encode()
            headers["content-type"] = "application/json"
        request = Request(url, data=content, headers=headers, method=method or ("GET" if body is None else "POST"))
        try:
            return urlopen(request, timeout=self._timeout)
        except HTTPError as error:
            raise _problem(error) from None
        except (URLError, TimeoutError, ConnectionError) as error:
            raise PeerUnreachable("peer-unreachable", f"The node does not answer: {error}") from error


def _problem(error: HTTPError) -> KinshipError:
    try:
        document = json.loads(error.read(MAX_ANSWER_BYTES))
    except ValueError:
        document = {}
    if not isinstance(document, dict):
        document = {}
    return error_of(
        str(document.get("code", "internal")),
        str(document.get("detail") or document.get("title") or error.reason),
        status=error.code,
        params=document.get("params") if isinstance(document.get("params"), dict) else None,
        trace_id=document.get("traceId"),
    )
