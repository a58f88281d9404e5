import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import { statedLife } from './life-stages.ts';
import { alignRows, safeText, type Style } from './text-layout.ts';

/** What the lister states of the life of the data, and in one line what nobody stated. */
export function lifeLines(facts: DatasetFacts, style: Style): string[] {
  const { stated, silent } = statedLife(facts);
  const { collection } = facts;
  const known: (readonly [string, string | null])[] = [
    ['Device', collection.device],
    ['Site', collection.siteClass],
    ['Operators', collection.operatorClass],
    ['Days', collection.from === null ? null : `${collection.from} to ${collection.to ?? collection.from}`],
  ];
  const rows = [...known, ...stated].flatMap(([name, said]) =>
    said === null || said === '' ? [] : [[name, safeText(said, 80)]],
  );
  const rest = silent.length === 0 ? [] : [style.dim(`not stated: ${silent.join(', ')}`)];
  return [...alignRows(rows), ...rest];
}
