import type { SourceDataset } from './ports.ts';

/** A source without some of its episodes: those that do not qualify never reach the derivative. The caller disposes the source itself. */
export function withoutEpisodes(source: SourceDataset, leftOut: ReadonlySet<number>): SourceDataset {
  if (leftOut.size === 0) return source;
  return {
    format: source.format,
    robotType: source.robotType,
    declared: source.declared,
    features: source.features,
    tasks: source.tasks,
    async *episodes() {
      for await (const episode of source.episodes()) if (!leftOut.has(episode.index)) yield episode;
    },
    async *streamEpisodes(options) {
      for await (const episode of source.streamEpisodes(options)) {
        if (!leftOut.has(episode.meta.index)) yield episode;
      }
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
