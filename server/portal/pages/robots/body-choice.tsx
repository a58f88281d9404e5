/** One side of the comparison: a robot of the catalog, or one whose description is read here and goes nowhere. */

import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UpAxis } from '#contracts/embodiment/description/gravity.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { useFormat } from '../../app/format.ts';
import { errorWords } from '../../api/error-words.ts';
import { useBodies, type NamedBody } from '../../api/robots.ts';
import { keepOwnRobot, useOwnRobots } from '../../body/own-robots.ts';
import { faultWords } from '../../api/error-words.ts';
import { readRobotFile, standsByFile } from '../../body/read-robot.ts';
import { RobotWarnings } from '../../body/robot-warnings.tsx';
import { UpChoice } from '../../body/up-choice.tsx';
import { DropZone } from '../../components/drop-zone.tsx';
import layout from '../../components/layout.module.css';
import { SideMark, type Side } from './side-mark.tsx';
import styles from './compare.module.css';

/** The choice. */
export function BodyChoice(props: {
  readonly side: Side;
  readonly body: NamedBody | undefined;
  /** Why the body of the address is not there. */
  readonly error: unknown;
  readonly onChoose: (id: string) => void;
}) {
  const { t } = useTranslation('robots');
  const { side, body, error, onChoose } = props;
  const { given, trouble, read } = useDropped(onChoose);
  const groups = useGroups();
  const own = useOwnRobots().find(({ id }) => id === body?.id);
  const problem = trouble ?? (error === null ? null : errorWords(error, t));
  return (
    <div className={styles.choice}>
      <div className={styles.chosen}>
        <SideMark side={side} />
        <Select
          label={t('compare.robot', { side: side.toUpperCase() })}
          placeholder={t('compare.choose')}
          searchable
          value={body?.id ?? null}
          allowDeselect={false}
          data={groups.filter(({ items }) => items.length > 0)}
          onChange={(id) => {
            if (id !== null) onChoose(id);
          }}
        />
      </div>
      <DropZone
        label={t('compare.drop')}
        hint={t('compare.dropHint')}
        accept=".urdf,.xml,.mjcf"
        onFiles={(files) => void read(files[0], null)}
      />
      {given === null || given.id !== body?.id ? null : (
        <UpChoice up={given.up} onChoose={(up) => void read(given.file, up)} />
      )}
      {own === undefined ? null : <RobotWarnings warnings={own.warnings} />}
      {problem === null ? null : (
        <p className={layout.trouble} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

/** The file that was dropped last, to be read again with another vertical where that matters, and why one cannot be read. */
function useDropped(onChoose: (id: string) => void) {
  const { t } = useTranslation('robots');
  const [trouble, setTrouble] = useState<string | null>(null);
  const [given, setGiven] = useState<DroppedFile | null>(null);
  const read = async (file: File | undefined, up: UpAxis | null): Promise<void> => {
    if (file === undefined) return;
    setTrouble(null);
    try {
      const robot = await readRobotFile(file, up);
      keepOwnRobot(robot);
      setGiven(up !== null || standsByFile(robot.embodiment) ? { file, up, id: robot.id } : null);
      onChoose(robot.id);
    } catch (cause) {
      setTrouble(isExchangeError(cause) ? faultWords(cause) : t('compare.unreadable'));
    }
  };
  return { given, trouble, read };
}

interface DroppedFile {
  readonly file: File;
  readonly up: UpAxis | null;
  /** Id of what was read. */
  readonly id: string;
}

/** Robots to choose from: those read in this tab, then those of the catalog. */
function useGroups() {
  const { t } = useTranslation('robots');
  const format = useFormat();
  const own = useOwnRobots();
  const bodies = useBodies();
  const listed = (bodies.data ?? []).filter(({ id }) => own.every((robot) => robot.id !== id));
  return [
    { group: t('compare.own'), items: own.map(({ id, name }) => ({ value: id, label: name })) },
    {
      group: t('compare.listed'),
      items: listed.map(({ id, label }) => ({ value: id, label: format.body(label) })),
    },
  ];
}
