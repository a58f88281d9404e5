/** How to get it: by command line, by API, in code. */

import { useTranslation } from 'react-i18next';
import { usePortalInfo } from '../../api/portal.ts';
import { Command } from '../../components/command.tsx';
import { Panel } from '../../components/panel.tsx';
import layout from '../../components/layout.module.css';
import type { TabProps } from './tab-props.ts';

/** The part. */
export function UseTab({ view }: TabProps) {
  const { t } = useTranslation('dataset');
  const broker = usePortalInfo().data?.broker ?? '';
  const { listing } = view;
  const license = listing.licenses[0] ?? 'train-only-1y';
  const id = encodeURIComponent(listing.dataset);
  return (
    <div className={layout.close}>
      <Panel title="kin">
        <Command
          what={t('use.kin')}
          lines={[
            `kin request ${listing.dataset} --license ${license} --purpose "fine-tune a grasp policy" --wait`,
            'kin pull agr_… -o ./data',
            'kin verify ./data --roots trust-root.json',
          ]}
        />
      </Panel>
      <Panel title="curl">
        <Command
          what={t('use.curl')}
          lines={[`curl ${broker}/v1/datasets/${id}`, `curl ${broker}/v1/datasets/${id}/croissant.json`]}
        />
      </Panel>
      <Panel title="TypeScript">
        <Command
          what={t('use.typescript')}
          lines={[
            `const answer = await fetch('${broker}/v1/datasets/${id}');`,
            'const { listing, manifest } = await answer.json();',
          ]}
        />
      </Panel>
      <Panel title="Python">
        <Command
          what={t('use.python')}
          lines={[
            'from lerobot.datasets.lerobot_dataset import LeRobotDataset',
            `data = LeRobotDataset("local/${listing.slug}", root="data")`,
          ]}
        />
      </Panel>
    </div>
  );
}
