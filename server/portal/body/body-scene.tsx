/** A body in three dimensions, drawn from its canonical form: links as rods, joints as barrels along their axes, the reach as points. */

import { useEffect, useMemo, useRef } from 'react';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { createScene, type BodyScene3D, type Shown } from './create-scene.ts';
import { frameOf, SharedCamera, type Frame } from './framing.ts';
import { SkeletonDrawing } from './skeleton-drawing.tsx';
import styles from './body.module.css';

/** The scene; without WebGL the line drawing stands in its place. */
export function BodyScene(
  props: Shown & {
    readonly body: Embodiment;
    readonly label: string;
    /** Frame and camera of scenes that stand side by side; a scene alone has its own. */
    readonly frame?: Frame;
    readonly camera?: SharedCamera;
    /** Name of the variable that holds the colour of tools and reach. */
    readonly tone?: string;
  },
) {
  const place = useRef<HTMLDivElement>(null);
  const scene = useRef<BodyScene3D | null>(null);
  const { body, positions, cloud, marked = null, trail, label, tone = '--k-accent' } = props;
  const own = useMemo(() => ({ frame: frameOf([body]), camera: new SharedCamera() }), [body]);
  const { frame = own.frame, camera = own.camera } = props;
  useEffect(() => {
    if (place.current === null) return undefined;
    scene.current = createScene(place.current, { body, frame, camera, tone });
    return () => {
      scene.current?.dispose();
      scene.current = null;
    };
  }, [body, frame, camera, tone]);
  useEffect(
    () => scene.current?.show({ positions, cloud, marked, ...(trail === undefined ? {} : { trail }) }),
    [body, frame, camera, tone, positions, cloud, marked, trail],
  );
  if (!hasWebGl()) return <SkeletonDrawing body={body} label={label} />;
  return <div ref={place} className={styles.scene} role="img" aria-label={label} />;
}

let webGl: boolean | undefined;

function hasWebGl(): boolean {
  webGl ??= document.createElement('canvas').getContext('webgl2') !== null;
  return webGl;
}
