/**
 * What a command prints: data on stdout, progress and advice on stderr. With `--json` stdout holds JSON only; without it,
 * aligned text in the terminal's width, coloured only on a terminal.
 */

import { styleText } from 'node:util';
import { ExchangeError } from '#contracts/errors.ts';
import type { Language } from './table-words.ts';
import { hanging, padded, type TableColumn, tableLines, textWidth } from './text-layout.ts';

/** The streams and manners of one run. */
export interface OutputOptions {
  readonly stdout: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  readonly stderr: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  readonly json: boolean;
  readonly quiet: boolean;
  readonly color: boolean;
  readonly lang: Language;
  /** Width where there is no terminal. */
  readonly columns?: number;
}

/** Columns of output that goes to no terminal. */
const NO_TERMINAL = 100;

/** Meanings that have a look; never a meaning by colour alone. */
export type Tone = 'strong' | 'dim' | 'good' | 'bad' | 'warn' | 'accent';

const STYLES: Record<Tone, Parameters<typeof styleText>[0]> = {
  strong: 'bold',
  dim: 'dim',
  good: 'green',
  bad: 'red',
  warn: 'yellow',
  accent: 'cyan',
};

// eslint-disable-next-line no-control-regex -- text of strangers must not steer the terminal
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Writer of one command's output. */
export class Output {
  readonly json: boolean;
  readonly lang: Language;
  readonly #options: OutputOptions;
  #bar: string | null = null;

  constructor(options: OutputOptions) {
    this.#options = options;
    this.json = options.json;
    this.lang = options.lang;
  }

  /** Whether stdout is a coloured terminal. */
  get colored(): boolean {
    return this.#options.color && this.#options.stdout.isTTY === true;
  }

  /** Columns of the terminal; without one what the environment says, else 100. */
  get columns(): number {
    return this.#options.stdout.columns ?? this.#options.columns ?? NO_TERMINAL;
  }

  /** Styles text for stdout, when stdout is a coloured terminal. */
  tone(tone: Tone, text: string): string {
    return this.colored ? styleText(STYLES[tone], text, { validateStream: false }) : text;
  }

  /** One line of data for people; nothing with `--json` or `-q`. */
  line(text = ''): void {
    if (!this.json && !this.#options.quiet) this.#options.stdout.write(`${text}\n`);
  }

  /** The result for machines: one JSON document, only with `--json`. */
  data(value: unknown): void {
    if (this.json) this.#options.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  }

  /** A short identifier that `-q` prints alone. */
  id(text: string): void {
    if (this.#options.quiet && !this.json) this.#options.stdout.write(`${text}\n`);
  }

  /** Advice, such as the next sensible command; on stderr, silent with `-q` or `--json`. */
  next(...commands: readonly string[]): void {
    if (this.json || this.#options.quiet) return;
    this.#clearBar();
    const zh = this.lang === 'zh';
    const [head, joint] = zh ? ['下一步：', '   或   '] : ['Next: ', '   or   '];
    const width = textWidth(head + commands.join(joint));
    const below = width > (this.#options.stderr.columns ?? this.columns);
    const between = below ? `\n${this.#err('dim', zh ? '    或  ' : '  or  ')}` : this.#err('dim', joint);
    this.#options.stderr.write(`\n${this.#err('dim', head)}${commands.join(between)}\n`);
  }

  /** A remark on stderr. */
  note(text: string): void {
    if (this.#options.quiet) return;
    this.#clearBar();
    this.#options.stderr.write(`${text}\n`);
  }

  /** An error on stderr. */
  error(text: string): void {
    this.#clearBar();
    this.#options.stderr.write(`${this.#err('bad', this.lang === 'zh' ? '错误' : 'error')} ${text}\n`);
  }

  /** Progress: a bar on a terminal, JSON lines on stderr with `--json`, nothing in a pipe. `share` in [0, 1], null when unknown. */
  progress(step: string, share: number | null, detail = ''): void {
    const { stderr, quiet } = this.#options;
    if (quiet) return;
    if (this.json) {
      stderr.write(`${JSON.stringify({ progress: step, share, detail })}\n`);
      return;
    }
    if (stderr.isTTY !== true) return;
    const line = progressLine(step, share, detail, stderr.columns ?? 80);
    if (line === this.#bar) return;
    stderr.write(`\r\u001b[2K${line}`);
    this.#bar = line;
  }

  /** Ends the progress bar, if one stands. */
  endProgress(): void {
    this.#clearBar();
  }

  /** Label and value pairs, aligned; long values go on below where they begin. */
  facts(rows: readonly (readonly [label: string, value: string])[]): void {
    const width = Math.max(0, ...rows.map(([label]) => textWidth(label)));
    for (const [label, value] of rows) {
      const head = `${this.tone('dim', padded(label, width))}  `;
      for (const line of hanging(head, value, this.columns)) this.line(line);
    }
  }

  /** Text after a mark, wrapped; it goes on below where it begins. */
  item(mark: string, text: string, tone?: Tone): void {
    for (const line of hanging(mark, text, this.columns))
      this.line(tone === undefined ? line : this.tone(tone, line));
  }

  /** A table with a heading, within the terminal's width. */
  table(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): void {
    for (const { text, heading } of tableLines(columns, rows, this.columns))
      this.line(heading ? this.tone('dim', text) : text);
  }

  #err(tone: Tone, text: string): string {
    const styled = this.#options.color && this.#options.stderr.isTTY === true;
    return styled ? styleText(STYLES[tone], text, { validateStream: false }) : text;
  }

  #clearBar(): void {
    if (this.#bar === null) return;
    this.#options.stderr.write('\r\u001b[2K');
    this.#bar = null;
  }
}

/** Text of strangers without what could steer a terminal. */
export function plain(text: string): string {
  return text.replaceAll(CONTROL, '\ufffd');
}

/** An error with the file that it is about: of several nobody knows which one is meant. */
export function ofFile(file: string, error: ExchangeError): ExchangeError {
  // What could not be opened is named already.
  if (error.params['file'] !== undefined) return error;
  return new ExchangeError(error.code, `${file}: ${error.message}`, {
    params: { ...error.params, of: file },
  });
}

/** Bytes for people: `1.4 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}

/** Hours of data for people: `12.4 h`, `38 min`, `9 s`. */
export function formatHours(hours: number): string {
  const seconds = hours * 3600;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  if (hours < 1) return `${Math.round(hours * 60)} min`;
  return `${hours.toFixed(hours < 100 ? 1 : 0)} h`;
}

// eslint-disable-next-line max-params -- the parts of one line
function progressLine(step: string, share: number | null, detail: string, columns: number): string {
  const width = 24;
  const filled = share === null ? 0 : Math.round(Math.min(1, Math.max(0, share)) * width);
  const bar = share === null ? '·'.repeat(width) : '━'.repeat(filled) + '─'.repeat(width - filled);
  const percent = share === null ? '    ' : `${String(Math.floor(share * 100)).padStart(3)}%`;
  return `${step.padEnd(12)} ${bar} ${percent}  ${detail}`.slice(0, Math.max(20, columns - 1));
}
