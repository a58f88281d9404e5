"""Opens a dataset with the reference package and prints what it sees as one line of JSON."""

import json
import os
import sys

os.environ["HF_HUB_OFFLINE"] = "1"

from lerobot.datasets.lerobot_dataset import LeRobotDataset  # noqa: E402

dataset = LeRobotDataset("local/interop", root=sys.argv[1], video_backend="pyav")
rows = [int(row) for row in sys.argv[2].split(",")]


def plain(value):
    return value.flatten().tolist()[:8] if hasattr(value, "flatten") else value


print(
    json.dumps(
        {
            "episodes": dataset.num_episodes,
            "frames": dataset.num_frames,
            "fps": dataset.fps,
            "features": sorted(dataset.features),
            "stats": sorted(dataset.meta.stats),
            "rows": [{key: plain(value) for key, value in dataset[row].items()} for row in rows],
        }
    )
)
