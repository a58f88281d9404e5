/** Joints that correspond, from the base outwards: lines between two columns, and a slider that moves both through their ranges. */

import { useTranslation } from 'react-i18next';
import type { CorrespondingJoints } from '#contracts/matching/joint-correspondence.ts';
import type { NamedBody } from '../../api/robots.ts';
import { useFormat } from '../../app/format.ts';
import { jointWords, positionWords } from '../../body/joint-words.ts';
import { rangeOf } from '../../body/stance.ts';
import { Panel } from '../../components/panel.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { SideMark } from './side-mark.tsx';
import styles from './compare.module.css';

const STEPS = 200;

/** Two bodies whose joints are moved together. */
interface PairsProps {
  readonly pair: readonly [NamedBody, NamedBody];
  readonly pairs: readonly CorrespondingJoints[];
  /** Positions of both bodies' joints, rad or m. */
  readonly positions: readonly (readonly number[])[];
  readonly onChange: (positions: number[][]) => void;
  readonly onMark: (pair: CorrespondingJoints | null) => void;
}

/** The table; one row a pair, or a joint without partner. */
export function JointPairs(props: PairsProps) {
  const { t } = useTranslation('robots');
  const { pair, pairs } = props;
  const [a, b] = pair;
  if (pairs.length === 0) return <Panel title={t('compare.pairs')}>{t('compare.noPairs')}</Panel>;
  return (
    <Panel title={t('compare.pairs')} aside={t('compare.pairsNote')} flush>
      <DataTable label={t('compare.pairs')} className={styles.pairs}>
        <thead>
          <tr>
            <th scope="col">
              <SideMark side="a" /> {a.label}
            </th>
            <th scope="col">{t('compare.together')}</th>
            <th scope="col">
              <SideMark side="b" /> {b.label}
            </th>
            <th scope="col" className={styles.alike}>
              {t('compare.alike')}
            </th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((row) => (
            <PairRow key={`${row.from} ${row.to}`} {...props} row={row} />
          ))}
        </tbody>
      </DataTable>
    </Panel>
  );
}

function PairRow(props: PairsProps & { readonly row: CorrespondingJoints }) {
  const { t } = useTranslation('robots');
  const format = useFormat();
  const { pair, row, positions, onChange, onMark } = props;
  const [a, b] = pair;
  const { from, to } = row;
  const names = [nameOf(a, from, t), nameOf(b, to, t)].filter((name) => name !== null);
  const move = (share: number): void =>
    onChange([
      placed({ body: a, joint: from, share }, positions[0] ?? []),
      placed({ body: b, joint: to, share: row.sense === 'opposite' ? 1 - share : share }, positions[1] ?? []),
    ]);
  return (
    <tr onMouseEnter={() => onMark(row)} onMouseLeave={() => onMark(null)}>
      <JointCell body={a} joint={from} q={positions[0]} />
      <td>
        <span className={styles.line} data-from={from !== null} data-to={to !== null}>
          <input
            type="range"
            min={0}
            max={1}
            step={1 / STEPS}
            value={shareOf({ a, b }, row, positions)}
            aria-label={names.join(', ')}
            onChange={(event) => move(Number(event.currentTarget.value))}
            onFocus={() => onMark(row)}
            onBlur={() => onMark(null)}
          />
        </span>
      </td>
      <JointCell body={b} joint={to} q={positions[1]} />
      <td className={styles.alike}>{row.alike === null ? '' : format.percent(row.alike)}</td>
    </tr>
  );
}

function JointCell(props: {
  readonly body: NamedBody;
  readonly joint: number | null;
  readonly q: readonly number[] | undefined;
}) {
  const { t } = useTranslation('robots');
  const { body, joint, q } = props;
  const type = joint === null ? undefined : body.embodiment.joints[joint]?.type;
  if (joint === null || type === undefined) return <td className={styles.alone}>{t('compare.alone')}</td>;
  return (
    <td>
      <span className={styles.joint}>
        <span>{nameOf(body, joint, t)}</span>
        <output>{positionWords(type, q?.[joint] ?? 0)}</output>
      </span>
    </td>
  );
}

function nameOf(body: NamedBody, joint: number | null, t: (key: string) => string): string | null {
  if (joint === null) return null;
  return body.jointNames[joint] ?? jointWords(body.embodiment, joint, t);
}

/** How far along its range the pair stands: that of the first body's joint, or of the only one. */
function shareOf(
  { a, b }: { readonly a: NamedBody; readonly b: NamedBody },
  { from, to }: CorrespondingJoints,
  positions: readonly (readonly number[])[],
): number {
  const [body, joint, q] = from === null ? [b, to, positions[1]] : [a, from, positions[0]];
  const about = joint === null ? undefined : body.embodiment.joints[joint];
  if (about === undefined || joint === null) return 0;
  const [low, high] = rangeOf(about);
  return high > low ? ((q?.[joint] ?? 0) - low) / (high - low) : 0;
}

function placed(
  { body, joint, share }: { readonly body: NamedBody; readonly joint: number | null; readonly share: number },
  q: readonly number[],
): number[] {
  const about = joint === null ? undefined : body.embodiment.joints[joint];
  if (about === undefined || joint === null) return [...q];
  const [low, high] = rangeOf(about);
  return q.with(joint, low + share * (high - low));
}
