"""Measures how much of what each of several arms does every other can replay: numpy, own kinematics, nothing of Kinship's.

Arguments: seed, trajectories for each source, then URDF files of single arms. Prints {"shares": [[source][target]]} as JSON.

A trajectory starts anywhere within the joint limits and moves every joint by a normal change; six poses along it. A target follows it
when its tool (0.1 m along the last axis, roll free) comes within 1 cm and 10 degrees of every pose, inside its limits, on one
branch, from one of eight random starts. Shoulders are put into one point, or where most of the first poses are reached, whichever replays more.
"""

import json
import sys
import xml.etree.ElementTree as ElementTree

import numpy as np

TOOL = 0.1
STARTS = 8
POSES = 6
SPREAD = 0.45
POSITION, ANGLE = 0.01, np.radians(10)
DAMPING = 0.03
RADIAN = 0.3
START_STEPS, FOLLOW_STEPS = 40, 15
START_MOVE, FOLLOW_MOVE, BRANCH_MOVE = 0.5, 0.25, 0.8
PROBED = 60
PROBE_STARTS, PROBE_STEPS = 4, 25
FORWARD, UP = (-0.3, -0.15, 0.0, 0.15, 0.3), (0.0, -0.2, 0.2)

random = np.random.default_rng(int(sys.argv[1]))


def numbers(element, name, default):
    text = None if element is None else element.get(name)
    return np.array([float(value) for value in (text or default).split()])


def euler(roll, pitch, yaw):
    (cr, cp, cy), (sr, sp, sy) = np.cos([roll, pitch, yaw]), np.sin([roll, pitch, yaw])
    return np.array(
        [
            [cy * cp, cy * sp * sr - sy * cr, cy * sp * cr + sy * sr],
            [sy * cp, sy * sp * sr + cy * cr, sy * sp * cr - cy * sr],
            [-sp, cp * sr, cp * cr],
        ]
    )


def longest_chain(path):
    """Joints from the root to the end of the longest run of hinges; hands and heads are left out by what comes after them."""
    joints = {joint.find("child").get("link"): joint for joint in ElementTree.parse(path).getroot().findall("joint")}
    best, most = [], 0
    for leaf in joints:
        chain, link = [], leaf
        while link in joints:
            chain.insert(0, joints[link])
            link = joints[link].find("parent").get("link")
        turning = [i for i, joint in enumerate(chain) if joint.get("type") in ("revolute", "continuous")]
        if len(turning) > most:
            best, most = chain[: turning[-1] + 1], len(turning)
    return best


class Arm:
    def __init__(self, path):
        self.before, self.axes, low, high = [], [], [], []
        frame = np.eye(4)
        for joint in longest_chain(path):
            step = np.eye(4)
            step[:3, :3] = euler(*numbers(joint.find("origin"), "rpy", "0 0 0"))
            step[:3, 3] = numbers(joint.find("origin"), "xyz", "0 0 0")
            frame = frame @ step
            if joint.get("type") not in ("revolute", "continuous"):
                continue
            axis = numbers(joint.find("axis"), "xyz", "1 0 0")
            limit = joint.find("limit")
            lower, upper = numbers(limit, "lower", "0")[0], numbers(limit, "upper", "0")[0]
            if joint.get("type") == "continuous" or upper - lower > 2 * np.pi:
                lower, upper = -np.pi, np.pi
            self.before.append(frame)
            self.axes.append(axis / np.linalg.norm(axis))
            low.append(lower)
            high.append(upper)
            frame = np.eye(4)
        self.low, self.high, self.size = np.array(low), np.array(high), len(low)
        self.outward = 1.0
        points, axes, _, _ = self.forward(self.anywhere(200))
        self.outward = 1.0 if ((points[-1] - points[-3]) * axes[-1]).sum(-1).mean() >= 0 else -1.0
        self.shoulder = self.find_shoulder()

    def anywhere(self, count):
        return random.uniform(self.low, self.high, (count, self.size))

    def forward(self, q):
        """Points and directions of the axes, tool positions and tool directions, one row a configuration."""
        turn = np.broadcast_to(np.eye(3), (len(q), 3, 3))
        at = np.zeros((len(q), 3))
        points, axes = [], []
        for i in range(self.size):
            at = at + turn @ self.before[i][:3, 3]
            turn = turn @ self.before[i][:3, :3]
            x, y, z = self.axes[i]
            cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
            cosine, sine = np.cos(q[:, i])[:, None, None], np.sin(q[:, i])[:, None, None]
            points.append(at)
            axes.append(turn @ self.axes[i])
            turn = turn @ (np.eye(3) + sine * cross + (1 - cosine) * (cross @ cross))
        direction = (turn @ self.axes[-1]) * self.outward
        return points, axes, at + TOOL * direction, direction

    def find_shoulder(self):
        """Point of the first axis nearest to the next one that is not parallel to it."""
        points, axes, _, _ = self.forward(np.zeros((1, self.size)))
        first = axes[0][0]
        other = next(i for i in range(1, self.size) if abs(first @ axes[i][0]) < 0.999)
        cosine, between = first @ axes[other][0], points[other][0] - points[0][0]
        along = (between @ first - cosine * (between @ axes[other][0])) / (1 - cosine * cosine)
        return points[0][0] + first * along

    def solve(self, q, positions, directions, steps, move):
        """Damped least squares, held inside the limits. Returns configurations, and which of them meet their pose."""
        q, met, left = q.copy(), np.zeros(len(q), bool), np.arange(len(q))
        for step in range(steps + 1):
            points, axes, tool, direction = self.forward(q[left])
            off = positions[left] - tool
            turn = np.cross(direction, directions[left])
            cosine = (direction * directions[left]).sum(-1)
            backward = cosine < -0.9
            turn[backward] += 0.5 * random.normal(size=(backward.sum(), 3))
            good = (np.linalg.norm(off, axis=-1) < POSITION) & (cosine > np.cos(ANGLE))
            met[left[good]] = True
            far = ~good
            left = left[far]
            if len(left) == 0 or step == steps:
                break
            linear = np.stack([np.cross(a[far], tool[far] - p[far]) for p, a in zip(points, axes)], -1)
            jacobian = np.concatenate([linear, RADIAN * np.stack([a[far] for a in axes], -1)], 1)
            error = np.concatenate([off[far], RADIAN * turn[far]], 1)[..., None]
            back = jacobian.transpose(0, 2, 1)
            change = (back @ np.linalg.solve(jacobian @ back + DAMPING**2 * np.eye(6), error))[..., 0]
            change *= np.minimum(1, move / np.maximum(np.abs(change).max(-1, keepdims=True), 1e-9))
            q[left] = np.clip(q[left] + change, self.low, self.high)
        return q, met

    def trajectories(self, count):
        """Positions relative to the shoulder and directions: (count, POSES, 3) each."""
        start = self.anywhere(count)
        end = np.clip(start + random.normal(0, SPREAD, start.shape), self.low, self.high)
        poses = [self.forward(start + (end - start) * k / (POSES - 1))[2:] for k in range(POSES)]
        return np.stack([p for p, _ in poses], 1) - self.shoulder, np.stack([d for _, d in poses], 1)

    def replayed(self, positions, directions):
        """Which trajectories are followed, shoulders in one point."""
        count, positions = len(positions), positions + self.shoulder
        of = np.repeat(np.arange(count), STARTS)
        q, met = self.solve(self.anywhere(len(of)), positions[of, 0], directions[of, 0], START_STEPS, START_MOVE)
        q, of = q[met], of[met]
        for k in range(1, POSES):
            if len(q) == 0:
                break
            after, met = self.solve(q, positions[of, k], directions[of, k], FOLLOW_STEPS, FOLLOW_MOVE)
            met &= np.abs(after - q).max(-1) < BRANCH_MOVE
            q, of = after[met], of[met]
        followed = np.zeros(count, bool)
        followed[of] = True
        return followed

    def best_offset(self, positions, directions):
        """The offset of the shoulders at which most first poses are reached; ties by chance, the nearer ones first."""
        first, facing = positions[:PROBED, 0] + self.shoulder, directions[:PROBED, 0]
        of = np.repeat(np.arange(len(first)), PROBE_STARTS)
        best, most = None, -1.0
        for up in UP:
            for forward in FORWARD:
                offset = np.array([forward, 0.0, up])
                _, met = self.solve(self.anywhere(len(of)), (first + offset)[of], facing[of], PROBE_STEPS, START_MOVE)
                reached = len(set(of[met])) + 0.5 * random.random() - 0.01 * abs(forward)
                if reached > most:
                    best, most = offset, reached
        return best


def share(source, target):
    positions, directions = source
    aligned = target.replayed(positions, directions).mean()
    offset = target.best_offset(positions, directions)
    return float(max(aligned, target.replayed(positions + offset, directions).mean() if offset.any() else aligned))


trajectories = int(sys.argv[2])
arms = [Arm(path) for path in sys.argv[3:]]
sources = [arm.trajectories(trajectories) for arm in arms]
print(json.dumps({"shares": [[share(source, target) for target in arms] for source in sources]}))
