/** Words of listings and queries for the full-text index, Chinese included. */

/** Runs of scripts that are written without spaces. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
/** Most words of a query that are looked for. */
const MAX_QUERY_WORDS = 16;

/** Text with every character of an unspaced script as a word of its own, as it is indexed. */
export function indexedText(text: string): string {
  return text.normalize('NFKC').replace(UNSPACED, ' $& ');
}

/**
 * An FTS5 query for what a person typed: every word must be there, the last one as a prefix; a run of an unspaced script must
 * be there as it is written. Null when nothing to look for is left. No character of the person's text is an operator.
 */
export function ftsQuery(text: string): string | null {
  const words = text.normalize('NFKC').match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return null;
  const terms = words.slice(0, MAX_QUERY_WORDS).map((word, i, all) => {
    const phrase = `"${indexedText(word).trim().replace(/\s+/g, ' ')}"`;
    return i === all.length - 1 ? `${phrase}*` : phrase;
  });
  return terms.join(' AND ');
}
