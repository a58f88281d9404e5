import { ExchangeError } from '#contracts/errors.ts';
import type { DatasetReader } from './dataset-reader.ts';
import { openLerobot, type OpenOptions } from './lerobot/lerobot-reader.ts';
import { recogniseFormat } from './recognise-format.ts';

/**
 * Recognises and opens a dataset folder. The caller disposes the reader.
 *
 * Bytes are parsed in the calling process: call it from a confined child unless this node wrote the dataset itself.
 * Throws `unsupported-format` for formats that are not read, `bad-dataset` when its description cannot be read.
 */
export async function openDataset(root: string, options: OpenOptions = {}): Promise<DatasetReader> {
  const format = await recogniseFormat(root);
  switch (format.name) {
    case 'lerobot':
      return openLerobot(root, options);
    default:
      throw new ExchangeError('unsupported-format', `The format ${format.name} is not read.`, {
        params: { format: format.name, file: format.evidence },
      });
  }
}
