/** Both bodies under one camera in one scale, and the joints that correspond: moved together, marked in both views. */

import { Button, Checkbox } from '@mantine/core';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CorrespondingJoints } from '#contracts/matching/joint-correspondence.ts';
import type { NamedBody } from '../../api/robots.ts';
import { useFormat } from '../../app/format.ts';
import type { Shown } from '../../body/create-scene.ts';
import {
  frameOf,
  placeOf,
  SharedCamera,
  type Frame,
  VIEWPOINT_NAMES,
  type Viewpoint,
} from '../../body/framing.ts';
import { restOf } from '../../body/posture.ts';
import { LoadingState } from '../../components/loading-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { JointPairs } from './joint-pairs.tsx';
import { SIDE_TONES, SideMark, type Side } from './side-mark.tsx';
import styles from './compare.module.css';

const BodyScene = lazy(async () => ({ default: (await import('../../body/body-scene.tsx')).BodyScene }));
/** Squares along an edge of the ground, which is twice the frame (create-scene.ts). */
const SQUARES_A_SIZE = 10;
const SIDES: readonly Side[] = ['a', 'b'];

/** The two views and the joints below them. */
export function Bodies(props: {
  readonly pair: readonly [NamedBody, NamedBody];
  readonly pairs: readonly CorrespondingJoints[];
}) {
  const { t } = useTranslation('robots');
  const format = useFormat();
  const { pair, pairs } = props;
  const bodies = useMemo(() => pair.map(({ embodiment }) => embodiment), [pair]);
  const frame = useMemo(() => frameOf(bodies), [bodies]);
  const [camera] = useState(() => new SharedCamera());
  const [positions, setPositions] = useState(() => bodies.map(restOf));
  const [shown, setShown] = useState(bodies);
  const [cloud, setCloud] = useState(false);
  const [marked, setMarked] = useState<CorrespondingJoints | null>(null);
  if (shown.some((body, i) => body !== bodies[i])) {
    setShown(bodies);
    setPositions(bodies.map(restOf));
  }
  return (
    <>
      <Panel
        title={t('compare.bodies')}
        aside={t('compare.scale', { cm: format.number((frame.size / SQUARES_A_SIZE) * 100) })}
        flush
      >
        <div className={styles.scenes}>
          {SIDES.map((side, i) => (
            <View
              key={side}
              side={side}
              body={pair[i] ?? pair[0]}
              positions={positions[i] ?? []}
              marked={(i === 0 ? marked?.from : marked?.to) ?? null}
              {...{ frame, camera, cloud }}
            />
          ))}
        </div>
        <Tools
          cloud={cloud}
          onCloud={setCloud}
          onView={(viewpoint) => camera.move(placeOf(frame, viewpoint))}
          onRest={() => setPositions(bodies.map(restOf))}
        />
      </Panel>
      <JointPairs
        pair={pair}
        pairs={pairs}
        positions={positions}
        onChange={setPositions}
        onMark={setMarked}
      />
    </>
  );
}

function View(
  props: Shown & {
    readonly side: Side;
    readonly body: NamedBody;
    readonly frame: Frame;
    readonly camera: SharedCamera;
  },
) {
  const { t } = useTranslation('robots');
  const { side, body, ...scene } = props;
  return (
    <figure className={styles.view}>
      <figcaption>
        <SideMark side={side} /> {body.label}
      </figcaption>
      <Suspense fallback={<LoadingState />}>
        <BodyScene
          {...scene}
          body={body.embodiment}
          tone={SIDE_TONES[side]}
          label={t('drawing', { name: body.label })}
        />
      </Suspense>
    </figure>
  );
}

function Tools(props: {
  readonly cloud: boolean;
  readonly onCloud: (shown: boolean) => void;
  readonly onView: (viewpoint: Viewpoint) => void;
  readonly onRest: () => void;
}) {
  const { t } = useTranslation('robots');
  return (
    <div className={styles.tools}>
      <div className={styles.views} role="group" aria-label={t('viewpoint.title')}>
        {VIEWPOINT_NAMES.map((viewpoint) => (
          <Button key={viewpoint} variant="default" size="xs" onClick={() => props.onView(viewpoint)}>
            {t(`viewpoint.${viewpoint}`)}
          </Button>
        ))}
      </div>
      <Checkbox
        checked={props.cloud}
        label={t('cloud')}
        onChange={(event) => props.onCloud(event.currentTarget.checked)}
      />
      <Button variant="default" size="xs" onClick={props.onRest}>
        {t('rest')}
      </Button>
      <span className={styles.hint}>{t('turn')}</span>
    </div>
  );
}
