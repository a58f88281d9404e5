"""The client: finding, asking, fetching, verifying."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .errors import KinshipError, NodeNotRunning, VerificationError, error_of
from .http import Http

#: States in which a negotiation does not move any more.
ENDED = ("FINALIZED", "TERMINATED")
#: Exit code of `kin verify` when a check fails.
EXIT_VERIFICATION_FAILED = 3
#: Listings on one page of the catalog.
PAGE = 100


class Client:
    """A company's way to the exchange: its own node, on this machine.

    ``home`` is the node's home (``KIN_HOME``, else ``~/.kin``); its address and token are read there. With ``address`` and ``token`` the home is
    not read. ``kin`` is the command line for :meth:`verify`. Raises :class:`NodeNotRunning` where no node holds the home.
    """

    def __init__(
        self,
        home: str | os.PathLike[str] | None = None,
        *,
        address: str | None = None,
        token: str | None = None,
        kin: Sequence[str] | None = None,
        timeout: float = 60.0,
    ) -> None:
        self.home = Path(home or os.environ.get("KIN_HOME") or Path.home() / ".kin")
        if address is None:
            address, token = _running_node(self.home)
        self._http = Http(address, token, timeout)
        self._kin = list(kin) if kin is not None else shlex.split(os.environ.get("KIN", "kin"))

    def match(
        self,
        robot: str | os.PathLike[str] | Mapping[str, Any] | None = None,
        task: str | None = None,
        *,
        use: str = "fine-tune",
        filters: Mapping[str, Any] | None = None,
        limit: int = 20,
    ) -> list[dict[str, Any]]:
        """Datasets that fit a robot (a URDF or MJCF file, or an embodiment) and a task, best first, each with its reasons."""
        query: dict[str, Any] = {"use": use, "filters": dict(filters or {}), "limit": limit}
        if task is not None:
            query["task"] = task
        if robot is not None:
            query["embodiment"] = dict(robot) if isinstance(robot, Mapping) else self.robot(robot)["embodiment"]
        return self._http.call("/v1/matches", body=query)["results"]

    def robot(self, file: str | os.PathLike[str]) -> dict[str, Any]:
        """A robot description as the node reads it: id, joints, warnings, canonical embodiment."""
        return self._http.call("/v1/robots", body={"text": Path(file).read_text(encoding="utf-8")})

    def datasets(self, **query: Any) -> Iterator[dict[str, Any]]:
        """Listings of the catalog that fit, page after page. Filters as in `GET /v1/datasets`: q, provider, modality, minHours …"""
        cursor: str | None = None
        while True:
            page = self._http.call("/v1/datasets", query={"limit": PAGE, **query, "cursor": cursor})
            yield from page["items"]
            cursor = page["nextCursor"]
            if cursor is None:
                return

    def dataset(self, dataset: str) -> dict[str, Any]:
        """One dataset by its id: listing, signed manifest, versions."""
        return self._http.call(f"/v1/datasets/{quote(dataset, safe='')}")

    def croissant(self, dataset: str) -> dict[str, Any]:
        """A listed dataset as MLCommons Croissant."""
        return self._http.call(f"/v1/datasets/{quote(dataset, safe='')}/croissant.json")

    def request(
        self,
        dataset: str,
        *,
        license: str,
        purpose: str,
        actions: Sequence[str] = ("train", "fine-tune"),
        commercial_models: bool = False,
        field_of_use: str | None = None,
        region: str | None = None,
        deadline_hours: float = 168,
        wait: float | None = 600,
    ) -> str:
        """Asks for a dataset under a license and gives the agreement's id once both have signed.

        ``wait`` is how many seconds to wait for the decision; None gives the exchange's id at once. Raises :class:`Refused` when the terms
        do not permit the use or the provider says no, and ``deadline-passed`` when nobody decided in time.
        """
        use = {
            "actions": list(actions),
            "commercialModels": commercial_models,
            "fieldOfUse": field_of_use,
            "region": region,
            "purpose": purpose,
        }
        body = {"dataset": dataset, "license": license, "use": use, "deadlineHours": deadline_hours}
        outcome = self._http.call("/v1/exchanges", body=body)
        if outcome.get("ok") is False:
            reasons = ", ".join(reason["code"] for reason in outcome["reasons"])
            raise error_of("refused", f"The terms do not permit it: {reasons}", params={"reasons": reasons})
        exchange = outcome["value"]["exchange"]
        if wait is None:
            return exchange
        view = self._until_ended(exchange, wait)
        if view["state"] == "TERMINATED":
            ending = view["ended"] or {}
            raise error_of("refused", str(ending.get("note") or ending.get("code")), params={"ended": ending.get("code")})
        return view["agreementId"]

    def exchange(self, exchange: str) -> dict[str, Any]:
        """One negotiation as this company sees it."""
        return self._http.call(f"/v1/exchanges/{quote(exchange, safe='')}")

    def pull(
        self,
        agreement: str,
        folder: str | os.PathLike[str],
        *,
        conversion: Mapping[str, Any] | None = None,
        on_progress: Callable[[dict[str, Any]], None] | None = None,
    ) -> Path:
        """Fetches what an agreement allows into a folder and waits for the end; again after an interruption goes on where it stopped.

        ``conversion`` is what the node makes of the verified files, as in `POST /v1/pulls`.
        """
        out = str(Path(folder).resolve())
        body = {"agreement": agreement, "out": out, **({} if conversion is None else {"conversion": dict(conversion)})}
        exchange = self._http.call("/v1/pulls", body=body)["exchange"]
        for _, event in self._http.events(f"/v1/pulls/{quote(exchange, safe='')}/events"):
            if event["kind"] == "done":
                return Path(event["delivery"]["folder"])
            if event["kind"] == "failed":
                raise error_of(event["code"], event["message"])
            if on_progress is not None:
                on_progress(event["progress"])
        raise KinshipError("peer-misbehaved", "The node ended the report of the pull early.")

    def verify(self, folder: str | os.PathLike[str], *, roots: str | os.PathLike[str] | None = None) -> list[dict[str, Any]]:
        """Verifies a delivery offline with `kin verify`; gives the rows of the verdict. Raises :class:`VerificationError` when one fails."""
        command = [*self._kin, "verify", str(folder), "--json", "--home", str(self.home)]
        if roots is not None:
            command += ["--roots", str(roots)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except OSError as error:
            raise KinshipError("not-found", f"The command {command[0]} cannot be run: {error}") from error
        if done.returncode not in (0, EXIT_VERIFICATION_FAILED):
            raise KinshipError("internal", done.stderr.strip() or f"kin verify ended with {done.returncode}")
        rows = json.loads(done.stdout)["rows"]
        if done.returncode == EXIT_VERIFICATION_FAILED:
            raise VerificationError([row for row in rows if row["status"] == "fail"])
        return rows

    def _until_ended(self, exchange: str, wait: float) -> dict[str, Any]:
        end = time.monotonic() + wait
        pause = 0.2
        while True:
            view = self.exchange(exchange)
            if view["state"] in ENDED:
                return view
            if time.monotonic() > end:
                raise KinshipError("deadline-passed", f"Nobody decided within {wait:g} s.", params={"exchange": exchange})
            time.sleep(pause)
            pause = min(2 * pause, 5.0)


def _running_node(home: Path) -> tuple[str, str]:
    """Address and token of the node that holds a home."""
    try:
        running = json.loads((home / "running.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        running = {}
    if not isinstance(running, dict) or not running.get("address"):
        raise NodeNotRunning("not-found", f"No node runs for {home}: begin with `kin node start`.")
    return running["address"], running["token"]
