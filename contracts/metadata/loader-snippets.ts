/** How a dataset is opened in Python, per format: the packages that were tried with it, and the lines. Nothing asks a network. */

import type { DatasetFormatName } from '../dataset/vocabulary.ts';

/** Which layout the files have. */
export interface DatasetLayout {
  readonly format: DatasetFormatName;
  /** Version of the format, such as `v3.0`; null when it has none. */
  readonly version: string | null;
}

/** Packages to install, and the code that opens the folder `root`. */
export interface LoaderSnippet {
  readonly packages: readonly string[];
  readonly lines: readonly string[];
}

const lerobot = (release: string, repository: string): LoaderSnippet => ({
  packages: [`lerobot==${release}`],
  lines: [
    'import os',
    'os.environ["HF_HUB_OFFLINE"] = "1"  # everything is in this folder',
    'from lerobot.datasets.lerobot_dataset import LeRobotDataset',
    '',
    `dataset = LeRobotDataset("${repository}", root=root, video_backend="pyav")`,
    'print(dataset.num_episodes, dataset.num_frames, dataset[0].keys())',
  ],
});

const MCAP: LoaderSnippet = {
  packages: ['mcap==1.3.0', 'mcap-ros2-support==0.5.5'],
  lines: [
    'from pathlib import Path',
    'from mcap.reader import make_reader',
    'from mcap_ros2.decoder import DecoderFactory',
    '',
    'for path in sorted(Path(root).rglob("*.mcap")):',
    '    with path.open("rb") as stream:',
    '        reader = make_reader(stream, validate_crcs=True, decoder_factories=[DecoderFactory()])',
    '        for schema, channel, message, decoded in reader.iter_decoded_messages():',
    '            print(path.name, channel.topic, message.log_time, decoded)',
  ],
};

const HDF5: LoaderSnippet = {
  packages: ['h5py==3.16.0'],
  lines: [
    'from pathlib import Path',
    'import h5py',
    '',
    'for path in sorted(Path(root).rglob("*.hdf5")):',
    '    with h5py.File(path, "r") as file:',
    '        file.visititems(lambda name, item: print(path.name, name, item))',
  ],
};

/** The snippet for a layout; null for formats that no snippet was tried for. `repository` is a name for messages, such as `local/pick-cups`. */
export function loaderSnippet(layout: DatasetLayout, repository: string): LoaderSnippet | null {
  switch (layout.format) {
    case 'lerobot':
      return layout.version === 'v2.1' ? lerobot('0.3.3', repository) : lerobot('0.4.4', repository);
    case 'mcap':
      return MCAP;
    case 'hdf5-aloha':
    case 'hdf5-robomimic':
      return HDF5;
    default:
      return null;
  }
}
