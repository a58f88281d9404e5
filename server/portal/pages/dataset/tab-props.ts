/** What every part of the dataset page gets. */

import type { DatasetView } from '../../api/dataset.ts';

/** Props of a part. */
export interface TabProps {
  readonly view: DatasetView;
}
