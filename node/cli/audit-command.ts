/** `kin audit`: reads the log and believes nothing but proofs. */

import { type Command, InvalidArgumentError } from 'commander';
import { fromUtf8, utf8 } from '#contracts/bytes.ts';
import { digestSchema } from '#contracts/digest.ts';
import { entryPageSchema, MAX_ENTRY_PAGE, type ListedEntry } from '#contracts/http/log.ts';
import { exchangeIdSchema } from '#contracts/ids.ts';
import { ENTRY_TYPES, type EntryType } from '#contracts/log/entry-bodies.ts';
import { openCheckpoint } from '#contracts/log/checkpoint.ts';
import { leafHash } from '#contracts/log/merkle-tree.ts';
import { parseVerifierKey } from '#contracts/log/signed-note.ts';
import { openTlogProof } from '#contracts/log/tlog-proof.ts';
import { trustRootSchema } from '#contracts/log/trust-root.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { faultError } from '#contracts/faults.ts';
import { toHex } from '#contracts/bytes.ts';
import { envelopeBytes } from '#contracts/signature.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import type { BrokerClient } from '../broker-client.ts';
import { datasetIdOf } from '../catalog/find-dataset.ts';
import { hasHome, readHome } from '../home.ts';
import { asChoices, asCount, asIndex } from './arguments.ts';
import { openBroker } from './broker-session.ts';
import type { Run, RunCommand } from './cli.ts';
import { lineWords } from './command-words.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { fingerprint } from './init-command.ts';
import { heading } from './table-words.ts';

interface EntriesOptions {
  readonly type?: readonly EntryType[];
  readonly actor?: string;
  readonly dataset?: string;
  readonly exchange?: string;
  readonly from?: number;
  readonly limit?: number;
}

/** Adds the commands. */
export function addAuditCommand(program: Command, run: RunCommand): void {
  const audit = program
    .command('audit')
    .description('read the audit log and check what it says')
    .option('--broker <address>', 'another broker than the home’s');
  const broker = (context: Run): Promise<BrokerClient> =>
    openBroker(context, audit.opts<{ broker?: string }>().broker);
  const entries = audit
    .command('entries')
    .description('entries in log order, as far as you may read them')
    .option('--type <types>', 'such as agreement.signed; several by commas', asChoices(ENTRY_TYPES))
    .option('--actor <did>', 'company that acted')
    .option('--dataset <name>', 'company/slug, ds_… or urn:kin:ds:…')
    .option('--exchange <id>', 'urn:kin:ex:…, as kin inbox --json has it', asExchange)
    .option('--from <index>', 'first index', asIndex)
    .option('--limit <count>', 'most entries', asCount)
    .action(() =>
      run(entries, async (context) =>
        listEntries(context, await broker(context), entries.opts<EntriesOptions>()),
      ),
    );
  const checkpoint = audit
    .command('checkpoint')
    .description('the signed head, verified under the trusted key')
    .action(() => run(checkpoint, async (context) => showCheckpoint(context, await broker(context))));
  const prove = audit
    .command('prove')
    .description('inclusion proof of an entry, verified')
    .argument('<index>', 'index in the log', asIndex)
    .action((index: number) =>
      run(prove, async (context) => proveEntry(context, await broker(context), index)),
    );
  const trustRoot = audit
    .command('trust-root')
    .description('what offline verification trusts, as a file; compare its fingerprint out of band')
    .action(() => run(trustRoot, async (context) => showTrustRoot(context, await broker(context))));
}

/** An exchange by its whole id: the short form that people cite cannot be looked up in a log of strangers. */
function asExchange(text: string): string {
  if (!exchangeIdSchema.safeParse(text).success)
    throw new InvalidArgumentError('expected urn:kin:ex:… in full, as kin inbox --json has it');
  return text;
}

async function listEntries(run: Run, broker: BrokerClient, options: EntriesOptions): Promise<ExitCode> {
  const { output, lang } = run;
  const { type, dataset, ...rest } = options;
  const page = await broker.call({
    path: '/v1/log/entries',
    query: {
      ...rest,
      ...(type === undefined ? {} : { type: type.join(',') }),
      ...(dataset === undefined ? {} : { dataset: await datasetIdOf(broker, dataset, run.signal) }),
      limit: Math.min(options.limit ?? 50, MAX_ENTRY_PAGE),
    },
    answer: entryPageSchema,
    signal: run.signal,
  });
  output.data(page);
  for (const { leafHash } of page.items) output.id(leafHash);
  if (page.items.length === 0) {
    output.line(lineWords('none-entries', lang, { size: page.size }));
    return EXIT.nothingFound;
  }
  output.table(
    [
      { title: '#', align: 'right' },
      { title: heading('TIME', lang) },
      { title: heading('TYPE', lang) },
      { title: heading('ACTOR', lang), max: 24 },
      { title: heading('SUBJECT', lang), max: 40 },
      { title: heading('LEAF', lang), max: 19 },
    ],
    page.items.map((item: ListedEntry) => [
      String(item.index),
      item.time.slice(0, 19).replace('T', ' '),
      item.type,
      `…${item.actor.slice(-12)}`,
      `${item.subject.name} ${item.subject.digest.slice(7, 19)}`,
      item.leafHash.slice(7, 23),
    ]),
  );
  if (page.next !== null) output.next(`kin audit entries --from ${page.next}`);
  else output.next(`kin audit prove ${page.items[0]?.index ?? 0}`);
  return EXIT.ok;
}

async function showCheckpoint(run: Run, broker: BrokerClient): Promise<void> {
  const note = await broker.readFile('/log/checkpoint', run.signal);
  const { checkpoint } = await openCheckpoint(
    nodeCrypto,
    note,
    parseVerifierKey(nodeCrypto, await logKey(run, broker)),
  );
  run.output.data({
    origin: checkpoint.origin,
    size: checkpoint.size,
    root: toHex(checkpoint.root),
    note: fromUtf8(note),
  });
  run.output.line(fromUtf8(note).trimEnd());
  run.output.line(
    `\n${run.output.tone('good', '✓')} ${lineWords('head-signed', run.lang, { size: checkpoint.size })}`,
  );
  run.output.next('kin audit entries');
}

/** Proves that the entry at an index is in the log: the leaf is hashed here, the path and the signature are checked here. */
async function proveEntry(run: Run, broker: BrokerClient, index: number): Promise<void> {
  const { output } = run;
  const proof = await broker.readFile(`/v1/log/proof/${index}`, run.signal);
  const page = await broker.call({
    path: '/v1/log/entries',
    query: { from: index, limit: 1 },
    answer: entryPageSchema,
    signal: run.signal,
  });
  const item = page.items[0];
  if (item?.index !== index) {
    throw faultError('forbidden', 'entry-not-yours');
  }
  const leaf = leafHash(nodeCrypto, envelopeBytes(item.entry));
  const opened = openTlogProof(nodeCrypto, proof, leaf);
  if (opened.inclusion.index !== index)
    throw new ExchangeError('bad-proof', 'The proof is of another entry.');
  await openCheckpoint(
    nodeCrypto,
    utf8(checkpointOf(fromUtf8(proof))),
    parseVerifierKey(nodeCrypto, await logKey(run, broker)),
  );
  output.data({
    index,
    size: opened.checkpoint.size,
    type: item.type,
    leafHash: digestSchema.parse(`sha256:${toHex(leaf)}`),
    proof: fromUtf8(proof),
    entry: item.entry,
  });
  output.line(fromUtf8(proof).trimEnd());
  output.line(
    `\n${output.tone('good', '✓')} ${lineWords('proven', run.lang, { type: item.type, index, size: opened.checkpoint.size })}`,
  );
}

/** The checkpoint that a receipt carries: everything after its first empty line. */
function checkpointOf(proof: string): string {
  return proof.slice(proof.indexOf('\n\n') + 2);
}

async function showTrustRoot(run: Run, broker: BrokerClient): Promise<void> {
  const root = await broker.call({ path: '/v1/log/trust-root', answer: trustRootSchema, signal: run.signal });
  run.world.stdout.write(`${JSON.stringify(root, null, 2)}\n`);
  run.output.note(lineWords('compare-fingerprint', run.lang, { fingerprint: fingerprint(root.log.key) }));
}

/** The pinned key of the home; without a home the broker's own word, which proves consistency and not identity. */
async function logKey(run: Run, broker: BrokerClient): Promise<string> {
  if (await hasHome(run.home)) {
    const home = await readHome(run.home);
    if (home.broker.api === broker.api) return home.broker.log.key;
  }
  const root = await broker.call({ path: '/v1/log/trust-root', answer: trustRootSchema, signal: run.signal });
  run.output.note(lineWords('no-pinned-key', run.lang, { fingerprint: fingerprint(root.log.key) }));
  return root.log.key;
}
