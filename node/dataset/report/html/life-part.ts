import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import { knownLife, statedLife } from '../life-stages.ts';
import { facts as factList, note, part } from './elements.ts';

/** The life of the data: collection and control as known, then the stages that are stated, then the names of those that are not. */
export function lifePart(facts: DatasetFacts): string {
  const { stated, silent } = statedLife(facts);
  const rest = silent.length === 0 ? '' : `Not stated: ${silent.join(', ')}.`;
  return factList(knownLife(facts)) + part('Stated by the lister', factList(stated)) + note(rest);
}
