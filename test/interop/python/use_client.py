"""Goes the whole path with the Python client: finds, asks, fetches, verifies. Prints what it met as JSON."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "clients" / "python" / "src"))

from kinship import Client, KinshipError, NodeNotRunning, NotFound, Refused, VerificationError  # noqa: E402

settings = json.loads(sys.argv[1])
client = Client(settings["home"], address=settings["address"], token=settings["token"], kin=settings["kin"])
slugs = sorted(listing["slug"] for listing in client.datasets(limit=1))
found = client.match(robot=settings["robot"], task="put a cup on a shelf")
dataset = found[0]["dataset"]


def error_of(act):
    try:
        act()
    except KinshipError as error:
        return [type(error).__name__, error.code, error.status]
    return None


terms = {"license": "train-only-1y", "purpose": "fine-tune a grasp policy"}
errors = {
    "unknown": error_of(lambda: client.dataset("urn:kin:ds:" + "a" * 52)),
    "not permitted": error_of(lambda: client.request(dataset, **terms, actions=["redistribute"])),
    "no node": error_of(lambda: Client(settings["folder"])),
    "no token": error_of(lambda: Client(address=settings["address"], token="0" * 64).exchange("ex")),
}
assert issubclass(NotFound, KinshipError) and issubclass(Refused, KinshipError) and issubclass(NodeNotRunning, KinshipError)
agreement = client.request(dataset, **terms)
seen = []
folder = client.pull(agreement, Path(settings["folder"]) / "delivered", on_progress=lambda progress: seen.append(progress["phase"]))
rows = client.verify(folder, roots=settings["roots"])
readme = folder / "exchange" / "LICENSE.txt"
readme.write_text("changed")
try:
    client.verify(folder, roots=settings["roots"])
    failed = []
except VerificationError as error:
    failed = [row["check"] for row in error.rows]
print(
    json.dumps(
        {
            "slugs": slugs,
            "best": [found[0]["dataset"], client.croissant(dataset)["name"]],
            "errors": errors,
            "passed": sum(row["status"] == "pass" for row in rows),
            "failed": failed,
            "files": sorted(path.name for path in folder.iterdir()),
        }
    )
)
