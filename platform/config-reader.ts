/** Typed readers for environment variables. The caller (a program's config.ts) passes the environment in. */

import { ExchangeError } from '#contracts/errors.ts';

/** The environment as a program gets it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Readers over one environment. Every reader throws `bad-config`, naming the variable, when a value does not fit. */
export interface ConfigReader {
  /** Text, or the default. An empty value counts as not set. */
  text(name: string, fallback: string): string;
  /** Text, or undefined when not set. */
  optionalText(name: string): string | undefined;
  /** Whole number within bounds. */
  integer(name: string, options: { fallback: number; min: number; max: number }): number;
  /** `1`, `true`, `yes`, `on` or `0`, `false`, `no`, `off`. */
  flag(name: string, fallback: boolean): boolean;
  /** One of a closed list. */
  choice<T extends string>(name: string, choices: readonly T[], fallback: T): T;
  /** Comma-separated texts, trimmed, without empty ones. */
  list(name: string, fallback: readonly string[]): readonly string[];
  /** Absolute http or https address without a trailing slash, or undefined when not set. */
  optionalUrl(name: string): string | undefined;
}

const TRUE_WORDS = new Set(['1', 'true', 'yes', 'on']);
const FALSE_WORDS = new Set(['0', 'false', 'no', 'off']);

/** Readers over `environment`. Values are never repeated in errors: some of them are secrets. */
export function createConfigReader(environment: Environment): ConfigReader {
  const raw = (name: string): string | undefined => {
    const value = environment[name]?.trim();
    return value === undefined || value === '' ? undefined : value;
  };
  return {
    text: (name, fallback) => raw(name) ?? fallback,
    optionalText: raw,
    integer: (name, { fallback, min, max }) => {
      const text = raw(name);
      if (text === undefined) return fallback;
      const value = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
      if (!(value >= min && value <= max)) throw bad(name, `a whole number from ${min} to ${max}`);
      return value;
    },
    flag: (name, fallback) => {
      const text = raw(name)?.toLowerCase();
      if (text === undefined) return fallback;
      if (TRUE_WORDS.has(text)) return true;
      if (FALSE_WORDS.has(text)) return false;
      throw bad(name, 'true or false');
    },
    choice: (name, choices, fallback) => {
      const text = raw(name);
      if (text === undefined) return fallback;
      const found = choices.find((choice) => choice === text);
      if (found === undefined) throw bad(name, `one of ${choices.join(', ')}`);
      return found;
    },
    list: (name, fallback) => {
      const text = raw(name);
      if (text === undefined) return fallback;
      const items = text.split(',').map((item) => item.trim());
      return items.filter((item) => item !== '');
    },
    optionalUrl: (name) => {
      const text = raw(name);
      return text === undefined ? undefined : readUrl(name, text);
    },
  };
}

function readUrl(name: string, text: string): string {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw bad(name, 'an http or https address');
  }
  return url.href.replace(/\/+$/, '');
}

function bad(name: string, expected: string): ExchangeError {
  return new ExchangeError('bad-config', `The variable ${name} must be ${expected}.`, {
    params: { name, expected },
  });
}
