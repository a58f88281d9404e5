/** Names of features for the channels of a recording, as training code looks for them (`observation.state`, `action`, `observation.images.…`). */

import { roleOf } from '../../recordings/channel-columns.ts';
import type { Channel } from '../../recordings/recording.ts';
import { NumberSeries } from './series.ts';
import type { ChannelSeries } from './collect-recording.ts';

const PICTURE_WORDS =
  /(^|[._])(image_raw|image_color|image_rect|image|compressed|compressedDepth|raw|color|data)$/;

/** A topic as part of a feature's name: `/left/arm-cam` is `left.arm-cam`. */
function dotted(topic: string): string {
  const words = topic
    .split('/')
    .map((word) => word.replaceAll(/[^A-Za-z0-9_-]+/g, '_'))
    .filter((word) => word !== '');
  return words.join('.') || 'channel';
}

/** Name of a camera's feature. */
export function pictureName({ topic }: Channel): string {
  let name = dotted(topic);
  for (let shorter = name.replace(PICTURE_WORDS, ''); shorter !== name && shorter !== ''; ) {
    name = shorter;
    shorter = name.replace(PICTURE_WORDS, '');
  }
  return `observation.images.${name}`;
}

/** Parts of joint states that have a usual name. */
const JOINT_STATE: Readonly<Record<string, string>> = {
  position: 'observation.state',
  velocity: 'observation.velocity',
  effort: 'observation.effort',
};

/**
 * Names for all series, each once. Joint states of the `reference` topic are `observation.state`, `.velocity` and `.effort`; the most telling
 * command is `action`; everything else is called by its topic.
 */
export function seriesNames(
  series: readonly ChannelSeries[],
  reference: ChannelSeries | null,
): Map<ChannelSeries, string> {
  const names = new Map<ChannelSeries, string>();
  const taken = new Set<string>();
  const give = (one: ChannelSeries, wanted: string): void => {
    let name = wanted.slice(0, 150);
    for (let n = 2; taken.has(name); n++) name = `${wanted.slice(0, 150)}.${n}`;
    taken.add(name);
    names.set(one, name);
  };
  if (reference !== null) give(reference, 'observation.state');
  const command = commandOf(series.filter((one) => one !== reference));
  if (command !== null) give(command, 'action');
  for (const one of series) {
    if (names.has(one)) continue;
    const usual = one.channel.topic === reference?.channel.topic ? JOINT_STATE[one.path] : undefined;
    give(one, usual ?? plainName(one));
  }
  return names;
}

function plainName({ channel, path, series }: ChannelSeries): string {
  const words = path === '' ? '' : `.${dotted(path.replaceAll('.', '/'))}`;
  if (!(series instanceof NumberSeries))
    return `text.${dotted(channel.topic)}${words === '.data' ? '' : words}`;
  const role = roleOf(channel);
  const prefix = role === 'action' ? 'action' : role === 'state' ? 'observation' : 'extra';
  return `${prefix}.${dotted(channel.topic)}${words}`;
}

/** The command that training would predict: positions before raw arrays before single numbers, then the longest. */
function commandOf(series: readonly ChannelSeries[]): ChannelSeries | null {
  const rank = ({ path, series: values }: ChannelSeries): number => {
    const kind = /(^|\.)positions?$/.test(path) ? 3 : /(^|\.)data$/.test(path) ? 2 : path === '' ? 1 : 0;
    return kind * 1e12 + values.clock.length;
  };
  const commands = series.filter(
    ({ channel, series: values }) => values instanceof NumberSeries && roleOf(channel) === 'action',
  );
  return commands.toSorted((a, b) => rank(b) - rank(a))[0] ?? null;
}
