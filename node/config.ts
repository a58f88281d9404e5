/** Configuration of a node: command-line flags over environment over defaults. The only reader of the environment in node/. */

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { createConfigReader, type Environment } from '#platform/config-reader.ts';
import { LOG_LEVELS, type LogLevel } from '#platform/logger.ts';

/** Everything a node is told; what it is stands in its home. */
export interface NodeConfig {
  readonly home: string;
  /** Where the console API listens; loopback, port 0 takes a free one. */
  readonly console: { readonly host: string; readonly port: number };
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
  readonly token: string | undefined;
  readonly broker: string | undefined;
}

/** Reads the configuration of a node. Throws `bad-config`. */
export function readNodeConfig(flags: NodeFlags, environment: Environment = process.env): NodeConfig {
  const reader = createConfigReader(environment);
  return {
    home: homeFolder(flags.home, environment),
    console: {
      host: reader.text('KIN_CONSOLE_HOST', '127.0.0.1'),
      port: flags.port ?? reader.integer('KIN_CONSOLE_PORT', { fallback: 0, min: 0, max: 65_535 }),
    },
    peerListen: flags.peerListen ?? reader.list('KIN_PEER_LISTEN', ['/ip4/127.0.0.1/tcp/0']),
    peerAnnounce: reader.list('KIN_PEER_ANNOUNCE', []),
    passphrase: reader.optionalText('KIN_PASSPHRASE'),
    logLevel: flags.logLevel ?? reader.choice('KIN_LOG_LEVEL', LOG_LEVELS, 'warn'),
    mdns: reader.flag('KIN_MDNS', false),
    fitCertificates: reader.flag('KIN_FIT_CERTIFICATES', true),
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
    token: reader.optionalText('KIN_TOKEN'),
    broker: reader.optionalUrl('KIN_BROKER'),
  };
}
