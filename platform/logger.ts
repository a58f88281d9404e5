/** Structured logs: one pino root per program, one child per subsystem. Data goes to stdout, so logs go to stderr. */

import { pino, destination as pinoDestination, type DestinationStream } from 'pino';

/** Levels of a log, from silent to chatty. */
export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
/** One of {@link LOG_LEVELS}. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Members of a log line. Secrets do not belong here; the names in `REDACTED_NAMES` are blanked in case one slips in. */
export type LogFields = Readonly<Record<string, unknown>>;

/** What code logs with. Fields first, then one fixed sentence: values stand in fields, so that lines can be counted. */
export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
  /** Logger of a part of the program; `subsystem` stands in each of its lines. */
  child(fields: { readonly subsystem: string }): Logger;
}

/** Names of members whose values never reach a log, at the top or one level down. */
const REDACTED_NAMES = [
  'authorization',
  'cookie',
  'contentKey',
  'passphrase',
  'password',
  'privateKey',
  'secret',
  'seed',
  'token',
];

/**
 * Root logger of a program.
 * @param options.program name in every line, such as `kin-broker`
 * @param options.destination stream for the lines, one JSON object each; stderr when left out
 */
export function createLogger(options: {
  program: string;
  level: LogLevel;
  destination?: DestinationStream;
}): Logger {
  return pino(
    {
      name: options.program,
      level: options.level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: REDACTED_NAMES.flatMap((name) => [name, `*.${name}`]),
        censor: '[redacted]',
      },
      serializers: { error: pino.stdSerializers.err, err: pino.stdSerializers.err },
    },
    // Synchronous: a line must be out before the process that it explains is gone.
    options.destination ?? pinoDestination({ dest: 2, sync: true }),
  );
}

const nothing = (): void => undefined;

/** A logger that says nothing, for tests and for one-shot commands. */
export const silentLogger: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  child: () => silentLogger,
};
