/** Configuration of a node: command-line flags over environment over defaults. The only reader of the environment in node/. */

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { ExchangeError } from '#contracts/errors.ts';
import { createConfigReader, type ConfigReader, type Environment } from '#platform/config-reader.ts';
import { LOG_LEVELS, type LogLevel } from '#platform/logger.ts';

const LOOPBACK = /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|localhost)$/;

/** Everything a node is told; what it is stands in its home. */
export interface NodeConfig {
  readonly home: string;
  readonly console: ConsoleConfig;
  /** Multiaddrs that the peer host listens on. */
  readonly peerListen: readonly string[];
  /** Public multiaddrs where they differ from those listened on. */
  readonly peerAnnounce: readonly string[];
  /** Decrypts the keystore. */
  readonly passphrase: string | undefined;
  readonly logLevel: LogLevel;
  /** Finds peers on the local network. */
  readonly mdns: boolean;
  /** Answers other companies how much of the own datasets their robots can replay. */
  readonly fitCertificates: boolean;
}

/** The console: for this machine, or over TLS for colleagues on others. */
export interface ConsoleConfig {
  /** Where it listens; loopback, port 0 takes a free one. */
  readonly host: string;
  readonly port: number;
  /** PEM files of certificate and key; needed beyond loopback. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** `host:port` names under which colleagues reach it. */
  readonly names: readonly string[];
  /** Folders of this machine that colleagues with an account may publish from and pull into. */
  readonly folders: readonly string[];
}

/** What the command line says about a node; everything left out comes from the environment. */
export interface NodeFlags {
  readonly home?: string | undefined;
  readonly port?: number | undefined;
  readonly peerListen?: readonly string[] | undefined;
  readonly logLevel?: LogLevel | undefined;
}

/** What the terminal and the person's settings say; read by the command line. */
export interface TerminalConfig {
  readonly noColor: boolean;
  /** `COLUMNS`, which counts where output goes to no terminal. */
  readonly columns: number | undefined;
  /** `KIN_LANG`; English where it says nothing that is known. */
  readonly lang: 'en' | 'zh';
  readonly token: string | undefined;
  readonly broker: string | undefined;
}

/** Reads the configuration of a node. Throws `bad-config`. */
export function readNodeConfig(flags: NodeFlags, environment: Environment = process.env): NodeConfig {
  const reader = createConfigReader(environment);
  return {
    home: homeFolder(flags.home, environment),
    console: readConsoleConfig(reader, flags),
    peerListen: flags.peerListen ?? reader.list('KIN_PEER_LISTEN', ['/ip4/127.0.0.1/tcp/0']),
    peerAnnounce: reader.list('KIN_PEER_ANNOUNCE', []),
    passphrase: reader.optionalText('KIN_PASSPHRASE'),
    logLevel: flags.logLevel ?? reader.choice('KIN_LOG_LEVEL', LOG_LEVELS, 'warn'),
    mdns: reader.flag('KIN_MDNS', false),
    fitCertificates: reader.flag('KIN_FIT_CERTIFICATES', true),
  };
}

function readConsoleConfig(reader: ConfigReader, flags: NodeFlags): ConsoleConfig {
  const host = reader.text('KIN_CONSOLE_HOST', '127.0.0.1');
  const cert = reader.optionalText('KIN_CONSOLE_TLS_CERT');
  const key = reader.optionalText('KIN_CONSOLE_TLS_KEY');
  if ((cert === undefined) !== (key === undefined)) {
    throw new ExchangeError('bad-config', 'KIN_CONSOLE_TLS_CERT and KIN_CONSOLE_TLS_KEY go together.');
  }
  if (cert === undefined && !LOOPBACK.test(host)) {
    throw new ExchangeError('bad-config', `The console listens on ${host} over TLS only.`, {
      params: { host },
    });
  }
  return {
    host,
    port: flags.port ?? reader.integer('KIN_CONSOLE_PORT', { fallback: 0, min: 0, max: 65_535 }),
    tls: cert === undefined || key === undefined ? null : { cert: resolve(cert), key: resolve(key) },
    names: reader.list('KIN_CONSOLE_NAMES', []).map((name) => name.toLowerCase()),
    folders: reader.list('KIN_CONSOLE_FOLDERS', []).map((folder) => resolve(folder)),
  };
}

/** The home folder: flag, then `KIN_HOME`, then `~/.kin`. */
export function homeFolder(flag: string | undefined, environment: Environment = process.env): string {
  return resolve(flag ?? createConfigReader(environment).text('KIN_HOME', join(homedir(), '.kin')));
}

/** Reads what concerns the terminal. */
export function readTerminalConfig(environment: Environment = process.env): TerminalConfig {
  const reader = createConfigReader(environment);
  return {
    noColor: (environment['NO_COLOR'] ?? '') !== '',
    columns: columnsOf(environment['COLUMNS']),
    lang: environment['KIN_LANG'] === 'zh' ? 'zh' : 'en',
    token: reader.optionalText('KIN_TOKEN'),
    broker: reader.optionalUrl('KIN_BROKER'),
  };
}

/** A width that somebody set; what is no number is not ours, and is passed over. */
function columnsOf(text: string | undefined): number | undefined {
  const columns = Number(text ?? '');
  return Number.isInteger(columns) && columns > 0 ? columns : undefined;
}
