/** Both robots in figures, one fact a line. What a description does not say stands as "not stated". */

import { useTranslation } from 'react-i18next';
import type { Embodiment, EndEffector } from '#contracts/embodiment/embodiment-schema.ts';
import type { NamedBody } from '../../api/robots.ts';
import { useFormat, type Format } from '../../app/format.ts';
import { postureAt, restOf } from '../../body/posture.ts';
import { stanceOf } from '../../body/stance.ts';
import { drivesOf } from '#contracts/embodiment/body/drives.ts';
import { degreesOfFreedom } from '../../body/read-robot.ts';
import { Panel } from '../../components/panel.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { SideMark } from './side-mark.tsx';

type Words = ReturnType<typeof useTranslation<'robots'>>['t'];
/** A fact of one body; null where nobody says. */
type Read = (body: Embodiment, reaches: readonly number[]) => string | null;

/** The table. */
export function BodyFigures(props: {
  readonly pair: readonly [NamedBody, NamedBody];
  /** Greatest distance (m) of each tool from its shoulder, for each body. */
  readonly reaches: readonly [readonly number[], readonly number[]];
}) {
  const { t } = useTranslation('robots');
  const format = useFormat();
  const { pair, reaches } = props;
  return (
    <Panel title={t('compare.figures')} flush>
      <DataTable label={t('compare.figures')}>
        <thead>
          <tr>
            <th scope="col">{t('compare.fact')}</th>
            <th scope="col">
              <SideMark side="a" /> {pair[0].label}
            </th>
            <th scope="col">
              <SideMark side="b" /> {pair[1].label}
            </th>
          </tr>
        </thead>
        <tbody>
          {factsOf(t, format).map(([label, read]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {pair.map(({ embodiment }, i) => (
                // oxlint-disable-next-line react/no-array-index-key -- the two sides are told apart by their place
                <td key={i}>{read(embodiment, reaches[i] ?? []) ?? t('compare.unstated')}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Panel>
  );
}

function factsOf(t: Words, format: Format): readonly (readonly [string, Read])[] {
  const metres = (value: number): string => `${format.number(value, 2)} m`;
  const each = (values: readonly string[]): string | null =>
    values.length === 0 ? null : format.list([...new Set(values)]);
  return [
    [t('compare.dof'), (body) => format.number(degreesOfFreedom(body))],
    [t('compare.motors'), (body) => (body.kind === 'robot' ? format.number(drivesOf(body).motors) : null)],
    [t('compare.limbs'), (body) => each(countsOf(body, t))],
    [t('compare.standing'), (body) => t(`mounting.${body.mounting}`)],
    [t('compare.reach'), (_, reaches) => each(reaches.map(metres))],
    [t('compare.height'), (body) => metres(heightOf(body))],
    [
      t('compare.shoulder'),
      ({ kind, shoulderHeight }) =>
        shoulderHeight !== null ? metres(shoulderHeight) : kind === 'camera' ? null : t('compare.anyHeight'),
    ],
    [t('compare.hand'), ({ endEffectors }) => each(endEffectors.map((effector) => handWords(effector, t)))],
    [
      t('compare.opening'),
      ({ endEffectors }) =>
        each(
          endEffectors.flatMap(({ hand }) =>
            hand?.aperture === null || hand?.aperture === undefined
              ? []
              : [`${hand.aperture.map((value) => format.number(value * 1000)).join('–')} mm`],
          ),
        ),
    ],
    [t('compare.tcp'), ({ endEffectors }) => each(endEffectors.map(({ source }) => t(`tcp.${source}`)))],
    [
      t('compare.accuracy'),
      ({ accuracy }) =>
        accuracy === null ? null : `± ${format.number(accuracy.repeatability * 1000, 2)} mm`,
    ],
    [
      t('compare.cameras'),
      ({ sensors }) =>
        sensors.length === 0
          ? null
          : format.number(sensors.filter(({ kind }) => kind === 'camera' || kind === 'depth').length),
    ],
  ];
}

function countsOf({ limbs }: Embodiment, t: Words): string[] {
  const groups = Map.groupBy(limbs, ({ kind }) => kind);
  return [...groups].map(([kind, all]) => `${all.length} × ${t(`limb.${kind}`)}`);
}

function handWords({ hand }: EndEffector, t: Words): string {
  return t(`hand.${hand?.kind ?? 'none'}`);
}

/** From the lowest to the highest part, metres, on straight legs as shoulders are measured. */
function heightOf(body: Embodiment): number {
  const { joints, tools } = postureAt(body, restOf(body));
  const { floor } = stanceOf(body);
  const heights = [0, ...[...joints, ...tools].map(([, , z]) => z)];
  return Math.max(...heights) + floor - Math.min(...heights);
}
