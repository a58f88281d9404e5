/** The question: my robot, my task, what I want the data for. */

import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isExchangeError } from '#contracts/errors.ts';
import {
  MATCH_USES,
  MAX_TASK_TEXT,
  type MatchQueryInput,
  type MatchUse,
} from '#contracts/matching/schema.ts';
import type { UpAxis } from '#contracts/embodiment/description/gravity.ts';
import { keepOwnRobot } from '../../body/own-robots.ts';
import { DropZone } from '../../components/drop-zone.tsx';
import { Panel } from '../../components/panel.tsx';
import { drivesOf } from '#contracts/embodiment/body/drives.ts';
import { faultWords } from '../../api/error-words.ts';
import { readRobotFile, standsByFile, type ReadRobot } from '../../body/read-robot.ts';
import { RobotWarnings } from '../../body/robot-warnings.tsx';
import { UpChoice } from '../../body/up-choice.tsx';
import layout from '../../components/layout.module.css';
import type { Asked } from './asked.ts';
import styles from './match-page.module.css';

/** The form. */
export function QuestionForm(props: {
  readonly pending: boolean;
  /** What was asked last: the form begins there. */
  readonly asked: Asked | null;
  readonly onAsk: (question: Asked) => void;
}) {
  const { t } = useTranslation('match');
  const [robot, setRobot] = useState(props.asked?.robot ?? null);
  const [task, setTask] = useState(props.asked?.query.task ?? '');
  const [use, setUse] = useState<MatchUse>(props.asked?.query.use ?? 'fine-tune');
  const [hours, setHours] = useState<number | string>(props.asked?.query.filters?.minHours ?? '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const query: MatchQueryInput = {
      ...(robot === null ? {} : { embodiment: robot.embodiment }),
      ...(task.trim() === '' ? {} : { task: task.trim() }),
      use,
      filters: typeof hours === 'number' && hours > 0 ? { minHours: hours } : {},
    };
    props.onAsk({ robot, query });
  };
  return (
    <Panel title={t('question.title')}>
      <form className={styles.form} onSubmit={submit}>
        <RobotDrop robot={robot} onRobot={setRobot} />
        <TextInput
          label={t('question.task')}
          description={t('question.taskHint')}
          placeholder={t('question.taskExample')}
          value={task}
          maxLength={MAX_TASK_TEXT}
          onChange={(event) => setTask(event.currentTarget.value)}
        />
        <Select
          label={t('question.use')}
          value={use}
          allowDeselect={false}
          data={MATCH_USES.map((value) => ({ value, label: t(`app:use.${value}`) }))}
          onChange={(value) => setUse(MATCH_USES.find((known) => known === value) ?? 'fine-tune')}
        />
        <NumberInput
          label={t('question.hours')}
          value={hours}
          min={0}
          allowNegative={false}
          onChange={setHours}
        />
        <div>
          <Button type="submit" loading={props.pending} disabled={robot === null && task.trim() === ''}>
            {t('question.ask')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

function RobotDrop(props: {
  readonly robot: ReadRobot | null;
  readonly onRobot: (robot: ReadRobot | null) => void;
}) {
  const { t } = useTranslation('match');
  const [trouble, setTrouble] = useState<string | null>(null);
  // The file at hand, to be read again with another vertical; gone after a reload, the robot is not.
  const [given, setGiven] = useState<{ readonly file: File; readonly up: UpAxis | null } | null>(null);
  const read = async (file: File | undefined, up: UpAxis | null): Promise<void> => {
    if (file === undefined) return;
    setTrouble(null);
    setGiven({ file, up });
    try {
      const robot = await readRobotFile(file, up);
      keepOwnRobot(robot);
      props.onRobot(robot);
    } catch (error) {
      props.onRobot(null);
      setTrouble(isExchangeError(error) ? faultWords(error) : t('robot.unreadable'));
    }
  };
  const { robot } = props;
  return (
    <div className={styles.form}>
      <DropZone
        label={t('robot.drop')}
        hint={t('robot.hint')}
        accept=".urdf,.xml,.mjcf"
        onFiles={(files) => void read(files[0], null)}
      />
      {robot === null ? null : (
        <>
          <p role="status">
            <strong>{robot.name}</strong>{' '}
            <span className={layout.soft}>
              {t('robot.read', { file: robot.file, count: robot.degreesOfFreedom })}
              <Motors robot={robot} />
            </span>
          </p>
          <RobotWarnings warnings={robot.warnings} />
        </>
      )}
      {robot === null || given === null || !(given.up !== null || standsByFile(robot.embodiment)) ? null : (
        <UpChoice up={given.up} onChoose={(up) => void read(given.file, up)} />
      )}
      {trouble === null ? null : (
        <p className={layout.trouble} role="alert">
          {trouble}
        </p>
      )}
    </div>
  );
}

/** How many motors move the joints, where they are fewer. */
function Motors({ robot }: { readonly robot: ReadRobot }) {
  const { t } = useTranslation('match');
  const { motors } = drivesOf(robot.embodiment);
  return motors === robot.degreesOfFreedom ? null : t('robot.motors', { count: motors });
}
