/**
 * Brings an agreed dataset into a folder, phase by phase. Each phase ends with a durable step, so whatever kills the process, the
 * next run goes on with the phase that was not finished: requesting → fetching → proving → unlocking → opening → acknowledging.
 */

import type { DeliveryConversion } from '#contracts/dataset/conversions.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { faultError } from '#contracts/faults.ts';
import { LOG_REFUSED } from '#contracts/negotiation/transitions.ts';
import type { DspAnswer } from '#contracts/negotiation/messages.ts';
import { findByAgreement, findNegotiation, requireNegotiation } from '../negotiation/negotiation-store.ts';
import type { NegotiationRow, TransferPhase, TransferRow } from '../store/schema/exchanges.ts';
import { ChunkSource } from './chunk-source.ts';
import type { ConsumerTransfer } from './consumer-transfer.ts';
import type { ConvertedExtent } from './convert-delivery.ts';
import { DeliveryJob } from './delivery-job.ts';
import { isVacant } from './delivery-folder.ts';
import type { RetargetedExtent } from './retarget-delivery.ts';
import { DEFAULT_PATIENCE_MS, patiently, pauseFor, requireWanted, type Patience } from './patience.ts';
import { findOpenTransfer, requireTransfer } from './transfer-store.ts';
import { requireForce, type ForcedAgreement, type TransferContext } from './transfer-steps.ts';

/** How a pull is run. */
export interface PullOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: PullProgress) => void) | undefined;
  /** A silent provider is asked again for this long, milliseconds. */
  readonly patienceMs?: number | undefined;
  /** What is made of the files once they are verified; null or absent: nothing. */
  readonly conversion?: DeliveryConversion | null | undefined;
}

/** Where a pull stands. Bytes are sealed bytes while fetching, plaintext bytes while opening. */
export interface PullProgress {
  readonly transfer: string;
  readonly phase: TransferPhase;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly chunkFailures: number;
  /** Why the pull waits, in words; null while it moves. */
  readonly waitingFor: string | null;
  /** Episodes converted so far, and how many there are where that is known; absent or null outside a conversion. */
  readonly converting?: { readonly episodes: number; readonly total: number | null } | null;
  /** Share of the frames that the receiver's robot has followed; absent or null outside of retargeting. */
  readonly retargeting?: number | null;
}

/** A finished delivery. */
export interface DeliveryResult {
  readonly transfer: string;
  readonly exchange: string;
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
  readonly chunkFailures: number;
  /** What became of the files as sent; null where nothing did. */
  readonly converted: ConvertedExtent | null;
  /** What became of the motion for the receiver's robot; null where nothing was added. */
  readonly retargeted: RetargetedExtent | null;
}

const FIRST_POLL_MS = 50;
const LONGEST_POLL_MS = 2_000;
/** A receipt is signed for another place in the provider's chain so many times before the provider counts as unwilling. */
const MAX_RECEIPT_TRIES = 5;

/** What a running pull shares between its phases. */
export interface PullRun extends Patience {
  readonly id: string;
  readonly forced: ForcedAgreement;
  readonly source: ChunkSource;
  report(progress: Partial<Omit<PullProgress, 'transfer'>>): void;
}

/** Runs pulls. */
export class DatasetReceiver {
  readonly #context: TransferContext;
  readonly #consumer: ConsumerTransfer;
  readonly #absorb: (exchange: string, about: string, answer: DspAnswer) => Promise<void>;
  readonly #running = new Map<string, { readonly abort: AbortController; readonly done: Promise<unknown> }>();

  constructor(
    context: TransferContext,
    consumer: ConsumerTransfer,
    absorb: (exchange: string, about: string, answer: DspAnswer) => Promise<void>,
  ) {
    this.#context = context;
    this.#consumer = consumer;
    this.#absorb = absorb;
  }

  /**
   * Pulls what an agreement is about. `agreement`: its id or digest, or the exchange. A second call for the same agreement while one runs
   * throws `conflict`; after an interruption it goes on. Throws `refused` (not in force, suspended, ended), `peer-unreachable`,
   * `content-mismatch`, `key-mismatch`, `bad-proof`, `interrupted`, `conflict` (folder in use).
   */
  async pull(agreement: string, outDir: string, options: PullOptions = {}): Promise<DeliveryResult> {
    const { deps } = this.#context;
    const row = await deps.database.read(
      (db) => findByAgreement(db, agreement) ?? findNegotiation(db, agreement),
    );
    if (row === undefined || row.role !== 'consumer') {
      throw new ExchangeError('not-found', 'This node has no such agreement as a consumer.', {
        params: { agreement },
      });
    }
    if (this.#running.has(row.exchange)) {
      throw new ExchangeError('conflict', 'This dataset is being pulled already.', {
        params: { exchange: row.exchange },
      });
    }
    const abort = new AbortController();
    const done = this.#pull(row, { outDir, options, abort: abort.signal });
    this.#running.set(row.exchange, { abort, done });
    try {
      return await done;
    } finally {
      this.#running.delete(row.exchange);
    }
  }

  /** Stops the running pull of an exchange, if there is one, and waits for it. */
  async interrupt(exchange: string, reason: ExchangeError): Promise<void> {
    const running = this.#running.get(exchange);
    running?.abort.abort(reason);
    await running?.done.catch(() => undefined);
  }

  /** Stops all running pulls. */
  async stop(): Promise<void> {
    const reason = new ExchangeError('interrupted', 'The node is stopping; the transfer goes on later.');
    await Promise.all([...this.#running.keys()].map((exchange) => this.interrupt(exchange, reason)));
  }

  async #pull(
    row: NegotiationRow,
    job: { readonly outDir: string; readonly options: PullOptions; readonly abort: AbortSignal },
  ): Promise<DeliveryResult> {
    const { deps } = this.#context;
    const forced = await requireForce(deps, row);
    const open = await deps.database.read((db) => findOpenTransfer(db, row.exchange));
    if (open?.phase !== 'acknowledging' && open?.phase !== 'opening' && !(await isVacant(job.outDir))) {
      throw new ExchangeError('conflict', 'The folder to deliver into is not empty.', {
        params: { folder: job.outDir },
      });
    }
    const transfer = await this.#consumer.open(row, forced, {
      outDir: job.outDir,
      conversion: job.options.conversion ?? null,
    });
    const run = this.#run(transfer, forced, job);
    try {
      return await this.#phases(run);
    } finally {
      await run.source.close();
    }
  }

  #run(
    transfer: TransferRow,
    forced: ForcedAgreement,
    job: { readonly options: PullOptions; readonly abort: AbortSignal },
  ): PullRun {
    const { deps } = this.#context;
    const { options } = job;
    const signal = options.signal === undefined ? job.abort : AbortSignal.any([options.signal, job.abort]);
    let progress: PullProgress = {
      transfer: transfer.id,
      phase: transfer.phase,
      bytesDone: transfer.bytesDone,
      bytesTotal: transfer.bytesTotal,
      chunkFailures: transfer.chunkFailures,
      waitingFor: null,
    };
    const report: PullRun['report'] = (change) => {
      progress = { ...progress, waitingFor: null, converting: null, retargeting: null, ...change };
      options.onProgress?.(progress);
    };
    const patience: Patience = {
      signal,
      patienceMs: options.patienceMs ?? DEFAULT_PATIENCE_MS,
      onTrouble: (error) => report({ waitingFor: error.message }),
    };
    const source = new ChunkSource({
      door: deps.chunks,
      participants: deps.participants,
      provider: forced.agreement.provider.participant,
      token: (stale) => this.#token(run, stale),
      patience,
    });
    const run: PullRun = { ...patience, id: transfer.id, forced, source, report };
    return run;
  }

  async #phases(run: PullRun): Promise<DeliveryResult> {
    const { deps } = this.#context;
    const delivery = new DeliveryJob(this.#context, this.#consumer);
    for (;;) {
      requireWanted(run.signal);
      const row = await deps.database.read((db) => requireTransfer(db, run.id));
      requireGoing(row);
      run.report({ phase: row.phase });
      if (row.phase === 'requesting') await this.#request(run, row);
      else if (row.phase === 'fetching') await delivery.fetch(run);
      else if (row.phase === 'proving')
        await this.#until(run, { what: 'the log', asking: false, isDone: (now) => now.phase !== 'proving' });
      else if (row.phase === 'unlocking') await this.#unlock(run, row);
      else if (row.phase === 'opening') await delivery.place(run);
      else if (row.receiptProof === null) await this.#acknowledge(run, delivery);
      else return delivery.finish(run);
    }
  }

  async #request(run: PullRun, row: TransferRow): Promise<void> {
    const { id } = run;
    if (row.state === null) {
      const { agreement, digest } = run.forced;
      await this.#ask(run, row, {
        '@type': 'TransferRequestMessage',
        consumerPid: id,
        agreementId: agreement.id,
        format: 'kin:chunks',
        callbackAddress: 'kin:libp2p',
        'kin:agreement': digest,
        'kin:wrapKey': row.wrapKey,
      });
    }
    await this.#until(run, {
      what: 'the provider to start',
      asking: true,
      isDone: (now) => now.phase !== 'requesting',
    });
  }

  async #unlock(run: PullRun, row: TransferRow): Promise<void> {
    if (row.receivedEntry === null || row.receivedProof === null) {
      // The phase begins with both. Going on without them would come back here, at once and for ever.
      throw new ExchangeError('internal', 'The transfer has lost the proof of what it received.');
    }
    await this.#ask(run, row, {
      '@type': 'kin:KeyRequestMessage',
      consumerPid: run.id,
      providerPid: row.providerPid ?? '',
      'kin:entry': row.receivedEntry,
      'kin:proof': row.receivedProof,
    });
    await this.#until(run, {
      what: 'the key to be released',
      asking: true,
      isDone: (now) => now.phase !== 'unlocking',
    });
  }

  async #acknowledge(run: PullRun, delivery: DeliveryJob): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await this.#sendReceipt(run, delivery);
        break;
      } catch (error) {
        if (!isExchangeError(error, 'conflict')) throw error;
        await delivery.discardReceipt(run);
        // An honest chain grows now and then; a provider that only says so would be asked for ever.
        if (tries >= MAX_RECEIPT_TRIES) throw error;
        await pauseFor(FIRST_POLL_MS * 2 ** tries, run.signal);
        requireWanted(run.signal);
      }
    }
    await this.#until(run, {
      what: 'the receipt to be logged',
      asking: true,
      isDone: (now) => now.receiptProof !== null,
    });
  }

  async #sendReceipt(run: PullRun, delivery: DeliveryJob): Promise<void> {
    const row = await this.#context.deps.database.read((db) => requireTransfer(db, run.id));
    // The provider's chain may have grown since the key came: the newest link is asked for first.
    if (row.receipt === null) await this.#status(run, row);
    const signed = await delivery.signReceipt(run);
    await this.#ask(run, row, {
      '@type': 'TransferCompletionMessage',
      consumerPid: run.id,
      providerPid: row.providerPid ?? '',
      'kin:receipt': signed.receipt,
      'kin:entry': signed.entry,
    });
  }

  /** Waits until the row is as wanted: woken by events, and asking the provider meanwhile where only it can help. */
  async #until(
    run: PullRun,
    wait: { readonly what: string; readonly asking: boolean; readonly isDone: (row: TransferRow) => boolean },
  ): Promise<void> {
    const { deps } = this.#context;
    const { what, asking, isDone } = wait;
    let wake: () => void = () => undefined;
    const stop = deps.events.listen((event) => {
      if (event.kind === 'transfer' && event.transfer === run.id) wake();
    });
    try {
      for (let waitMs = FIRST_POLL_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_POLL_MS)) {
        const moved = new Promise<void>((resolve) => (wake = resolve));
        const row = await deps.database.read((db) => requireTransfer(db, run.id));
        if (isDone(row)) return;
        requireGoing(row);
        run.report({ waitingFor: what });
        await Promise.race([moved, pauseFor(waitMs, run.signal)]);
        requireWanted(run.signal);
        if (asking) await this.#status(run, row);
      }
    } finally {
      stop();
    }
  }

  async #status(run: PullRun, row: TransferRow): Promise<void> {
    await this.#ask(run, row, {
      '@type': 'kin:StatusRequestMessage',
      consumerPid: run.id,
      providerPid: row.providerPid ?? '',
      'kin:have': [],
    });
  }

  async #ask(
    run: PullRun,
    row: TransferRow,
    body: Parameters<TransferContext['courier']['ask']>[0]['body'],
  ): Promise<void> {
    const { deps, courier } = this.#context;
    const { counterparty } = await deps.database.read((db) => requireNegotiation(db, row.exchange));
    const draft = { exchange: row.exchange, to: counterparty, about: run.id, body };
    const answer = await patiently(run, () => courier.ask(draft, run.signal));
    await this.#absorb(row.exchange, run.id, answer);
  }

  async #token(run: PullRun, stale: string | undefined): Promise<string> {
    const known = this.#consumer.token(run.id);
    if (known !== undefined && known !== stale) return known;
    const row = await this.#context.deps.database.read((db) => requireTransfer(db, run.id));
    await this.#status(run, row);
    const fresh = this.#consumer.token(run.id);
    if (fresh !== undefined && fresh !== stale) return fresh;
    requireGoing(await this.#context.deps.database.read((db) => requireTransfer(db, run.id)));
    throw new ExchangeError('refused', 'The provider gives no token for the chunks.', {
      params: { reason: 'no-token' },
    });
  }
}

/** Throws `refused` when a transfer has ended or is suspended. */
function requireGoing(row: TransferRow): void {
  if (row.state === 'TERMINATED') {
    const reason = row.ended?.code ?? 'ended';
    const fault = reason === LOG_REFUSED ? 'transfer-log-refused' : 'transfer-ended';
    throw faultError('refused', fault, { reason, by: row.ended?.by ?? null });
  }
  if (row.pausedBy !== null) {
    throw faultError('refused', 'transfer-paused', { reason: 'paused', by: row.pausedBy });
  }
}
