/**
 * Decides for every feature of a dataset whether the derivative has it, and under which name. Nothing passes by default: a feature is
 * kept only when a rule of the policy names its kind.
 */

import { brokenPathRule } from '#contracts/content/paths.ts';
import type { DesensitizationPolicy } from '#contracts/desensitize/policies.ts';
import type { DropReason } from '#contracts/desensitize/report.ts';
import type { Detectors } from './detectors.ts';
import type { SourceFeature } from './ports.ts';
import { pseudonymOf, type PseudonymScope } from './pseudonyms.ts';

/** Columns that every LeRobot dataset has; the writer makes them anew. */
export const CORE_COLUMNS: ReadonlySet<string> = new Set([
  'timestamp',
  'frame_index',
  'episode_index',
  'index',
  'task_index',
]);

/** What becomes of one feature. */
export type ColumnDecision =
  | { readonly kind: 'core'; readonly feature: SourceFeature }
  | { readonly kind: 'drop'; readonly feature: SourceFeature; readonly reason: DropReason }
  | {
      readonly kind: 'numbers' | 'pseudonyms' | 'images' | 'video';
      readonly feature: SourceFeature;
      /** Name in the derivative. */
      readonly name: string;
      /** Names of the dimensions in the derivative. */
      readonly names: readonly string[] | null;
      /** True when a name was replaced because it was not safe. */
      readonly renamed: boolean;
    };

const NUMBER_DTYPES = /^(?:float|int|uint)(?:8|16|32|64)$|^bool$/;
// A slash would make folders of a camera's name, and LeRobot takes none.
const SAFE_NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/;
const SAFE_DIMENSION = /^[\p{L}\p{N}_][\p{L}\p{N}_.\-/ ()[\]]{0,63}$/u;

// What the numbers of a robot are called. Other numeric columns are left out: nobody said what they hold.
const ROBOT_NUMBERS =
  /^(?:observations?|actions?|next|reward|done|success|terminal|terminated|truncated|discount|is_(?:first|last|terminal|intervention)|q(?:pos|vel)|joints?|gripper|hands?|eef|ee|tcp|pose|states?|velocity|effort|torques?|forces?|wrench|tactile|imu|odom|phase|subtask_index|complementary_info|stamp|clock|wall_time|time)(?:[._/-]|$)/i;
// What annotations beside video say of the people in it, frame by frame.
const PEOPLE_NUMBERS = /^human(?:[._/-]|$)/i;
const PLACE =
  /(?:^|[._/-])(?:gps|gnss|navsat\w*|lat|latitude|lon|lng|longitude|altitude|geo\w*|wifi|ssid|bssid|utm|location|site)(?:[._/-]|$)/i;
const PERSON =
  /(?:^|[._/-])(?:tele)?(?:operators?|annotators?|collectors?|users?|usernames?|persons?|people|subjects?|workers?|authors?|employees?|demonstrators?|pilots?|recorded_by)(?:[._/-]?(?:id|ids|name|names|code|key|uuid))?(?:[._/-]|$)/i;

const CLOCK =
  /(?:^|[._/-])(?:(?:time)?stamps?|(?:wall_?|unix_?|ros_?|system_?|utc_?)?time|clock|epoch|utc|date(?:time)?)(?:[._/-]?(?:s|ms|us|ns|sec|nsec))?(?:[._/-]|$)/i;

/** What the decisions depend on. */
export interface ColumnRulesInput {
  readonly features: readonly SourceFeature[];
  readonly policy: DesensitizationPolicy;
  readonly detectors: Detectors;
  /** Scope of the pseudonyms that replace unsafe names. */
  readonly scope: Omit<PseudonymScope, 'domain'>;
}

/** One decision for each feature, in the order of the features. Names in the derivative are unique. */
export function decideColumns(input: ColumnRulesInput): ColumnDecision[] {
  const taken = new Set<string>(CORE_COLUMNS);
  return input.features.map((feature) => {
    if (CORE_COLUMNS.has(feature.name)) return { kind: 'core', feature };
    const kind = kindOf(feature, input.policy);
    if (typeof kind !== 'string') return { kind: 'drop', feature, reason: kind.reason };
    const name = safeName(feature.name, input);
    // A camera's name becomes a folder, and folders that differ by case alone are one folder for some receivers.
    const key = kind === 'video' ? name.toLowerCase() : name;
    if (taken.has(key)) return { kind: 'drop', feature, reason: 'unsafe-name' };
    taken.add(key);
    const names = safeDimensions(feature, kind, input.detectors);
    const renamed = name !== feature.name || names?.some((each, i) => each !== feature.names?.[i]) === true;
    return { kind, feature, name, names, renamed };
  });
}

/** True for columns whose name says that they follow people frame by frame: they leave with their consent only. */
export function isPeopleColumn(name: string): boolean {
  return PEOPLE_NUMBERS.test(name);
}

/** True for columns whose name says that they tell time. */
export function isClockName(name: string): boolean {
  return CLOCK.test(name);
}

type Kept = 'numbers' | 'pseudonyms' | 'images' | 'video';

function kindOf(feature: SourceFeature, policy: DesensitizationPolicy): Kept | { reason: DropReason } {
  const { name, dtype } = feature;
  if (PLACE.test(name)) return { reason: 'location' };
  if (dtype === 'video') return policy.video === 'drop' ? { reason: 'video-not-allowed' } : 'video';
  if (dtype === 'image') return policy.images === 'drop' ? { reason: 'image-not-allowed' } : 'images';
  if (dtype === 'string') {
    if (!PERSON.test(name)) return { reason: 'free-text' };
    return policy.identities === 'drop' ? { reason: 'identity' } : 'pseudonyms';
  }
  if (dtype === 'language') return { reason: 'free-text' };
  if (!NUMBER_DTYPES.test(dtype)) return { reason: 'nested-value' };
  if (PERSON.test(name)) return { reason: 'identity' };
  if (isPeopleColumn(name) && policy.people === 'numbers') return 'numbers';
  return ROBOT_NUMBERS.test(name) ? 'numbers' : { reason: 'unknown-column' };
}

/** The name itself, or the same name with its unsafe parts replaced by pseudonyms. */
function safeName(name: string, input: ColumnRulesInput): string {
  const isSafe = (text: string): boolean =>
    SAFE_NAME.test(text) && brokenPathRule(text) === undefined && input.detectors.isClean(text);
  if (isSafe(name)) return name;
  const replaced = name
    .split('.')
    .map((part) => (isSafe(part) ? part : pseudonymOf({ ...input.scope, domain: 'feature' }, part)))
    .join('.');
  // Parts that are clean alone can still make an unsafe whole (an address, a long digit run): then nothing of it stays.
  if (isSafe(replaced)) return replaced;
  const head = /^(?:observation\.images|observation|action)\./.exec(name)?.[0] ?? '';
  return `${head}${pseudonymOf({ ...input.scope, domain: 'feature' }, name)}`;
}

function safeDimensions(feature: SourceFeature, kind: Kept, detectors: Detectors): readonly string[] | null {
  if (feature.names === null) return null;
  if (kind === 'pseudonyms') return null;
  return feature.names.map((name, i) =>
    SAFE_DIMENSION.test(name) && detectors.isClean(name) ? name : `dim-${i}`,
  );
}

/** The patterns in one canonical list, for the digest over the rules. */
export function columnRulePatterns(): string[] {
  return [NUMBER_DTYPES, SAFE_NAME, SAFE_DIMENSION, ROBOT_NUMBERS, PEOPLE_NUMBERS, PLACE, PERSON, CLOCK].map(
    String,
  );
}
