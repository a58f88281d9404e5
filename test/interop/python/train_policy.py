"""Trains a small policy on a dataset with the reference package's loader and prints its losses as JSON."""

import json
import sys

import torch
from lerobot.datasets.lerobot_dataset import LeRobotDataset

STEPS = 200
BATCH = 64
CHUNK = 8

torch.manual_seed(20260601)
torch.set_num_threads(2)
root = sys.argv[1]
fps = LeRobotDataset("local/train", root=root, video_backend="pyav").fps
dataset = LeRobotDataset(
    "local/train",
    root=root,
    video_backend="pyav",
    delta_timestamps={"action": [step / fps for step in range(CHUNK)]},
)
# Pictures are loaded too where there are some: the policy sees their mean colours.
cameras = list(dataset.meta.camera_keys)
stats = dataset.meta.stats
normal = lambda value, key: (value - torch.as_tensor(stats[key]["mean"])) / torch.as_tensor(stats[key]["std"]).clamp_min(1e-4)


def observe(batch):
    seen = [normal(batch["observation.state"], "observation.state")]
    seen += [batch[camera].mean(dim=(-1, -2)) for camera in cameras]
    return torch.cat([one.float() for one in seen], dim=-1)


loader = torch.utils.data.DataLoader(dataset, batch_size=BATCH, shuffle=True, drop_last=True)
first = next(iter(loader))
width = observe(first).shape[-1]
actions = first["action"].shape[-1]
policy = torch.nn.Sequential(
    torch.nn.Linear(width, 128),
    torch.nn.GELU(),
    torch.nn.Linear(128, 128),
    torch.nn.GELU(),
    torch.nn.Linear(128, CHUNK * actions),
)
optimizer = torch.optim.AdamW(policy.parameters(), lr=1e-3)
losses = []
while len(losses) < STEPS:
    for batch in loader:
        wanted = normal(batch["action"], "action").float()
        told = policy(observe(batch)).reshape(wanted.shape)
        mask = (~batch["action_is_pad"]).unsqueeze(-1).float()
        loss = (((told - wanted) ** 2) * mask).sum() / (mask.sum() * actions)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
        if len(losses) == STEPS:
            break
print(json.dumps({"losses": losses, "episodes": dataset.num_episodes, "frames": len(dataset), "cameras": len(cameras)}))
