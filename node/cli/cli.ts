/** What every command is given: its output, its home, its way to the node and to the broker; and how its end becomes an exit code. */

import type { Command } from 'commander';
import type { Clock, RandomBytes } from '#contracts/crypto.ts';
import { ExchangeError, isExchangeError, type Reason } from '#contracts/errors.ts';
import { errorWords, refusalWords } from '#contracts/faults.ts';
import { WireError } from '#contracts/wire.ts';
import { homeFolder, readTerminalConfig } from '../config.ts';
import { EXIT, exitCodeOf, type ExitCode } from './exit-codes.ts';
import { Output, plain } from './output.ts';
import type { Language } from './table-words.ts';

/** Options that every command knows. */
export interface GlobalOptions {
  readonly home?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly color?: boolean;
  readonly yes?: boolean;
  /** Language of what people read; data for machines is the same in all. */
  readonly lang?: Language;
}

/** The process around a run; tests pass their own. */
export interface CliWorld {
  readonly stdout: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  readonly stderr: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
}

/** One run of one command. */
export interface Run {
  readonly output: Output;
  readonly home: string;
  readonly lang: Language;
  readonly options: GlobalOptions;
  readonly world: CliWorld;
  readonly signal: AbortSignal;
}

/** What a command does. Resolves to its exit code; 0 when it resolves to nothing. */
export type Action = (run: Run) => Promise<ExitCode | undefined | void>;

/** Runs an action for a command; what every command is added with. */
export type RunCommand = (command: Command, action: Action) => Promise<void>;

/** A refusal with reasons as an error, for commands that end on it. */
export class RefusedError extends ExchangeError {
  readonly reasons: readonly Reason[];

  constructor(reasons: readonly Reason[]) {
    super('refused', reasons.map((reason) => refusalWords(reason, 'en')).join('; '));
    this.reasons = reasons;
  }
}

/** Wraps an action for commander: runs it, reports its error, keeps its exit code. */
export function runAction(world: CliWorld, report: (code: ExitCode) => void): RunCommand {
  return async (command, action) => {
    const options = command.optsWithGlobals<GlobalOptions>();
    const terminal = readTerminalConfig();
    const lang = options.lang ?? terminal.lang;
    const output = new Output({
      stdout: world.stdout,
      stderr: world.stderr,
      json: options.json === true,
      quiet: options.quiet === true,
      color: options.color !== false && !terminal.noColor,
      lang,
      ...(terminal.columns === undefined ? {} : { columns: terminal.columns }),
    });
    try {
      const home = homeFolder(options.home);
      report((await action({ output, home, lang, options, world, signal: world.signal })) ?? EXIT.ok);
    } catch (error) {
      output.endProgress();
      showError(output, error);
      report(world.signal.aborted ? EXIT.interrupted : exitCodeOf(error));
    }
    output.endProgress();
  };
}

/** Shows an error with its code; what is no error of the exchange is a defect, and says so. */
export function showError(output: Output, error: unknown): void {
  if (!isExchangeError(error)) {
    output.error(`internal: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return;
  }
  output.error(`${error.code}: ${plain(textOf(error, output.lang))}`);
  if (error instanceof WireError) {
    for (const issue of error.issues.slice(1))
      output.error(`  ${plain(`${issue.pointer || '/'} ${issue.message}`)}`);
  }
  output.data({ error: { code: error.code, message: error.message, params: error.params } });
}

function textOf(error: ExchangeError, lang: Language): string {
  if (!(error instanceof RefusedError)) return errorWords(error, lang);
  return error.reasons.map((reason) => refusalWords(reason, lang)).join(lang === 'zh' ? '；' : '; ');
}
