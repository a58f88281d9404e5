/** The search box: words and filters in one line, `cups hours>10 method:teleop`. */

import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { typed } from './search-state.ts';
import styles from './search-bar.module.css';

const EXAMPLES = ['hours>10 method:teleop', 'body:humanoid', 'dof:7 force', 'quality>90%'];

/** The box; its words stay, its filters become chips. */
export function SearchBar(props: {
  readonly params: URLSearchParams;
  readonly onSearch: (params: URLSearchParams) => void;
}) {
  const { t } = useTranslation('catalog');
  const words = props.params.get('q') ?? '';
  return <Box key={words} {...props} words={words} label={t('search.label')} />;
}

function Box(props: {
  readonly params: URLSearchParams;
  readonly onSearch: (params: URLSearchParams) => void;
  readonly words: string;
  readonly label: string;
}) {
  const { t } = useTranslation('catalog');
  const [text, setText] = useState(props.words);
  const [unknown, setUnknown] = useState<readonly string[]>([]);
  const search = (wanted: string): void => {
    const read = typed(props.params, wanted);
    setUnknown(read.unknown);
    // Nothing is searched for that was not understood.
    if (read.unknown.length > 0) return;
    props.onSearch(read.params);
    setText(read.params.get('q') ?? '');
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    search(text);
  };
  return (
    <form role="search" className={styles.form} onSubmit={onSubmit}>
      <TextInput
        className={styles.box}
        label={props.label}
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.currentTarget.value)}
        error={unknown.length === 0 ? null : t('search.unknown', { what: unknown.join(' ') })}
      />
      <Button type="submit" className={styles.go}>
        {t('search.go')}
      </Button>
      <p className={styles.examples}>
        {t('search.examples')}{' '}
        {EXAMPLES.map((example) => (
          <button key={example} type="button" onClick={() => search(`${props.words} ${example}`)}>
            <code>{example}</code>
          </button>
        ))}
      </p>
    </form>
  );
}
