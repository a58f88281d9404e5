/** Configuration of a broker: command-line flags over environment over defaults. The only reader of the environment. */

import { homedir } from 'node:os';
import { join } from 'node:path';
import { ExchangeError } from '#contracts/errors.ts';
import { logOriginSchema } from '#contracts/log/entry.ts';
import { createConfigReader, type ConfigReader, type Environment } from '#platform/config-reader.ts';
import { LOG_LEVELS, type LogLevel } from '#platform/logger.ts';

/** Requests that one client may make in a minute, by kind. */
export interface RequestLimits {
  readonly reads: number;
  readonly writes: number;
  readonly matches: number;
  /** Entries for the log: their signatures and chains bound them further. */
  readonly entries: number;
  /** Attempts to log in, per client and per account. */
  readonly logins: number;
}

/** Limits of a broker on the open net. */
export const DEFAULT_LIMITS: RequestLimits = {
  reads: 600,
  writes: 60,
  matches: 20,
  entries: 1200,
  logins: 10,
};

/** Bytes that mirrored samples may take: all together, and those of one company. */
export interface SampleQuota {
  readonly totalBytes: number;
  readonly perProviderBytes: number;
}

const MIB = 1024 * 1024;
/** Room for a thousand full samples, a hundred of each company. */
export const DEFAULT_SAMPLE_QUOTA: SampleQuota = {
  totalBytes: 20_480 * MIB,
  perProviderBytes: 2_048 * MIB,
};

/** The OpenID provider that accounts may sign in with. */
export interface OidcConfig {
  /** Issuer, to the letter: its metadata stand under it (OpenID Connect Discovery 1.0). Plain http on loopback only. */
  readonly issuer: string;
  readonly clientId: string;
  /** None for a public client, which proves itself by PKCE alone. Loggers blank members of this name. */
  readonly secret: string | undefined;
  /** Name that people see on the button. */
  readonly name: string;
}

/** Everything a broker is told. */
export interface BrokerConfig {
  /** Folder with keys, database and log. */
  readonly home: string;
  readonly name: string;
  /** Where the HTTP API listens; port 0 takes a free one. */
  readonly listen: { readonly host: string; readonly port: number };
  /** Multiaddrs that the peer host listens on. */
  readonly peerListen: readonly string[];
  /** Public multiaddrs where they differ from those listened on. */
  readonly peerAnnounce: readonly string[];
  /** Base address of the API as others reach it; the listening address when undefined. */
  readonly publicUrl: string | undefined;
  /** Origin of the log, for the first start; later starts keep what the home says and refuse another. */
  readonly logOrigin: string | undefined;
  /** Admit every company that proves its keys, without an operator's decision. */
  readonly openEnrolment: boolean;
  /** Fetch did:web documents, so that companies can be shown as verified. */
  readonly resolveDidWeb: boolean;
  readonly logLevel: LogLevel;
  readonly limits: RequestLimits;
  /** Set by the demo world: pages say that its companies are invented. */
  readonly demo?: boolean;
  /** Room for mirrored samples. */
  readonly samples: SampleQuota;
  /** Where people may sign in beside the broker itself. */
  readonly oidc?: OidcConfig | undefined;
}

/** What the command line may say; everything left out comes from the environment. */
export interface BrokerFlags {
  readonly home?: string | undefined;
  readonly name?: string | undefined;
  readonly port?: string | undefined;
  readonly listen?: string | undefined;
  readonly peerListen?: readonly string[] | undefined;
  readonly publicUrl?: string | undefined;
  readonly origin?: string | undefined;
  readonly openEnrolment?: boolean | undefined;
  readonly logLevel?: string | undefined;
}

/** Default port of the HTTP API. */
export const DEFAULT_PORT = 7400;
const DEFAULT_PEER_LISTEN = '/ip4/127.0.0.1/tcp/0';

/** Reads the configuration. Throws `bad-config` or `usage`, naming what does not fit. */
export function readBrokerConfig(environment: Environment, flags: BrokerFlags): BrokerConfig {
  const flagged: Record<string, string | undefined> = {
    KIN_BROKER_HOME: flags.home,
    KIN_BROKER_NAME: flags.name,
    KIN_BROKER_PORT: flags.port,
    KIN_BROKER_LISTEN: flags.listen,
    KIN_BROKER_PEER_LISTEN: flags.peerListen?.join(','),
    KIN_BROKER_URL: flags.publicUrl,
    KIN_BROKER_LOG_ORIGIN: flags.origin,
    KIN_BROKER_OPEN_ENROLMENT: flags.openEnrolment === true ? 'true' : undefined,
    KIN_BROKER_LOG_LEVEL: flags.logLevel,
  };
  const given = Object.entries(flagged).filter(([, value]) => value !== undefined);
  const reader = createConfigReader({ ...environment, ...Object.fromEntries(given) });
  const perMinute = (name: string, fallback: number): number =>
    reader.integer(`KIN_BROKER_LIMIT_${name}`, { fallback, min: 1, max: 1_000_000 });
  const mebibytes = (name: string, fallback: number): number =>
    MIB * reader.integer(name, { fallback: fallback / MIB, min: 0, max: 100_000_000 });
  return {
    home: reader.text('KIN_BROKER_HOME', join(homedir(), '.kin-broker')),
    name: reader.text('KIN_BROKER_NAME', 'Kinship broker').slice(0, 80),
    listen: {
      host: reader.text('KIN_BROKER_LISTEN', '127.0.0.1'),
      port: reader.integer('KIN_BROKER_PORT', { fallback: DEFAULT_PORT, min: 0, max: 65_535 }),
    },
    peerListen: reader.list('KIN_BROKER_PEER_LISTEN', [DEFAULT_PEER_LISTEN]),
    peerAnnounce: reader.list('KIN_BROKER_PEER_ANNOUNCE', []),
    publicUrl: reader.optionalUrl('KIN_BROKER_URL'),
    logOrigin: readOrigin(reader.optionalText('KIN_BROKER_LOG_ORIGIN')),
    openEnrolment: reader.flag('KIN_BROKER_OPEN_ENROLMENT', false),
    resolveDidWeb: reader.flag('KIN_BROKER_RESOLVE_DID_WEB', false),
    logLevel: reader.choice('KIN_BROKER_LOG_LEVEL', LOG_LEVELS, 'info'),
    samples: {
      totalBytes: mebibytes('KIN_BROKER_SAMPLES_MIB', DEFAULT_SAMPLE_QUOTA.totalBytes),
      perProviderBytes: mebibytes(
        'KIN_BROKER_SAMPLES_PER_COMPANY_MIB',
        DEFAULT_SAMPLE_QUOTA.perProviderBytes,
      ),
    },
    oidc: readOidc(reader),
    limits: {
      reads: perMinute('READS', DEFAULT_LIMITS.reads),
      writes: perMinute('WRITES', DEFAULT_LIMITS.writes),
      matches: perMinute('MATCHES', DEFAULT_LIMITS.matches),
      entries: perMinute('ENTRIES', DEFAULT_LIMITS.entries),
      logins: perMinute('LOGINS', DEFAULT_LIMITS.logins),
    },
  };
}

/** The process's own environment, for {@link readBrokerConfig}. */
export function processEnvironment(): Environment {
  return process.env;
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

function readOidc(reader: ConfigReader): OidcConfig | undefined {
  const issuer = reader.optionalText('KIN_BROKER_OIDC_ISSUER');
  const clientId = reader.optionalText('KIN_BROKER_OIDC_CLIENT_ID');
  const secret = reader.optionalText('KIN_BROKER_OIDC_CLIENT_SECRET');
  if (issuer === undefined && clientId === undefined && secret === undefined) return undefined;
  if (issuer === undefined || clientId === undefined) {
    throw new ExchangeError(
      'bad-config',
      'KIN_BROKER_OIDC_ISSUER and KIN_BROKER_OIDC_CLIENT_ID are set together, or neither of them.',
    );
  }
  const url = URL.parse(issuer);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.has(url.hostname));
  if (url === null || !isSafe || url.search !== '' || url.hash !== '' || url.username !== '') {
    throw new ExchangeError(
      'bad-config',
      'KIN_BROKER_OIDC_ISSUER must be an https address without query (http on loopback only).',
    );
  }
  return { issuer, clientId, secret, name: reader.text('KIN_BROKER_OIDC_NAME', url.host).slice(0, 80) };
}

function readOrigin(text: string | undefined): string | undefined {
  if (text === undefined || logOriginSchema.safeParse(text).success) return text;
  throw new ExchangeError(
    'bad-config',
    'A log origin is a host and path without scheme, such as log.example.org/kin.',
    {
      params: { origin: text.slice(0, 64) },
    },
  );
}
