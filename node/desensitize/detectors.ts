/**
 * Finds personal and identifying things in text: patterns with check digits where the thing has one, and a roster of known names.
 *
 * No detector knows everything; that is why free text is left out by default, and detectors only guard the little that passes and
 * search the finished derivative. All patterns have bounded repetition, so hostile text costs linear time.
 */

import type { DetectorClass } from '#contracts/desensitize/report.ts';
import { normalizeForScan, Roster } from './roster.ts';

/** Longest piece of text that is scanned at once, UTF-16 code units; longer text is scanned in overlapping pieces. */
const MAX_PIECE = 65_536;
/** Overlap of two pieces: no detector matches anything longer. */
const OVERLAP = 512;
/** One hit: the class, and the text that was hit (for needles and for the person who reviews; never for a report). */
export interface Detection {
  readonly class: DetectorClass;
  readonly text: string;
}

interface Rule {
  readonly class: DetectorClass;
  readonly pattern: RegExp;
  readonly accept?: (match: string) => boolean;
}

const PLATE_PROVINCE = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';

const RULES: readonly Rule[] = [
  {
    class: 'email',
    pattern: /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,6}/gu,
  },
  // China, mobile and landline
  { class: 'phone', pattern: /(?<![\d.])(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\d.]*\d)/g },
  { class: 'phone', pattern: /(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)/g },
  // North America
  {
    class: 'phone',
    pattern: /(?<![\d.])(?:\+?1[ .-]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4}(?!\d)/g,
  },
  // Any country, with its code
  { class: 'phone', pattern: /(?<![\w+])\+[1-9](?:[ ().-]{0,2}\d){7,14}(?!\d)/g },
  {
    class: 'national-id',
    pattern:
      /(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])/g,
    accept: hasChineseCheckDigit,
  },
  { class: 'national-id', pattern: /(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/g },
  { class: 'payment-card', pattern: /(?<![\d.])[3-6](?:[ -]?\d){12,18}(?![\d.]*\d)/g, accept: hasLuhnDigit },
  // Decimal degrees, degrees and minutes, ISO 6709, NMEA sentences, words with a number
  {
    class: 'location',
    pattern:
      /(?<![\d.])[-+]?(?:[0-8]?\d|90)\.\d{3,15}°? ?[NS]?[ ]?[,;/ ] ?[-+]?(?:1[0-7]\d|\d{1,2}|180)\.\d{3,15}(?![\d.])/gi,
  },
  { class: 'location', pattern: /\d{1,3} ?° ?\d{1,2}(?:\.\d{1,8})? ?['′’]/g },
  {
    class: 'location',
    pattern: /(?<!\d)[+-]\d{2}(?:\.\d{1,10})?[+-]\d{3}(?:\.\d{1,10})?(?:[+-]\d{1,6}(?:\.\d{1,6})?)?\//g,
  },
  { class: 'location', pattern: /\$G[A-Z](?:GGA|RMC|GLL)\b/g },
  {
    class: 'location',
    pattern: /(?<![a-z])(?:lat|latitude|lon|lng|longitude)["']?\s{0,3}[:=]\s{0,3}[-+]?\d{1,3}\.\d{2,}/gi,
  },
  {
    class: 'ip-address',
    pattern: /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d)/g,
  },
  { class: 'ip-address', pattern: /(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}(?::?[0-9a-f]{1,4}){1,4}(?![\w:])/gi },
  {
    class: 'ip-address',
    pattern: /(?<![\w:])(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{1,4}(?![\w:])/gi,
  },
  { class: 'mac-address', pattern: /(?<![0-9a-f:-])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![0-9a-f:-])/gi },
  {
    class: 'serial-number',
    pattern:
      /(?:\bs\/?n|\bserial(?:[ _-]?(?:no|number|nr))?|\basset(?:[ _-]?tag)?|序列号|编号)[\s:#=._-]{0,4}(?=[a-z-]{0,12}\d)[a-z0-9-]{4,40}/gi,
  },
  {
    class: 'serial-number',
    pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{0,16}(?:[A-Za-z][-_]?\d{5}|\d{5}[-_]?[A-Za-z])[A-Za-z0-9_-]{0,32}/g,
    accept: isSerialToken,
  },
  // A long run of digits numbers some thing in the world; frames and episodes have shorter ones
  { class: 'serial-number', pattern: /(?<![\d.])\d{8,32}(?![\d.]*\d)/g },
  {
    class: 'serial-number',
    pattern: /(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])/gi,
  },
  {
    class: 'home-path',
    pattern: /(?:\/home|\/Users|\/mnt\/[a-z]\/Users|[A-Za-z]:[\\/]{1,2}Users)[\\/]{1,2}[^\s\\/"'<>|]{1,64}/gi,
  },
  {
    class: 'home-path',
    pattern: /\/root\/[^\s"']{1,64}|\\\\[\w.-]{1,64}\\[^\s\\"']{1,64}|file:\/\/[^\s"']{1,128}/g,
  },
  {
    class: 'license-plate',
    pattern: new RegExp(
      `[${PLATE_PROVINCE}使领][A-HJ-NP-Z][·•. -]?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]`,
      'g',
    ),
  },
  {
    class: 'license-plate',
    pattern: /(?:licen[cs]e plate|number plate|\bplate|车牌)[\s:#=号]{1,4}[A-Z0-9][A-Z0-9 -]{3,9}/gi,
  },
  {
    class: 'date',
    pattern: /(?<!\d)(?:19|20)\d{2} ?[-/.年] ?(?:1[0-2]|0?[1-9]) ?[-/.月] ?(?:3[01]|[12]\d|0?[1-9])(?!\d)/g,
  },
  {
    class: 'date',
    pattern: /(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[_T-]?\d{4,6})?(?!\d)/g,
  },
  {
    class: 'date',
    pattern: /(?<!\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])_(?:[01]\d|2[0-3])[0-5]\d[0-5]\d(?!\d)/g,
  },
  {
    class: 'date',
    pattern: /(?<!\d)(?:3[01]|[12]\d|0?[1-9])[./](?:1[0-2]|0?[1-9])[./](?:19|20)\d{2}(?!\d)/g,
  },
  {
    class: 'person',
    pattern:
      /(?:\b(?:operator|annotator|collector|teleoperator|recorded by|collected by|annotated by|ask|call|contact)\b[\s:=]{1,4}|(?:操作员|采集员|标注员|负责人|联系人)[\s:：=]{0,3})(?:\p{Lu}[\p{L}'’-]{1,30}(?: \p{Lu}[\p{L}'’-]{1,30}){0,2}|\p{Script=Han}{2,4})/gu,
  },
];

// Words that number the parts of a dataset; such a token is no serial.
const PART_TOKEN =
  /^(?:episode|frame|chunk|file|image|img|camera|cam|video|step|task|sample|index)[_-]?\d+$/i;

// A pseudonym may look like a serial number by chance. Names of the roster are searched inside it all the same.
const PSEUDONYM = /(?<![A-Za-z0-9])p_[a-z2-7]{16}(?![A-Za-z0-9])/g;

/** Scans texts with all rules and one roster. Build it once for a dataset. */
export class Detectors {
  /** The roster in use. */
  readonly roster: Roster;

  /** @param roster names and terms of the supplying company: people, customers, sites, project names */
  constructor(roster: readonly string[] = []) {
    this.roster = new Roster(roster);
  }

  /** All hits in a text. The text is normalised first, so full-width digits and zero-width characters hide nothing. */
  scan(text: string): Detection[] {
    const found: Detection[] = [];
    const normal = normalizeForScan(text);
    for (let at = 0; at === 0 || at < normal.length; at += MAX_PIECE - OVERLAP) {
      const piece = normal.slice(at, at + MAX_PIECE);
      const open = piece.replaceAll(PSEUDONYM, 'p_');
      for (const { class: name, pattern, accept } of RULES) {
        for (const [hit] of open.matchAll(pattern)) {
          if (accept === undefined || accept(hit)) found.push({ class: name, text: hit });
        }
      }
      for (const hit of this.roster.find(piece)) found.push({ class: 'roster', text: hit });
    }
    return found;
  }

  /** True when nothing was found. */
  isClean(text: string): boolean {
    return this.scan(text).length === 0;
  }
}

/** The patterns in one canonical list, for the digest over the rules. */
export function detectorRules(): string[] {
  return RULES.map((rule) => `${rule.class} ${rule.pattern.source} ${rule.pattern.flags}`);
}

/** Check digit of a Chinese identity number, ISO 7064 MOD 11-2 (GB 11643). */
function hasChineseCheckDigit(id: string): boolean {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(id[i]) * (2 ** (17 - i) % 11);
  return '10X98765432'[sum % 11] === (id[17] as string).toUpperCase();
}

/** Luhn check digit (ISO/IEC 7812-1). */
function hasLuhnDigit(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '');
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    sum += i % 2 === 0 ? digit : digit < 5 ? 2 * digit : 2 * digit - 9;
  }
  return sum % 10 === 0;
}

function isSerialToken(token: string): boolean {
  return !PART_TOKEN.test(token);
}
