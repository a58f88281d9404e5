/** The steps of a pull that touch bytes: fetching and checking ciphertext, opening it into the folder, papers and receipt. */

import { mkdir, readdir, rename, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseJson } from '#contracts/canonical-json.ts';
import {
  MAX_CHUNK_LIST_BYTES,
  parseChunkList,
  parseChunkSecrets,
  requireCiphertextRoot,
  type ChunkList,
} from '#contracts/content/chunk-list.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import { openEntry, signEntry } from '#contracts/log/entry.ts';
import { signDocument, type Envelope } from '#contracts/signature.ts';
import type { Delivery } from '#contracts/transfer/delivery.ts';
import { MAX_PAPERS_BYTES, type ProvenEntry } from '#contracts/transfer/messages.ts';
import { RECEIPT_DOCUMENT } from '#contracts/transfer/receipt.ts';
import { digestOf } from '#contracts/digest.ts';
import { fromBase64 } from '#contracts/bytes.ts';
import { readFileBounded, syncFolder, writeFileAtomic } from '#platform/files.ts';
import { openSecrets } from '../content/chunk-cipher.ts';
import { ChunkStore, MAX_SEALED_CHUNK_BYTES } from '../content/chunk-store.ts';
import { openDerivative } from '../content/open-derivative.ts';
import { findReceivedByDigest } from '../fit/fit-store.ts';
import { requireNegotiation } from '../negotiation/negotiation-store.ts';
import { reached, type ExchangeDeps } from '../negotiation/ports.ts';
import type { NegotiationRow, TransferRow } from '../store/schema/exchanges.ts';
import { checkPapers, type CheckedPapers } from './check-papers.ts';
import type { ConsumerTransfer } from './consumer-transfer.ts';
import type { DeliveryResult, PullRun } from './dataset-receiver.ts';
import { convertDelivery, convertedExtent, converts } from './convert-delivery.ts';
import {
  completeDeliveryPapers,
  deliveredBy,
  isVacant,
  removeFolder,
  workFolders,
  writeDeliveryPapers,
} from './delivery-folder.ts';
import { pullChunks } from './pull-chunks.ts';
import { expectedReceipt, receiptEntryBody } from './receipt-draft.ts';
import { retargetDelivery, retargetedExtent } from './retarget-delivery.ts';
import { findTransfer, requireTransfer } from './transfer-store.ts';
import { endOfTransfer, moveTransfer, type TransferContext } from './transfer-steps.ts';

/** Progress goes to the store at most this often, milliseconds. */
const PROGRESS_MS = 1_000;

/** Carries out the byte steps of pulls. */
export class DeliveryJob {
  readonly #context: TransferContext;
  readonly #consumer: ConsumerTransfer;

  constructor(context: TransferContext, consumer: ConsumerTransfer) {
    this.#context = context;
    this.#consumer = consumer;
  }

  /** Fetches lists, papers and all chunks, checks them against the agreement, and tells the log. */
  async fetch(run: PullRun): Promise<void> {
    const list = await this.#list(run);
    await this.#papers(run);
    const chunks = list.files.flatMap((file) => file.chunks);
    const total = chunks.reduce((sum, chunk) => sum + chunk.cipherSize, 0);
    const progress = new ProgressKeeper(this.#context, run, total);
    try {
      await pullChunks({
        list,
        store: this.#store(run.id),
        fetch: (hash) => run.source.chunk(hash),
        signal: run.signal,
        onChunk: (bytes) => progress.add(bytes),
        onFailure: () => progress.fail(),
      });
    } finally {
      await progress.save(); // also where a pause ends it: people see how far it came
    }
    await this.#consumer.proposeReceived(run.id, { bytes: total, chunks: chunks.length });
  }

  /** Opens the chunks with the released key into the folder, with the papers beside them, whole or not at all. */
  async place(run: PullRun): Promise<void> {
    const { deps } = this.#context;
    const { transfer, negotiation } = await this.#rows(run.id);
    const outDir = requireFolder(transfer);
    if ((await deliveredBy(outDir)) !== run.id) await this.#open(run, transfer, negotiation);
    await deps.database.write((tx) => {
      if (requireTransfer(tx, run.id).phase !== 'opening') return;
      moveTransfer(deps, tx, { id: run.id, change: { phase: 'acknowledging' } });
      reached(deps, tx, 'delivery-placed');
    });
  }

  /** The receipt as this node signs it, made once and kept, so that a repeat sends the same. */
  async signReceipt(run: PullRun): Promise<{ receipt: Envelope; entry: Envelope }> {
    const { deps } = this.#context;
    const { self, clock, random, crypto } = deps;
    const { transfer, negotiation } = await this.#rows(run.id);
    if (transfer.receipt !== null && transfer.receiptEntry !== null) {
      return { receipt: transfer.receipt, entry: transfer.receiptEntry };
    }
    if (transfer.releasedEntry === null || transfer.nextLink === null) {
      throw new ExchangeError('peer-misbehaved', 'The provider does not say where its chain goes on.');
    }
    const released = await openEntry(crypto, transfer.releasedEntry);
    const provider = released.statement.predicate.actor;
    const receipt = await expectedReceipt(deps, negotiation, {
      provider,
      consumer: { participant: self.participant, key: self.key },
      stated: {
        chunkFailures: transfer.chunkFailures,
        inspection: 'not-run',
        receivedAt: formatTimestamp(clock()),
      },
    });
    const envelope = signDocument(RECEIPT_DOCUMENT, receipt, self.signer);
    const entry = signEntry(
      {
        type: 'receipt.acknowledged',
        subject: { name: 'receipt', digest: digestOf(crypto, fromBase64(envelope.payload)) },
        body: receiptEntryBody(receipt),
        participant: provider.participant,
        log: self.log.origin,
        parties: [self.participant],
        dataset: negotiation.dataset,
        exchange: transfer.nextLink,
      },
      { signer: self.signer, key: provider.key, random, nowMs: clock() },
    );
    await deps.database.write((tx) => {
      moveTransfer(deps, tx, { id: run.id, change: { receipt: envelope, receiptEntry: entry } });
      reached(deps, tx, 'receipt-signed');
    });
    return { receipt: envelope, entry };
  }

  /** Forgets a receipt whose entry came too late for its place in the provider's chain. */
  async discardReceipt(run: PullRun): Promise<void> {
    const { deps } = this.#context;
    await deps.database.write((tx) =>
      moveTransfer(deps, tx, { id: run.id, change: { receipt: null, receiptEntry: null } }),
    );
  }

  /** Adds the logged receipt to the folder, ends the transfer and removes the ciphertext. */
  async finish(run: PullRun): Promise<DeliveryResult> {
    const { deps } = this.#context;
    const { transfer, negotiation } = await this.#rows(run.id);
    const folder = requireFolder(transfer);
    if (transfer.receipt === null) throw new ExchangeError('not-found', 'There is no receipt.');
    await completeDeliveryPapers(folder, {
      delivery: deliveryOf(transfer, negotiation, {
        consumer: deps.self.participant,
        acknowledged: true,
        placedAt: deps.clock(),
      }),
      receipt: transfer.receipt,
      acts: await this.#acts(transfer, negotiation, []),
    });
    await deps.database.write((tx) => {
      if (requireTransfer(tx, run.id).state === 'COMPLETED') return;
      moveTransfer(deps, tx, { id: run.id, change: endOfTransfer('COMPLETED', null) });
      reached(deps, tx, 'transfer-completed');
    });
    await removeFolder(this.#incoming(run.id));
    const { agreement } = run.forced;
    return {
      transfer: run.id,
      exchange: transfer.exchange,
      folder,
      files: agreement.files,
      bytes: agreement.bytes,
      chunkFailures: transfer.chunkFailures,
      converted: await convertedExtent(folder),
      retargeted: await retargetedExtent(folder),
    };
  }

  async #open(run: PullRun, transfer: TransferRow, negotiation: NegotiationRow): Promise<void> {
    const { deps } = this.#context;
    const { agreement } = run.forced;
    if (transfer.wrappedKey === null) throw new ExchangeError('not-found', 'There is no key yet.');
    const outDir = requireFolder(transfer);
    if (!(await isVacant(outDir))) {
      throw new ExchangeError('conflict', 'The folder to deliver into is not empty.', {
        params: { folder: outDir },
      });
    }
    const chunkList = await this.#list(run);
    const { papers, manifest } = await this.#papers(run);
    const contentKey = this.#consumer.contentKey(transfer, transfer.wrappedKey);
    const sealed = await run.source.document('secrets', MAX_CHUNK_LIST_BYTES);
    const opened = openSecrets(contentKey, agreement.plaintextRoot, sealed);
    const chunkSecrets = parseChunkSecrets(parseJson(opened, MAX_CHUNK_LIST_BYTES), chunkList);
    const { conversion } = transfer;
    const robot = conversion?.retarget ?? null;
    const { sent, plain, staging } = await workFolders(outDir, transfer);
    const store = this.#store(run.id);
    const buffer = Buffer.allocUnsafe(MAX_SEALED_CHUNK_BYTES);
    await openDerivative({
      chunkList,
      chunkSecrets,
      readChunk: (hash) => store.readInto(hash, buffer),
      contentKey,
      keyCommitment: agreement.keyCommitment,
      plaintextRoot: agreement.plaintextRoot,
      outDir: sent,
      signal: run.signal,
      onProgress: (bytesDone) => run.report({ bytesDone, bytesTotal: agreement.bytes }),
    });
    const converted = converts(conversion)
      ? await convertDelivery({ sent, target: plain }, conversion, run)
      : null;
    await writeDeliveryPapers(plain, {
      delivery: deliveryOf(transfer, negotiation, {
        consumer: deps.self.participant,
        acknowledged: false,
        placedAt: deps.clock(),
      }),
      manifest,
      papers,
      agreement,
      agreementEnvelope: negotiation.agreement as Envelope,
      certificate: await deps.database.read((db) => findReceivedByDigest(db, agreement.use.certificate)),
      chunkList,
      chunkSecrets,
      converted,
      acts: await this.#acts(transfer, negotiation, papers.acts),
    });
    if (robot !== null) {
      await retargetDelivery({ plain, target: staging }, robot, run);
      await removeFolder(plain);
    }
    // If we crash before the rename, the next run starts over in a clean staging folder; after it, the folder is complete.
    await rmdir(outDir).catch(() => undefined);
    await rename(staging, outDir);
    await syncFolder(dirname(outDir));
  }

  /** Every act of this exchange that is known with its receipt, and the key entries of both companies. */
  async #acts(
    transfer: TransferRow,
    negotiation: NegotiationRow,
    papers: readonly ProvenEntry[],
  ): Promise<ProvenEntry[]> {
    const { deps } = this.#context;
    const own = await deps.database.read((db) => deps.acts.ofExchange(db, transfer.exchange));
    const known: { entry: Envelope | null; proof: string | null }[] = [
      ...papers,
      ...(await deps.ownKeyActs()),
      ...own.filter((act) => act.state === 'logged'),
      { entry: negotiation.agreementEntry, proof: negotiation.agreementProof },
      { entry: transfer.startedEntry, proof: transfer.startedProof },
      { entry: transfer.releasedEntry, proof: transfer.releasedProof },
      { entry: transfer.receiptEntry, proof: transfer.receiptProof },
    ];
    return known.flatMap(({ entry, proof }) => (entry === null || proof === null ? [] : [{ entry, proof }]));
  }

  async #list(run: PullRun): Promise<ChunkList> {
    const { crypto } = this.#context.deps;
    return this.#kept(run, 'list', async (bytes) => {
      const list = parseChunkList(parseJson(bytes, MAX_CHUNK_LIST_BYTES));
      requireCiphertextRoot(crypto, list, run.forced.agreement.ciphertextRoot);
      return list;
    });
  }

  async #papers(run: PullRun): Promise<CheckedPapers> {
    const { deps } = this.#context;
    return this.#kept(run, 'papers', (bytes) => checkPapers(deps, run.forced.agreement, bytes));
  }

  /** A document as it was fetched, kept for the next run; only what passes its check is kept, and it is checked each time. */
  async #kept<T>(
    run: PullRun,
    what: 'list' | 'papers',
    check: (bytes: Uint8Array) => Promise<T>,
  ): Promise<T> {
    const path = join(this.#incoming(run.id), `${what}.json`);
    const limit = what === 'list' ? MAX_CHUNK_LIST_BYTES : MAX_PAPERS_BYTES;
    try {
      return await check(await readFileBounded(path, limit));
    } catch (error) {
      if (!isExchangeError(error)) throw error; // anything typed means: not there, or not as fetched
    }
    const bytes = await run.source.document(what, limit);
    const checked = await check(bytes);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFileAtomic(path, bytes);
    return checked;
  }

  async #rows(id: string): Promise<{ transfer: TransferRow; negotiation: NegotiationRow }> {
    return this.#context.deps.database.read((db) => {
      const transfer = requireTransfer(db, id);
      return { transfer, negotiation: requireNegotiation(db, transfer.exchange) };
    });
  }

  #incoming(id: string): string {
    return join(this.#context.deps.incomingDir, id.slice('urn:uuid:'.length));
  }

  #store(id: string): ChunkStore {
    return new ChunkStore(join(this.#incoming(id), 'chunks'));
  }
}

/** Removes ciphertext of transfers that have ended: a crash may have come before {@link DeliveryJob.finish} could. */
export async function removeEndedIncoming(deps: ExchangeDeps): Promise<void> {
  const names = await readdir(deps.incomingDir).catch(() => []);
  for (const name of names) {
    const row = await deps.database.read((db) => findTransfer(db, `urn:uuid:${name}`));
    const isOpen = row !== undefined && row.state !== 'COMPLETED' && row.state !== 'TERMINATED';
    if (!isOpen) await removeFolder(join(deps.incomingDir, name));
  }
}

/** Counts sealed bytes, reports each step and stores it now and then. */
class ProgressKeeper {
  readonly #context: TransferContext;
  readonly #run: PullRun;
  readonly #total: number;
  #done = 0;
  #failures = 0;
  #savedAt = 0;
  #saving: Promise<unknown> = Promise.resolve();

  constructor(context: TransferContext, run: PullRun, total: number) {
    this.#context = context;
    this.#run = run;
    this.#total = total;
  }

  add(bytes: number): void {
    this.#done += bytes;
    this.#run.report({ bytesDone: this.#done, bytesTotal: this.#total });
    const now = performance.now();
    if (now - this.#savedAt < PROGRESS_MS) return;
    this.#savedAt = now;
    this.#saving = this.#saving.then(() => this.#store()).catch(() => undefined);
  }

  fail(): void {
    this.#failures += 1;
    this.#run.report({ chunkFailures: this.#failures });
  }

  async save(): Promise<void> {
    await this.#saving;
    await this.#store();
  }

  async #store(): Promise<void> {
    const { deps } = this.#context;
    await deps.database.write((tx) => {
      const row = requireTransfer(tx, this.#run.id);
      const chunkFailures = row.chunkFailures + this.#failures;
      this.#failures = 0;
      moveTransfer(deps, tx, {
        id: row.id,
        change: { bytesDone: this.#done, bytesTotal: this.#total, chunkFailures },
      });
    });
  }
}

function deliveryOf(
  transfer: TransferRow,
  negotiation: NegotiationRow,
  state: { readonly consumer: ParticipantId; readonly acknowledged: boolean; readonly placedAt: number },
): Delivery {
  return {
    schema: 'delivery/1',
    transfer: transfer.id,
    exchange: transfer.exchange,
    agreement: transfer.agreement,
    agreementId: negotiation.agreementId ?? '',
    provider: negotiation.counterparty,
    consumer: state.consumer,
    dataset: negotiation.dataset,
    manifest: negotiation.manifest,
    version: negotiation.version,
    plaintextRoot: negotiation.derivative.plaintextRoot,
    placedAt: formatTimestamp(state.placedAt),
    acknowledged: state.acknowledged,
  };
}

function requireFolder(transfer: TransferRow): string {
  if (transfer.outDir === null) throw new ExchangeError('not-found', 'The transfer has no folder.');
  return resolve(transfer.outDir);
}
