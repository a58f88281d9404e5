/** Paths from templates such as `videos/{video_key}/chunk-{chunk_index:03d}/file-{file_index:03d}.mp4`. */

import { ExchangeError } from '#contracts/errors.ts';

/**
 * Fills a template of `info.json` and checks that the result stays inside the dataset.
 * Throws `path-not-allowed` for absolute paths and `..`, `bad-dataset` for a field that has no value.
 */
export function fillTemplate(template: string, values: Readonly<Record<string, string | number>>): string {
  const path = template.replace(/\{(\w+)(?::0?(\d{1,2})d)?\}/g, (_, field: string, digits?: string) => {
    const value = values[field];
    if (value === undefined) {
      throw new ExchangeError('bad-dataset', `The path template names an unknown field "${field}".`, {
        params: { field },
      });
    }
    return String(value).padStart(Number(digits ?? 0), '0');
  });
  const parts = path.split('/');
  if (path.startsWith('/') || /[\\\0:]/.test(path) || parts.some((part) => part === '..' || part === '')) {
    throw new ExchangeError('path-not-allowed', 'A path template leads out of the dataset.', {
      params: { path: path.slice(0, 200) },
    });
  }
  return path;
}
