/** `kin fit`: how much of a dataset's real motion my robot can replay, measured where the data is. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { UP_AXES, type UpAxis } from '#contracts/embodiment/description/gravity.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { faultError } from '#contracts/faults.ts';
import { FIT_STEP, motionShare, refusalIn, type FitCertificate } from '#contracts/fit/certificate.ts';
import { certifiedReasonWords, fitBlockerWords, fitSideWords } from '#contracts/http/fit-words.ts';
import { fitReplySchema } from '#contracts/http/fit.ts';
import { LEAST_WORTH_ASKING } from '#contracts/matching/advice.ts';
import { readRobot } from '../embodiment/read-robot.ts';
import { asChoice } from './arguments.ts';
import type { Run, RunCommand } from './cli.ts';
import { openNodeSession, type NodeSession } from './node-session.ts';
import { plain } from './output.ts';
import { heading, type Language } from './table-words.ts';
import { noteUp, UP_WORDS } from './up-option.ts';

/** Time between two questions, and how many are asked: a provider has its queue. */
export const ASK_EVERY_MS = 1_000;
export const MAX_QUESTIONS = 120;

interface FitOptions {
  readonly robot: string;
  readonly up?: UpAxis;
  readonly lang: Language;
}

/** Adds the command. */
export function addFitCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('fit')
    .description("ask the provider's node how much of a dataset's real motion your robot can replay")
    .argument('<dataset>', 'company/slug, ds_… or id')
    .requiredOption('--robot <file>', 'URDF or MJCF of your robot')
    .option('--up <axis>', UP_WORDS, asChoice(UP_AXES))
    .action((dataset: string) =>
      run(command, (context) =>
        fit(context, dataset, { ...command.opts<Omit<FitOptions, 'lang'>>(), lang: context.lang }),
      ),
    );
}

async function fit(run: Run, dataset: string, { robot: file, up, lang }: FitOptions): Promise<void> {
  const { output, signal } = run;
  const robot = await readRobot(file, { signal, ...(up === undefined ? {} : { up }) });
  noteUp(output, { file, warnings: robot.form.warnings }, lang);
  await using session = await openNodeSession(run);
  output.progress('replaying', null, "on the provider's node");
  const asked = { dataset, embodiment: robot.form.embodiment };
  const { certificate, envelope } = await askCertificate(session, asked, signal).catch((error: unknown) => {
    throw inWords(error, output.json ? 'en' : lang);
  });
  output.endProgress();
  output.data({ certificate, envelope });
  showShare(run, certificate, { name: plain(robot.tree.name), lang });
  showBlockers(run, certificate, lang);
  showLimbs(run, certificate, lang);
  output.line();
  output.facts([
    [heading('provider', lang), certificate.provider.participant],
    [heading('dataset', lang), certificate.dataset],
    [heading('robot', lang), certificate.embodiment],
    [heading('issued', lang), certificate.time],
  ]);
  // Training can use one limb where replay needs all.
  const served = Math.max(certificate.share, motionShare(certificate).share);
  output.next(
    served >= LEAST_WORTH_ASKING
      ? `kin request ${dataset} --license … --purpose "…"`
      : `kin match --robot ${file} --task "…"`,
  );
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function showShare(
  { output }: Run,
  { share, low, high, trajectories }: FitCertificate,
  { name, lang }: { readonly name: string; readonly lang: Language },
): void {
  const [measured, from, to] = [output.tone('strong', percent(share)), percent(low), percent(high)];
  const step = percent(FIT_STEP);
  const lines =
    lang === 'zh'
      ? [
          `（${from} 至 ${to}）：${name} 可重放 ${trajectories} 条录制轨迹中的这一比例`,
          `误差在 1 cm 与 10° 以内，遵守关节限位与速度限制，构型不变；比例以 ${step} 为一档`,
        ]
      : [
          ` (${from} to ${to}) of ${trajectories} recorded trajectories can be replayed by ${name}`,
          `within 1 cm and 10°, joint and speed limits, one posture branch; shares in steps of ${step}`,
        ];
  output.item(measured, lines[0]!);
  output.item('', lines[1]!, 'dim');
}

function showBlockers({ output }: Run, { blockers, share }: FitCertificate, lang: Language): void {
  const zh = lang === 'zh';
  if (blockers.length === 0) {
    if (share < 1)
      output.line(zh ? '其余受阻的原因过于少见，不予说明。' : 'What blocks the rest is too rare to be told.');
    return;
  }
  output.line(zh ? '\n其余受阻于：' : '\nWhat blocks the rest:');
  for (const blocker of blockers)
    output.item(`  ${percent(blocker.share).padStart(5)}  `, fitBlockerWords(blocker.code, lang));
}

/** Where several limbs were recorded: what of each can be followed, which training can use where replay needs all at once. */
function showLimbs({ output }: Run, certificate: FitCertificate, lang: Language): void {
  const { limbs } = certificate;
  if (limbs === undefined) return;
  const zh = lang === 'zh';
  output.line(zh ? '\n逐肢计：' : '\nEach limb by itself:');
  for (const { side, share } of limbs)
    output.item(`  ${percent(share).padStart(5)}  `, fitSideWords(side, lang));
  const mean = percent(motionShare(certificate).share);
  output.item(
    '',
    zh
      ? `重放须全部肢体同时跟随；训练可用其中一肢：匹配时按平均值 ${mean} 计`
      : `replay needs all limbs at once; training can use one of them: there the mean of ${mean} counts in a match`,
    'dim',
  );
}

/** A refusal to certify in a language: between peers only its code travels, inside the message. */
function inWords(error: unknown, lang: Language): unknown {
  if (!isExchangeError(error)) return error;
  const reason = refusalIn(error.message);
  if (reason === null) return error;
  return new ExchangeError(error.code, certifiedReasonWords(reason, lang), { params: { reason } });
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
  throw faultError('deadline-passed', 'provider-at-work');
}
