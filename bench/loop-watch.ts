/** Sees every turn of this thread's event loop, and what ran in those that were long. */

import { Session, type Profiler } from 'node:inspector/promises';

/** Time between two samples of the profile, in microseconds. */
const SAMPLING_US = 500;
/** Frames that are told of a long turn. */
const TOLD_FRAMES = 6;

/** A turn: processor time of the thread in it, and when it was, by the clock that profiles go by (microseconds). */
interface Turn {
  readonly ms: number;
  /** Of it, time in the kernel: writes, and pages that the machine had to find. */
  readonly kernelMs: number;
  readonly from: number;
  readonly to: number;
}

/** What the loop did while it was watched. */
export interface Watched {
  /** Processor time of each turn, milliseconds. */
  readonly turns: readonly number[];
  /** Time that the longest turn spent in the kernel, milliseconds. */
  readonly kernelMs: number;
  /** What ran in the longest turn above the limit, most time first; empty without a profile. */
  readonly ran: readonly string[];
}

/**
 * Watches the loop while `work` runs. Processor time, unlike the clock, does not count what else the machine does. With a profile the turns are
 * a little longer.
 */
export async function watchLoop(
  work: () => Promise<unknown>,
  options: { readonly longMs: number; readonly profile: boolean },
): Promise<Watched> {
  const session = options.profile ? await startProfile() : undefined;
  const turns: Turn[] = [];
  let last = { cpu: process.threadCpuUsage(), at: nowUs() };
  const timer = setInterval(() => {
    const used = process.threadCpuUsage(last.cpu);
    const at = nowUs();
    const kernelMs = used.system / 1000;
    turns.push({ ms: used.user / 1000 + kernelMs, kernelMs, from: last.at, to: at });
    last = { cpu: process.threadCpuUsage(), at };
  }, 1);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  const none: Turn = { ms: 0, kernelMs: 0, from: 0, to: 0 };
  const longest = turns.reduce((most, turn) => (turn.ms > most.ms ? turn : most), none);
  const profile = session === undefined ? undefined : await stopProfile(session);
  const ran = profile === undefined || longest.ms < options.longMs ? [] : framesOf(profile, longest);
  return { turns: turns.map(({ ms }) => ms), kernelMs: longest.kernelMs, ran };
}

/** The clock of V8's profiles. */
function nowUs(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

async function startProfile(): Promise<Session> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLING_US });
  await session.post('Profiler.start');
  return session;
}

async function stopProfile(session: Session): Promise<Profiler.Profile> {
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return profile;
}

/** Functions of ours (and the engine's own work) by the time that they and what they called had in a turn. */
function framesOf({ nodes, samples, timeDeltas, startTime }: Profiler.Profile, turn: Turn): string[] {
  const parents = new Map<number, number>();
  for (const node of nodes) for (const child of node.children ?? []) parents.set(child, node.id);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const spent = new Map<string, number>();
  let at = startTime;
  for (const [i, id] of (samples ?? []).entries()) {
    const delta = timeDeltas?.[i] ?? 0;
    at += delta;
    if (at < turn.from || at > turn.to) continue;
    const seen = new Set<string>();
    for (let node = byId.get(id); node !== undefined; node = byId.get(parents.get(node.id) ?? -1)) {
      const name = nameOf(node);
      if (name === undefined || seen.has(name)) continue;
      seen.add(name);
      spent.set(name, (spent.get(name) ?? 0) + delta);
    }
  }
  return [...spent]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, TOLD_FRAMES)
    .map(([name, us]) => `${(us / 1000).toFixed(1)} ms ${name}`);
}

function nameOf({ callFrame }: Profiler.ProfileNode): string | undefined {
  const { functionName, url, lineNumber } = callFrame;
  if (functionName === '(garbage collector)') return functionName;
  if (!url.startsWith('file:')) return undefined;
  const place = url.includes('/node_modules/')
    ? url.slice(url.lastIndexOf('/node_modules/') + '/node_modules/'.length)
    : new URL(url).pathname.split('/').slice(-3).join('/');
  return `${functionName === '' ? '(anonymous)' : functionName} ${place}:${lineNumber + 1}`;
}
