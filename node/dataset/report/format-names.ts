import type { DatasetFormatName } from '#contracts/dataset/vocabulary.ts';

/** Formats as people call them. */
export const FORMAT_NAMES: Readonly<Record<DatasetFormatName, string>> = {
  lerobot: 'LeRobotDataset',
  mcap: 'MCAP',
  'rosbag2-sqlite': 'rosbag2 (sqlite)',
  rosbag1: 'ROS 1 bag',
  rlds: 'RLDS / TFRecord',
  'hdf5-aloha': 'HDF5, ALOHA layout',
  'hdf5-robomimic': 'HDF5, robomimic layout',
  'video-folder': 'folder of video',
};
