/** English words brought to the form that the lexicon lists: plurals, inflected and irregular verbs, nouns made from verbs. */

const IRREGULAR: ReadonlyMap<string, string> = new Map(
  (
    'put:put took:take taken:take brought:bring held:hold gave:give given:give hung:hang swept:sweep built:build threw:throw ' +
    'thrown:throw caught:catch spun:spin wound:wind cut:cut set:set shut:shut laid:lay got:get gotten:get drew:draw drawn:draw ' +
    'tore:tear torn:tear broke:break broken:break went:go gone:go ran:run drove:drive driven:drive wrote:write written:write ' +
    'shook:shake shaken:shake sewn:sew stood:stand sat:sit ate:eat eaten:eat drank:drink fed:feed bent:bend beat:beat beaten:beat ' +
    'swung:swing struck:strike stuck:stick slid:slide left:leave found:find fetched:fetch woven:weave wore:wear worn:wear tied:tie ' +
    'tying:tie dug:dig hit:hit split:split kept:keep sent:send bound:bind unwound:unwind rode:ride spread:spread paid:pay bought:buy ' +
    'knives:knife leaves:leaf loaves:loaf shelves:shelf people:person children:child teeth:tooth feet:foot men:man women:woman ' +
    'mice:mouse scissors:scissors dice:dice clothes:clothes gas:gas lens:lens canvas:canvas glasses:glasses jeans:jeans trousers:trousers pants:pant'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** Endings of nouns that name an act, and what to put in their place, likeliest first. */
const NOMINAL: readonly (readonly [ending: string, stems: readonly string[]])[] = [
  ['ation', ['ate', 'e', '']],
  ['ition', ['e', 'it', '']],
  ['ption', ['b', 'pt']],
  ['sion', ['d', 'se', 't']],
  ['tion', ['t', 'te', '']],
  ['ment', ['', 'e']],
  ['al', ['e', '']],
];

/** The word, and what it may be an inflection of, likeliest first. */
export function baseForms(word: string): string[] {
  const forms = [word];
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) forms.push(irregular);
  if (word.endsWith('ing') && word.length > 5) forms.push(...stems(word.slice(0, -3)));
  if (word.endsWith('ied') && word.length > 4) forms.push(`${word.slice(0, -3)}y`);
  if (word.endsWith('ed') && word.length > 4) forms.push(...stems(word.slice(0, -2)));
  if (word.endsWith("'s")) forms.push(word.slice(0, -2));
  if (word.endsWith('s')) forms.push(singular(word), word.slice(0, -1));
  for (const [ending, bases] of NOMINAL) {
    if (word.length > ending.length + 2 && word.endsWith(ending))
      forms.push(...bases.map((base) => word.slice(0, -ending.length) + base));
  }
  if (word.startsWith('re') && word.length > 5) forms.push(word.slice(2).replace(/^-/, ''));
  return forms;
}

/** What remains of a word that the lexicon lacks without its ending, so that "degate" and "degating" are one word. */
export function rootOf(word: string): string {
  const one = singular(word);
  const bare = one.length > 5 ? one.replace(/(?:ing|ed)$/, '') : one;
  if (!/[aeiouy]/.test(bare)) return one;
  return (bare === one ? one : bare.replace(/([^aeiouls])\1$/, '$1')).replace(/(?<=.{3})e$/, '');
}

/** True when the word looks like an inflected verb. */
export function isInflected(word: string): boolean {
  return IRREGULAR.has(word) || /(?:ing|ed|ied)$/.test(word);
}

/** "plac" -> "place", "putt" -> "put", "lift" -> "lift". */
function stems(stem: string): string[] {
  const doubled = /([a-z])\1$/.test(stem) ? [stem.slice(0, -1)] : [];
  return [stem, `${stem}e`, ...doubled];
}

/** The singular of a regular plural; other words as they are. */
export function singular(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (word.endsWith('ves') && word.length > 4) return `${word.slice(0, -3)}f`;
  if (/(?:s|x|z|ch|sh|o)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') && !word.endsWith('us') ? word.slice(0, -1) : word;
}
