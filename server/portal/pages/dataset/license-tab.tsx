/** Licenses on offer in plain words, who decides, and what the lister states about rights. */

import { useTranslation } from 'react-i18next';
import { FactList } from '../../components/fact-list.tsx';
import { Panel } from '../../components/panel.tsx';
import { Terms } from '../../components/terms.tsx';
import layout from '../../components/layout.module.css';
import type { TabProps } from './tab-props.ts';

/** The part. */
export function LicenseTab({ view }: TabProps) {
  const { t } = useTranslation('dataset');
  const { offers, access, rights } = view.manifest;
  return (
    <div className={layout.columns}>
      <div className={layout.close}>
        {offers.map((terms) => (
          <Panel key={terms.id} title={terms.id}>
            <Terms terms={terms} />
          </Panel>
        ))}
      </div>
      <div className={layout.close}>
        <Panel title={t('license.access')}>
          <p>{t(`access.${access}`)}</p>
        </Panel>
        <Panel title={t('license.rights')} aside={t('license.stated')}>
          <FactList
            facts={Object.entries(rights).map(([name, value]) => ({ label: t(`rights.${name}`), value }))}
          />
        </Panel>
      </div>
    </div>
  );
}
