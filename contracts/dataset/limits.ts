/** Bounds of `facts/1`: facts travel inside a signed manifest, so every list in them ends somewhere. */

/** Largest canonical form of a dataset's facts, bytes. */
export const MAX_FACTS_BYTES = 200_000;
/** Features described. */
export const MAX_FEATURES = 256;
/** Dimension names of one feature that are listed. */
export const MAX_DIMENSIONS = 256;
/** Axes of one feature's shape. */
export const MAX_AXES = 8;
/** Distinct task sentences that are listed. */
export const MAX_TASKS = 256;
/** Cameras described. */
export const MAX_CAMERAS = 64;
/** Findings listed; the rest is counted. */
export const MAX_FINDINGS = 200;
/** Declared-against-observed rows. */
export const MAX_DISCREPANCIES = 64;
/** Per-episode quality rows; episodes beyond are in the aggregates only. */
export const MAX_QUALITY_ROWS = 500;
/** Groups of episodes with the same content that are listed. */
export const MAX_DUPLICATE_GROUPS = 64;
/** Characters of a name (feature, dimension, joint, camera). */
export const MAX_NAME_LENGTH = 160;
/** Characters of a task sentence. */
export const MAX_TASK_LENGTH = 500;
/** Characters of a file path relative to the dataset. */
export const MAX_PATH_LENGTH = 400;
/** Members of a finding's parameters. */
export const MAX_FINDING_PARAMS = 12;
/** Rows of one stage in the life of a dataset (cleaning steps, objects, pairings …). */
export const MAX_LIFECYCLE_ROWS = 64;
/** Cameras whose calibration is stated. */
export const MAX_CALIBRATED_CAMERAS = 16;
