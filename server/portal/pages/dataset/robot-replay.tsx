/** The recorded body doing what the episode tells, with the way of its tools. Says so where nothing tells it. */

import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { JointMap } from '#contracts/dataset/joint-map.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import type { SampleView } from '#contracts/http/samples.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';
import { useMotionSeries } from '../../api/dataset.ts';
import { useFormat } from '../../app/format.ts';
import { frameAround } from '../../body/framing.ts';
import { postureAt } from '../../body/posture.ts';
import { degreesOfFreedom } from '../../body/read-robot.ts';
import layout from '../../components/layout.module.css';
import { LoadingState } from '../../components/loading-state.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { followedChannels, motionOf, positionsAt, type FollowedChannel, type Motion } from './motion.ts';
import { useTime, type Playback } from './playback.ts';
import styles from './episode.module.css';

const BodyScene = lazy(async () => ({ default: (await import('../../body/body-scene.tsx')).BodyScene }));
/** Points of the tools' way: enough for a smooth line, few enough not to be waited for. */
const TRAIL_POINTS = 150;

/** What is replayed. */
interface Episode {
  readonly dataset: string;
  readonly sample: SampleView;
  readonly episode: number;
  readonly playback: Playback;
}

/** The robot, or why there is none. */
export function RobotReplay(
  props: Episode & { readonly manifest: Pick<Manifest, 'embodiment' | 'jointMap'> },
) {
  const { t } = useTranslation('dataset');
  const format = useFormat();
  const { manifest, ...episode } = props;
  const { embodiment, jointMap } = manifest;
  if (embodiment === null) return <p className={styles.without}>{t('replay.noBody')}</p>;
  if (jointMap === null) return <p className={styles.without}>{t('replay.noMap')}</p>;
  return <Replay {...episode} body={embodiment.body} label={format.body(embodiment.label)} map={jointMap} />;
}

function Replay(
  props: Episode & { readonly body: Embodiment; readonly label: string; readonly map: JointMap },
) {
  const { t } = useTranslation('dataset');
  const format = useFormat();
  const { dataset, sample, episode, body, map } = props;
  const followed = useMemo(() => followedChannels(map, sample.channels), [map, sample.channels]);
  const series = useMotionSeries(
    dataset,
    episode,
    followed.map(({ channel }) => channel),
  );
  const moving = degreesOfFreedom(body);
  if (followed.length === 0) return <p className={styles.without}>{t('replay.noColumns')}</p>;
  return (
    <div>
      <QueryView query={series} what={t('sample.reading')}>
        {(answers) => <Moving {...props} followed={followed} answers={answers} />}
      </QueryView>
      <p className={layout.soft}>
        {t(followed.length < moving ? 'replay.joints' : 'replay.all', {
          n: format.number(followed.length),
          all: format.number(moving),
          columns: [...new Set(followed.map(({ source }) => source.feature))].join(', '),
        })}
      </p>
    </div>
  );
}

function Moving(props: {
  readonly body: Embodiment;
  readonly label: string;
  readonly playback: Playback;
  readonly followed: readonly FollowedChannel[];
  readonly answers: Parameters<typeof motionOf>[2];
}) {
  const { t } = useTranslation('dataset');
  const { body, label, followed, answers } = props;
  const time = useTime(props.playback);
  const motion = useMemo(() => motionOf(body, followed, answers), [body, followed, answers]);
  const { trail, frame } = useMemo(() => wayOf(body, motion), [body, motion]);
  return (
    <Suspense fallback={<LoadingState />}>
      <BodyScene
        body={body}
        positions={positionsAt(motion, time)}
        cloud={false}
        trail={trail}
        frame={frame}
        label={t('replay.drawing', { name: label })}
      />
    </Suspense>
  );
}

/** Where each tool was, one line a tool, and the frame that holds all of the motion. */
function wayOf(body: Embodiment, { positions }: Motion) {
  const every = Math.max(1, Math.ceil(positions.length / TRAIL_POINTS));
  const postures = positions.filter((_, i) => i % every === 0).map((q) => postureAt(body, q));
  const trail = body.endEffectors.map((_, tool) =>
    postures.flatMap(({ tools }): readonly Vec3[] => (tools[tool] === undefined ? [] : [tools[tool]])),
  );
  return { trail, frame: frameAround(postures) };
}
