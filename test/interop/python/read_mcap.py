"""Reads MCAP files with the strict readers of the reference package, and prints digests of what the messages hold as JSON."""

import hashlib
import json
import sys
from pathlib import Path

import av
import numpy as np
from mcap.reader import NonSeekingReader, make_reader
from mcap_ros2.decoder import DecoderFactory

FORMATS = {"h264": "h264", "h265": "hevc", "av1": "av1", "vp9": "vp9"}


def pictures(messages, kind):
    """Frames that decode from the packets of one video channel."""
    decoder = av.CodecContext.create(FORMATS[kind], "r")
    count = sum(len(decoder.decode(av.Packet(bytes(message.data)))) for message in messages)
    return count + len(decoder.decode(None))


topics = {}
seconds = {}
for path in sorted(Path(sys.argv[1]).glob("*.mcap")):
    # Once with the index, once as a stream: both check every checksum.
    for open_reader in (make_reader, NonSeekingReader):
        with path.open("rb") as stream:
            reader = open_reader(stream, validate_crcs=True, decoder_factories=[DecoderFactory()])
            videos = {}
            for schema, channel, message, decoded in reader.iter_decoded_messages():
                seen = (topics if open_reader is make_reader else seconds).setdefault(
                    channel.topic, {"schema": schema.name, "messages": 0, "pictures": 0, "hash": hashlib.sha256(), "type": ""}
                )
                seen["messages"] += 1
                if schema.name.endswith("Vector"):
                    dtype = schema.name.split("/")[-1].removesuffix("Vector").lower()
                    values = np.asarray(decoded.data, dtype="uint8" if dtype == "bool" else dtype)
                    values = values if dtype.startswith("float") else values.astype("<i8")
                    seen["type"] = str(values.dtype)
                    seen["width"] = len(values)
                    seen["hash"].update(np.ascontiguousarray(values).tobytes())
                elif schema.name.endswith("CompressedVideo"):
                    videos.setdefault((channel.topic, decoded.format), []).append(decoded)
                elif hasattr(decoded, "data") and isinstance(decoded.data, str):
                    seen["hash"].update(decoded.data.encode())
            if open_reader is make_reader:
                for (topic, kind), messages in videos.items():
                    topics[topic]["pictures"] += pictures(messages, kind)


def plain(seen):
    return {**{key: value for key, value in seen.items() if key != "hash"}, "sha256": seen["hash"].hexdigest()}


indexed = {topic: plain(seen) for topic, seen in topics.items()}
streamed = {topic: plain(seen)["sha256"] for topic, seen in seconds.items()}
print(
    json.dumps(
        {
            "topics": indexed,
            "streamed_equal": streamed == {topic: seen["sha256"] for topic, seen in indexed.items()},
        }
    )
)
