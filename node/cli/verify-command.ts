/** `kin verify`: judges a delivery from its folder and one trusted file. Asks nobody. */

import { resolve } from 'node:path';
import type { Command } from 'commander';
import { parseJson } from '#contracts/canonical-json.ts';
import { UP_AXES, type UpAxis } from '#contracts/embodiment/description/gravity.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { faultError } from '#contracts/faults.ts';
import { trustRootSchema, type TrustRoot } from '#contracts/log/trust-root.ts';
import { parseWire } from '#contracts/wire.ts';
import { readFileBounded } from '#platform/files.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { readRobot } from '../embodiment/read-robot.ts';
import { hasHome, readHome } from '../home.ts';
import { namesSource, type NamedSource } from '../retarget/read-motion-source.ts';
import { retargetRobotOf } from '../retarget/retarget-dataset.ts';
import type { RecomputeOptions } from '../transfer/verify-figures.ts';
import { verifyDelivery, type CheckRow, type VerifyOptions } from '../transfer/verify-delivery.ts';
import { asChoice, asNumber } from './arguments.ts';
import { readCertificate } from './certificate-file.ts';
import type { Run, RunCommand } from './cli.ts';
import { lineWords } from './command-words.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { formatBytes, ofFile, plain, type Output, type Tone } from './output.ts';
import { UP_WORDS } from './up-option.ts';

const MAX_TRUST_ROOT_BYTES = 64 * 1024;

interface VerifyFlags {
  readonly roots?: string;
  readonly original?: string;
  readonly at?: string;
  readonly certificate?: string;
  readonly robot?: string;
  readonly robotUp?: UpAxis;
  readonly sourceRobot?: string;
  readonly sourceUp?: UpAxis;
  readonly sourceHuman?: number;
  readonly jointMap?: string;
  readonly recompute: boolean;
}

/** Adds the command. */
export function addVerifyCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('verify')
    .description('recompute hashes, signatures and log proofs of a delivery, offline')
    .argument('<folder>', 'delivered folder')
    .option('--roots <file>', 'trust root, got out of band; the home’s pinned log otherwise')
    .option('--original <folder>', 'the files as sent, where a converted delivery does not keep them itself')
    .option('--at <instant>', 'instant for which the license term is judged; now otherwise')
    .option('--certificate <file>', 'fit certificate, as kin fit --json printed it; needs --robot')
    .option('--robot <file>', 'URDF or MJCF of the robot that a certificate, or added columns, are about')
    .option('--robot-up <axis>', UP_WORDS, asChoice(UP_AXES))
    .option('--source-robot <file>', 'as columns were added: URDF or MJCF of the recorded robot')
    .option('--source-up <axis>', UP_WORDS, asChoice(UP_AXES))
    .option('--source-human <metres>', 'as columns were added: stature of the recorded person', asNumber)
    .option('--joint-map <file>', 'as columns were added: joint-map/1 of the recorded robot')
    .option('--no-recompute', 'judge papers and bytes only: leave facts, histograms and certificate out')
    .action((folder: string) =>
      run(command, (context) => verify(context, folder, command.opts<VerifyFlags>())),
    );
}

async function verify(run: Run, folder: string, options: VerifyFlags): Promise<ExitCode> {
  const { output, signal, lang } = run;
  const trust = await trustRoot(run, options.roots);
  const atMs = options.at === undefined ? run.world.clock() : Date.parse(options.at);
  if (Number.isNaN(atMs)) throw faultError('usage', 'instant-unusable', { text: options.at ?? '' });
  const verdict = await verifyDelivery({
    folder: resolve(folder),
    crypto: nodeCrypto,
    trust,
    atMs,
    nowMs: run.world.clock(),
    ...(options.original === undefined ? {} : { original: resolve(options.original) }),
    signal,
    ...(await judgedBy(options, signal)),
    onProgress: ({ bytes }) => output.progress('hashing', null, formatBytes(bytes)),
  });
  output.endProgress();
  output.data({ folder: resolve(folder), log: trust.log, ...verdict });
  for (const row of verdict.rows) showRow(output, row);
  const failed = verdict.rows.filter((row) => row.status === 'fail').length;
  const open = verdict.rows.filter((row) => row.status === 'not-checked').length;
  output.line();
  if (failed > 0)
    output.line(
      output.tone('bad', `✗ ${lineWords('checks-fail', lang, { failed, all: verdict.rows.length })}`),
    );
  else
    output.line(
      output.tone(
        'good',
        `✓ ${lineWords('checks-pass', lang, { passed: verdict.rows.length - open, open })}`,
      ),
    );
  if (failed > 0) output.next('kin pull <agreement> -o <another folder>');
  else output.next('kin evaluate <agreement> --metric success --value … --trials …');
  return failed > 0 ? EXIT.verificationFailed : EXIT.ok;
}

/** What recomputing needs: the certificate, and the robot that it or added columns are about. */
async function judgedBy(
  flags: VerifyFlags,
  signal: AbortSignal,
): Promise<Pick<VerifyOptions, 'recompute' | 'robot' | 'named'>> {
  const { certificate, robot: file, robotUp: up, recompute } = flags;
  const named = namedSource(flags);
  if (namesSource(named) && file === undefined) throw faultError('usage', 'columns-need-robot');
  if (certificate !== undefined && file === undefined) throw faultError('usage', 'certificate-needs-robot');
  if (!recompute) return {};
  const robot =
    file === undefined ? undefined : await readRobot(file, { signal, ...(up === undefined ? {} : { up }) });
  const cited: RecomputeOptions =
    certificate === undefined
      ? {}
      : { certificate: (await readCertificate(certificate)).envelope, body: robot!.form.embodiment };
  return { recompute: cited, robot: robot === undefined ? undefined : retargetRobotOf(robot), named };
}

function namedSource({ sourceRobot, sourceUp, sourceHuman, jointMap }: VerifyFlags): NamedSource {
  return {
    ...(sourceRobot === undefined ? {} : { sourceRobot }),
    ...(sourceUp === undefined ? {} : { sourceUp }),
    ...(sourceHuman === undefined ? {} : { sourceHuman }),
    ...(jointMap === undefined ? {} : { jointMap }),
  };
}

const MARKS: Record<CheckRow['status'], readonly [string, Tone]> = {
  pass: ['✓', 'good'],
  fail: ['✗', 'bad'],
  'not-checked': ['–', 'warn'],
};

/** Width of the name of a check. */
const CHECK_COLUMNS = 32;

function showRow(output: Output, row: CheckRow): void {
  const [mark, tone] = MARKS[row.status];
  const text = row.why ?? row.evidence;
  output.line(`${output.tone(tone, mark)} ${row.check.padEnd(CHECK_COLUMNS)} ${plain(text)}`);
  // Which file, which digest: whoever looks for the damage needs what was found, too.
  if (row.status === 'fail' && row.why !== null)
    output.item(' '.repeat(CHECK_COLUMNS + 3), plain(row.evidence), 'dim');
}

async function trustRoot(run: Run, file: string | undefined): Promise<TrustRoot> {
  if (file !== undefined) {
    try {
      const bytes = await readFileBounded(file, MAX_TRUST_ROOT_BYTES);
      return parseWire(trustRootSchema, parseJson(bytes, MAX_TRUST_ROOT_BYTES), 'trust root');
    } catch (error) {
      throw isExchangeError(error) ? ofFile(file, error) : error;
    }
  }
  if (!(await hasHome(run.home))) {
    throw faultError('usage', 'trust-unnamed');
  }
  const { log } = (await readHome(run.home)).broker;
  return { schema: 'trust-root/1', log, witnesses: [], quorum: 0 };
}
