/** The body it was recorded on, as the canonical embodiment tells it. */

import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';
import { useFormat } from '../../app/format.ts';
import { SkeletonDrawing } from '../../body/skeleton-drawing.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { Identifier } from '../../components/identifier.tsx';
import { Panel } from '../../components/panel.tsx';
import { DataTable } from '../../components/data-table.tsx';
import table from '../../components/table.module.css';
import layout from '../../components/layout.module.css';
import type { TabProps } from './tab-props.ts';
import styles from './dataset-page.module.css';

/** The part. */
export function RobotTab({ view }: TabProps) {
  const { t } = useTranslation('dataset');
  const format = useFormat();
  const recorded = view.manifest.embodiment;
  if (recorded === null) {
    return (
      <EmptyState title={t('robot.none')}>
        <p>{t('robot.noneHint')}</p>
      </EmptyState>
    );
  }
  const label = format.body(recorded.label);
  return (
    <div className={layout.columns}>
      <div className={layout.close}>
        <Panel
          title={label}
          aside={<Link href={`/robots/${encodeURIComponent(recorded.id)}`}>{t('robot.open')}</Link>}
        >
          <div className={styles.body}>
            <SkeletonDrawing body={recorded.body} label={label} />
          </div>
        </Panel>
        {recorded.body.limbs.length === 0 ? null : <Limbs body={recorded.body} />}
      </div>
      <BodyFacts recorded={recorded} />
    </div>
  );
}

function Limbs({ body }: { readonly body: Embodiment }) {
  const { t } = useTranslation('dataset');
  const format = useFormat();
  const { t: words } = useTranslation('robots');
  const limb = (index: number): string =>
    `${words(`limb.${body.limbs[index]?.kind ?? 'other'}`)} ${index + 1}`;
  return (
    <Panel title={t('robot.limbs')} flush>
      <DataTable label={t('robot.limbs')}>
        <thead>
          <tr>
            <th scope="col">{t('robot.limb')}</th>
            <th scope="col" className={table.number}>
              {t('robot.joints')}
            </th>
          </tr>
        </thead>
        <tbody>
          {body.limbs.map(({ joints }, i) => (
            <tr key={limb(i)}>
              <th scope="row">{limb(i)}</th>
              <td className={table.number}>{format.number(joints.length)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Panel>
  );
}

function BodyFacts({ recorded }: { readonly recorded: NonNullable<Manifest['embodiment']> }) {
  const { t } = useTranslation('dataset');
  const { t: words } = useTranslation('robots');
  const format = useFormat();
  const { body } = recorded;
  return (
    <Panel title={t('robot.facts')}>
      <FactList
        facts={[
          { label: t('robot.kind'), value: words(`kind.${body.kind}`) },
          { label: t('robot.mounting'), value: words(`mounting.${body.mounting}`) },
          {
            label: t('robot.dof'),
            value: format.number(body.joints.filter(({ follows }) => follows === null).length),
          },
          {
            label: t('robot.hands'),
            value: body.endEffectors.map(({ hand }) => words(`hand.${hand?.kind ?? 'none'}`)).join(', '),
          },
          { label: t('robot.id'), value: <Identifier value={recorded.id} what={t('robot.id')} /> },
        ]}
      />
      <p>
        <Link href="/match">{t('robot.match')}</Link>
      </p>
    </Panel>
  );
}
