/** `kin request`, `kin inbox`, `kin agreement`: asks, decides, revokes. */

import type { Command } from 'commander';
import { z } from 'zod';
import { exchangeViewSchema, openRequestSchema, type ExchangeView } from '#contracts/http/console.ts';
import { shortAgreementId, shortExchangeId } from '#contracts/ids.ts';
import { LICENSE_ACTIONS, type LicenseAction } from '#contracts/license/terms.ts';
import { faultError } from '#contracts/faults.ts';
import { LOG_REFUSED } from '#contracts/negotiation/transitions.ts';
import { parseWire } from '#contracts/wire.ts';
import { asChoices, asNumber } from './arguments.ts';
import { readCertificate } from './certificate-file.ts';
import { RefusedError, type Run, type RunCommand } from './cli.ts';
import { codeWords, endedWords, lineWords, waitingWords } from './command-words.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { openNodeSession, type NodeSession } from './node-session.ts';
import { plain } from './output.ts';
import { heading, type Language } from './table-words.ts';

interface RequestOptions {
  readonly license: string;
  readonly purpose: string;
  readonly actions?: LicenseAction[];
  readonly commercial?: boolean;
  readonly field?: string;
  readonly region?: string;
  readonly deadlineHours?: number;
  readonly wait?: boolean;
  readonly certificate?: string;
}

const listSchema = z.strictObject({ items: z.array(exchangeViewSchema) });
const outcomeSchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: exchangeViewSchema }),
  z.strictObject({
    ok: z.literal(false),
    reasons: z.array(
      z.strictObject({
        code: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
      }),
    ),
  }),
]);

/** How often a waiting command looks, in milliseconds. */
const WAIT_POLL_MS = 500;
/** A request without --wait gives the log and an automatic provider this long, in milliseconds. */
const SETTLE_MS = 8_000;

/** Adds the commands. */
export function addRequestCommand(program: Command, run: RunCommand): void {
  const request = program
    .command('request')
    .description('ask for a dataset under one of its licenses')
    .argument('<dataset>', 'company/slug, ds_… or urn:kin:ds:…')
    .requiredOption('--license <id>', 'one of the licenses on offer')
    .requiredOption('--purpose <text>', 'what for, in a sentence the provider reads')
    .option(
      '--actions <list>',
      `${LICENSE_ACTIONS.join(',')}; read from the purpose otherwise`,
      asChoices(LICENSE_ACTIONS),
    )
    .option('--commercial', 'models will be used commercially')
    .option('--field <field>', 'field of use')
    .option('--region <code>', 'where the data will be kept, such as DE')
    .option('--deadline-hours <hours>', 'the request is void after this time', asNumber)
    .option('--certificate <file>', 'fit certificate that this rests on, as kin fit --json printed it')
    .option('--wait', 'stay until it is decided')
    .action((dataset: string) =>
      run(request, (context) => ask(context, dataset, request.opts<RequestOptions>())),
    );
  addInbox(program, run);
  addAgreement(program, run);
}

function addInbox(program: Command, run: RunCommand): void {
  const inbox = program
    .command('inbox')
    .description('requests: those to decide here, and those of this company')
    .action(() => run(inbox, showInbox));
  const approve = inbox
    .command('approve')
    .description('agree to a request')
    .argument('<id>', 'ex_… or the exchange')
    .action((id: string) => run(approve, (context) => decide(context, id, { act: 'approval' })));
  const refuse = inbox
    .command('refuse')
    .description('refuse a request; the reason is told')
    .argument('<id>', 'ex_… or the exchange')
    .requiredOption('--reason <text>', 'why')
    .action((id: string) =>
      run(refuse, (context) =>
        decide(context, id, { act: 'refusal', reason: refuse.opts<{ reason: string }>().reason }),
      ),
    );
}

function addAgreement(program: Command, run: RunCommand): void {
  const agreement = program.command('agreement').description('agreements of this company');
  const list = agreement
    .command('ls')
    .description('agreements that the log has')
    .action(() => run(list, listAgreements));
  const paid = agreement
    .command('paid')
    .description('note that the payment which the terms ask for has come: the key may go out')
    .argument('<id>', 'agr_…, id or digest')
    .action((id: string) => run(paid, (context) => confirmPayment(context, id)));
  const revoke = agreement
    .command('revoke')
    .description('revoke a license; serving stops at once')
    .argument('<id>', 'agr_…, id or digest')
    .requiredOption('--reason <text>', 'why')
    .action((id: string) =>
      run(revoke, (context) => revokeAgreement(context, id, revoke.opts<{ reason: string }>().reason)),
    );
}

async function ask(run: Run, dataset: string, options: RequestOptions): Promise<ExitCode> {
  const { output } = run;
  const body = parseWire(
    openRequestSchema,
    {
      dataset,
      license: options.license,
      use: {
        actions: options.actions ?? actionsOf(options.purpose),
        commercialModels: options.commercial ?? false,
        fieldOfUse: options.field ?? null,
        region: options.region ?? null,
        purpose: options.purpose,
        ...(options.certificate === undefined
          ? {}
          : { certificate: (await readCertificate(options.certificate)).digest }),
      },
      ...(options.deadlineHours === undefined ? {} : { deadlineHours: options.deadlineHours }),
    },
    'request',
  );
  await using session = await openNodeSession(run);
  const outcome = await session.call({ path: '/v1/exchanges', body, answer: outcomeSchema });
  if (!outcome.ok) throw new RefusedError(outcome.reasons);
  const view = await settle(run, session, { view: outcome.value, forever: options.wait ?? false });
  showExchange(run, view);
  if (view.state === 'TERMINATED') return EXIT.refused;
  if (view.state === 'FINALIZED') output.next(`kin pull ${agreementName(view)} -o ./delivered`);
  else output.next('kin inbox', `kin request ${dataset} … --wait`);
  return EXIT.ok;
}

/** What a purpose in words means to do: the verbs of the license, looked for in the sentence. */
export function actionsOf(purpose: string): LicenseAction[] {
  const text = purpose.toLowerCase();
  const found: LicenseAction[] = [];
  if (/\b(?:fine.?tun|adapt)|微调/.test(text)) found.push('fine-tune');
  if (/\b(?:pre.?train|train(?!ed))|训练/.test(text)) found.push('train');
  if (/\bdistil|蒸馏/.test(text)) found.push('distil');
  if (/\b(?:evaluat|benchmark|test)|评估|测试/.test(text)) found.push('evaluate');
  if (/\b(?:redistribut|resell|publish the data|share the data)|转售|再分发/.test(text))
    found.push('redistribute');
  return found.length === 0 ? ['train'] : found;
}

async function settle(
  run: Run,
  session: NodeSession,
  wanted: { view: ExchangeView; forever: boolean },
): Promise<ExchangeView> {
  let { view } = wanted;
  const until = run.world.clock() + SETTLE_MS;
  while (view.state !== 'FINALIZED' && view.state !== 'TERMINATED') {
    const undecided = view.state === 'REQUESTED' && view.waiting?.for === 'counterparty';
    if (
      !wanted.forever &&
      (run.world.clock() > until || (undecided && run.world.clock() > until - SETTLE_MS / 2))
    )
      break;
    if (run.signal.aborted) throw faultError('interrupted', 'request-stays-open');
    run.output.progress(
      codeWords('state', view.state ?? 'logging', run.lang),
      null,
      waitingWords(view, run.lang),
    );
    await new Promise((resolve) => setTimeout(resolve, WAIT_POLL_MS));
    view = await session.call({ path: `/v1/exchanges/${view.exchange}`, answer: exchangeViewSchema });
  }
  run.output.endProgress();
  return view;
}

async function showInbox(run: Run): Promise<void> {
  const { output, lang } = run;
  await using session = await openNodeSession(run);
  const { items } = await session.call({ path: '/v1/exchanges', answer: listSchema });
  output.data(items);
  for (const { exchange } of items) output.id(exchange);
  if (items.length === 0) output.line(lineWords('none-requests', lang));
  else {
    output.table(
      [
        { title: heading('ID', lang) },
        { title: heading('SIDE', lang) },
        { title: heading('STATE', lang) },
        { title: heading('WITH', lang), max: 28 },
        { title: heading('DATASET', lang), max: 32 },
        { title: heading('LICENSE', lang) },
        { title: heading('WAITS FOR', lang), max: 44 },
        { title: heading('ENDED', lang), max: 44 },
      ],
      items.map((view) => [
        shortExchangeId(view.exchange),
        codeWords('side', view.role, lang),
        codeWords('state', view.state ?? 'logging', lang),
        plain(view.counterpartyName),
        plain(view.title),
        view.terms.id,
        waitingWords(view, lang),
        endedWords(view),
      ]),
    );
  }
  const open = items.find((view) => view.waiting?.for === 'decision');
  if (open !== undefined) {
    const id = shortExchangeId(open.exchange);
    output.next(`kin inbox approve ${id}`, `kin inbox refuse ${id} --reason "…"`);
  } else output.next('kin agreement ls', 'kin match --robot my_arm.urdf --task "…"');
}

async function decide(
  run: Run,
  id: string,
  decision: { act: 'approval' | 'refusal'; reason?: string },
): Promise<void> {
  await using session = await openNodeSession(run);
  const view = await session.call({
    method: 'POST',
    path: `/v1/exchanges/${encodeURIComponent(id)}/${decision.act}`,
    ...(decision.reason === undefined ? {} : { body: { reason: decision.reason } }),
    answer: exchangeViewSchema,
  });
  // An embedded node must live until its acts are logged and its messages out, or the next start does it.
  const settled = session.embedded ? await settle(run, session, { view, forever: false }) : view;
  showExchange(run, settled);
  run.output.next('kin inbox', 'kin agreement ls');
}

async function listAgreements(run: Run): Promise<void> {
  const { output, lang } = run;
  await using session = await openNodeSession(run);
  const { items } = await session.call({ path: '/v1/agreements', answer: listSchema });
  output.data(items);
  for (const view of items) output.id(agreementName(view));
  if (items.length === 0) output.line(lineWords('none-agreements', lang));
  else {
    output.table(
      [
        { title: heading('ID', lang) },
        { title: heading('SIDE', lang) },
        { title: heading('WITH', lang), max: 28 },
        { title: heading('DATASET', lang), max: 36 },
        { title: heading('LICENSE', lang) },
        { title: heading('STANDING', lang), max: 44 },
      ],
      items.map((view) => [
        agreementName(view),
        codeWords('role', view.role, lang),
        plain(view.counterpartyName),
        plain(view.title),
        view.terms.id,
        standingWords(view, lang),
      ]),
    );
  }
  const pullable = items.find((view) => view.role === 'consumer' && view.revocation === null);
  if (pullable !== undefined) output.next(`kin pull ${agreementName(pullable)} -o ./delivered`);
  else output.next('kin inbox', 'kin match --robot my_arm.urdf --task "…"');
}

async function revokeAgreement(run: Run, id: string, reason: string): Promise<void> {
  await using session = await openNodeSession(run);
  const view = await session.call({
    path: `/v1/agreements/${encodeURIComponent(id)}/revocation`,
    body: { reason },
    answer: exchangeViewSchema,
  });
  run.output.data(view);
  run.output.line(
    `${run.output.tone('good', '✓')} ${lineWords('revoked-now', run.lang, { agreement: agreementName(view) })}`,
  );
  run.output.next('kin agreement ls');
}

async function confirmPayment(run: Run, id: string): Promise<void> {
  await using session = await openNodeSession(run);
  const view = await session.call({
    method: 'POST',
    path: `/v1/agreements/${encodeURIComponent(id)}/payment`,
    answer: exchangeViewSchema,
  });
  run.output.data(view);
  run.output.line(
    `${run.output.tone('good', '✓')} ${lineWords('payment-noted', run.lang, { agreement: agreementName(view) })}`,
  );
  run.output.next('kin agreement ls');
}

/** Name by which people cite an agreement. */
export function agreementName(view: ExchangeView): string {
  return view.agreementId === null ? shortExchangeId(view.exchange) : shortAgreementId(view.agreementId);
}

/** Whether an agreement holds; the log's word stands beside the reason of a revocation. */
function standingWords({ revocation }: ExchangeView, lang: Language): string {
  if (revocation === null) return heading('in force', lang);
  const why = revocation.note ?? revocation.code;
  return plain(`${heading('revoked', lang)}${lang === 'zh' ? '：' : ': '}${why}`);
}

function showExchange({ output, lang }: Run, view: ExchangeView): void {
  output.data(view);
  const version = lang === 'zh' ? `，版本 ${view.version}` : `, version ${view.version}`;
  output.facts([
    [heading('exchange', lang), shortExchangeId(view.exchange)],
    [heading('dataset', lang), `${plain(view.title)}${version}`],
    [heading('with', lang), plain(view.counterpartyName)],
    [heading('license', lang), view.terms.id],
    [
      heading('state', lang),
      view.state === null ? heading('waiting for the log', lang) : codeWords('state', view.state, lang),
    ],
    ...(view.ended === null ? [] : [[heading('ended', lang), endedWords(view)] as const]),
    ...(view.agreementId === null ? [] : [[heading('agreement', lang), agreementName(view)] as const]),
    ...(view.ended !== null || view.waiting === null
      ? []
      : [[heading('waits for', lang), waitingWords(view, lang)] as const]),
  ]);
  if (view.ended?.code === LOG_REFUSED) output.note(lineWords('log-refused-request', lang));
  output.id(view.exchange);
}
