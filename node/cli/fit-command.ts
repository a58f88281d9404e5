/** `kin fit`: how much of a dataset's real motion my robot can replay, measured where the data is. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { FIT_STEP, type FitBlocker, type FitCertificate } from '#contracts/fit/certificate.ts';
import { fitReplySchema } from '#contracts/http/fit.ts';
import { readRobot } from '../embodiment/read-robot.ts';
import type { Run, RunCommand } from './cli.ts';
import { openNodeSession, type NodeSession } from './node-session.ts';
import { plain } from './output.ts';

/** Time between two questions, and how many are asked: a provider has its queue. */
export const ASK_EVERY_MS = 1_000;
export const MAX_QUESTIONS = 120;

const BLOCKER_WORDS: Readonly<Record<FitBlocker, string>> = {
  'start-unreachable': 'the start is out of reach',
  'pose-unreachable': 'a pose on the way is out of reach',
  'branch-ends': 'the arm would have to change its posture on the way',
  'too-fast': 'a joint would have to move faster than it can',
  'no-limb': 'no limb of the robot follows the recorded one',
};

/** Adds the command. */
export function addFitCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('fit')
    .description("ask the provider's node how much of a dataset's real motion your robot can replay")
    .argument('<dataset>', 'company/slug, ds_… or id')
    .requiredOption('--robot <file>', 'URDF or MJCF of your robot')
    .action((dataset: string) =>
      run(command, (context) => fit(context, dataset, command.opts<{ robot: string }>().robot)),
    );
}

async function fit(run: Run, dataset: string, file: string): Promise<void> {
  const { output, signal } = run;
  const robot = await readRobot(file, { signal });
  await using session = await openNodeSession(run);
  output.progress('replaying', null, "on the provider's node");
  const asked = { dataset, embodiment: robot.form.embodiment };
  const { certificate, envelope } = await askCertificate(session, asked, signal);
  output.endProgress();
  output.data({ certificate, envelope });
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  output.line(
    `${output.tone('strong', percent(certificate.share))} (${percent(certificate.low)} to ${percent(certificate.high)}) of ${certificate.trajectories} recorded trajectories can be replayed by ${plain(robot.tree.name)}`,
  );
  output.line(
    output.tone(
      'dim',
      `within 1 cm and 10°, joint and speed limits, one posture branch; shares in steps of ${percent(FIT_STEP)}`,
    ),
  );
  showBlockers(run, certificate);
  output.line();
  output.facts([
    ['provider', certificate.provider.participant],
    ['dataset', certificate.dataset],
    ['robot', certificate.embodiment],
    ['issued', certificate.time],
  ]);
  output.next(`kin request ${dataset} --license … --purpose "…"`);
}

function showBlockers({ output }: Run, { blockers, share }: FitCertificate): void {
  if (blockers.length === 0) {
    if (share < 1) output.line('What blocks the rest is too rare to be told.');
    return;
  }
  output.line('\nWhat blocks the rest:');
  for (const blocker of blockers)
    output.line(`  ${`${Math.round(blocker.share * 100)} %`.padStart(5)}  ${BLOCKER_WORDS[blocker.code]}`);
}

/** A certificate with its signed form. */
interface AskedCertificate {
  readonly certificate: FitCertificate;
  readonly envelope: unknown;
}

/** Asks through the own node until the provider has measured. Throws the provider's refusal, or `deadline-passed`. */
async function askCertificate(
  session: NodeSession,
  body: { readonly dataset: string; readonly embodiment: Embodiment },
  signal: AbortSignal,
): Promise<AskedCertificate> {
  for (let questions = 0; questions < MAX_QUESTIONS; questions++) {
    const reply = await session.call({ path: '/v1/fit-certificates', body, answer: fitReplySchema });
    if (reply.status === 'issued') return reply;
    await sleep(ASK_EVERY_MS, undefined, { signal });
  }
  throw new ExchangeError('deadline-passed', 'The provider is still at work: ask again later.');
}
