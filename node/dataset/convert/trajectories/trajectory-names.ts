/** Names of features for the datasets of ALOHA, robomimic and RLDS files, as LeRobot's own converters choose them. */

const FIXED: Readonly<Record<string, string>> = {
  action: 'action',
  actions: 'action',
  qpos: 'observation.state',
  'observations.qpos': 'observation.state',
  'observations.qvel': 'observation.velocity',
  'observations.effort': 'observation.effort',
  'obs.joint_pos': 'observation.state',
  'obs.robot0_joint_pos': 'observation.state',
  'obs.qpos': 'observation.state',
  reward: 'next.reward',
  rewards: 'next.reward',
  done: 'next.done',
  dones: 'next.done',
};

/** The name under which a dataset or step key is written. */
export function trajectoryName(source: string, isPicture: boolean): string {
  const plain = source.replaceAll('/', '.').replaceAll(/[^A-Za-z0-9_.-]+/g, '_');
  const fixed = FIXED[plain];
  if (fixed !== undefined) return fixed;
  const inside = plain.replace(/^(observations?|obs)\./, '');
  if (isPicture) return `observation.images.${inside.replace(/^images?\./, '')}`;
  return inside === plain ? plain : `observation.${inside}`;
}
