/** Numbers, sizes and times in the reader's language. */

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyLabelWords } from '#contracts/embodiment/body/body-label.ts';
import type { MatchReason } from '#contracts/matching/schema.ts';
import { type Language, reasonWords } from '#contracts/matching/words.ts';

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const BYTE_STEP = 1000;
/** Relative times step to the next unit at these many seconds. */
const TIME_STEPS = [
  ['second', 1, 60],
  ['minute', 60, 3600],
  ['hour', 3600, 86_400],
  ['day', 86_400, 30 * 86_400],
  ['month', 30 * 86_400, 365 * 86_400],
  ['year', 365 * 86_400, Infinity],
] as const;

/** A space between a number and its unit. */
const UNIT_SPACE = /(?<=\d) (?=%|[a-z]{1,2}\b)/gu;

/** Writers of one language. */
export interface Format {
  readonly language: Language;
  /** A number with at most `digits` decimals. */
  number(value: number, digits?: number): string;
  /** A number with exactly `digits` decimals, for what changes in place. */
  fixed(value: number, digits: number): string;
  /** A share of 0 to 1 as a percentage. */
  percent(share: number, digits?: number): string;
  /** A reason in words, in which no line ends between a number and its unit. */
  reason(reason: MatchReason): string;
  /** Hours of recording in the unit that fits: seconds, minutes or hours. */
  hours(value: number): string;
  /** Bytes in decimal units. */
  bytes(value: number): string;
  /** Words of one kind, beside each other. */
  list(parts: readonly string[]): string;
  /** Clauses of one sentence, beside each other. */
  clauses(parts: readonly string[]): string;
  /** What a body is called (body-label.ts). */
  body(label: string): string;
  date(time: string): string;
  dateTime(time: string): string;
  /** How long ago or how far ahead, from `now` in milliseconds since the epoch. */
  relative(time: string, now?: number): string;
}

/** The writers of the language in use. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const language: Language = i18n.language === 'zh' ? 'zh' : 'en';
  return useMemo(() => createFormat(language), [language]);
}

/** The writers of a language. */
export function createFormat(language: Language): Format {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  const number = (value: number, digits = 0): string =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  const relativeTime = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return {
    language,
    number,
    fixed: (value, digits) =>
      new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
        value,
      ),
    // With a space, as the words of reasons have it; one that ends no line.
    percent: (share, digits = 0) => `${number(share * 100, digits)}\u00a0%`,
    reason: (reason) => reasonWords(reason, language).replaceAll(UNIT_SPACE, '\u00a0'),
    hours: (value) => {
      const seconds = Math.round(value * 3600);
      if (seconds < 60) return `${number(seconds)} s`;
      if (seconds < 3600) return `${number(seconds / 60, seconds < 600 ? 1 : 0)} min`;
      return `${number(value, value < 100 ? 1 : 0)} h`;
    },
    bytes: (value) => {
      const power = value < 1 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(value) / 3));
      return new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: BYTE_UNITS[power] ?? 'byte',
        maximumFractionDigits: power === 0 ? 0 : 1,
      }).format(value / BYTE_STEP ** power);
    },
    list: (parts) => parts.join(language === 'zh' ? '、' : ', '),
    clauses: (parts) => parts.join(language === 'zh' ? '；' : '; '),
    body: (label) => bodyLabelWords(label, language),
    date: (time) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(time)),
    dateTime: (time) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(time)),
    relative: (time, now = Date.now()) => {
      const seconds = (new Date(time).getTime() - now) / 1000;
      const [unit, size] = TIME_STEPS.find(([, , end]) => Math.abs(seconds) < end) ?? TIME_STEPS[5];
      return relativeTime.format(Math.round(seconds / size), unit);
    },
  };
}
