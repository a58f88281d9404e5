/** The three states of a query, so that no page forgets one. */

import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState } from './error-state.tsx';
import { LoadingState } from './loading-state.tsx';

/** Shows the wait, the error with a way to retry, or what `children` makes of the data. */
export function QueryView<T>(props: {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
  /** What is waited for, in words. */
  readonly what?: string;
  /** 1 when the page has no heading but what the data brings: then an error brings it. */
  readonly level?: 1;
}) {
  const { query } = props;
  if (query.data !== undefined) return <>{props.children(query.data)}</>;
  if (query.isError)
    return (
      <ErrorState
        error={query.error}
        onRetry={() => void query.refetch()}
        {...(props.level === undefined ? {} : { level: props.level })}
      />
    );
  return <LoadingState {...(props.what === undefined ? {} : { what: props.what })} />;
}
