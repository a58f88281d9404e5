/** A body in three dimensions, drawn from its canonical form: links as rods, joints as barrels along their axes, the reach as points. */

import { useEffect, useRef } from 'react';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { createScene, type BodyScene3D } from './create-scene.ts';
import { SkeletonDrawing } from './skeleton-drawing.tsx';
import styles from './robots.module.css';

/** The scene; without WebGL the line drawing stands in its place. */
export function BodyScene(props: {
  readonly body: Embodiment;
  readonly positions: readonly number[];
  readonly cloud: boolean;
  readonly label: string;
}) {
  const place = useRef<HTMLDivElement>(null);
  const scene = useRef<BodyScene3D | null>(null);
  const { body, positions, cloud, label } = props;
  useEffect(() => {
    if (place.current === null) return undefined;
    scene.current = createScene(place.current, body);
    return () => {
      scene.current?.dispose();
      scene.current = null;
    };
  }, [body]);
  useEffect(() => scene.current?.show(positions, cloud), [body, positions, cloud]);
  if (!hasWebGl()) return <SkeletonDrawing body={body} label={label} />;
  return <div ref={place} className={styles.scene} role="img" aria-label={label} />;
}

let webGl: boolean | undefined;

function hasWebGl(): boolean {
  webGl ??= document.createElement('canvas').getContext('webgl2') !== null;
  return webGl;
}
