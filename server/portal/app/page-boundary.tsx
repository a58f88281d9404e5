/** A page that throws shows its error; the shell stays. */

import { Component, type ReactNode } from 'react';
import { ErrorState } from '../components/error-state.tsx';

interface State {
  readonly error: unknown;
  readonly failed: boolean;
}

/** Catches what a page throws while it renders, or while it is loaded. */
export class PageBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: undefined, failed: false };

  static getDerivedStateFromError(error: unknown): State {
    return { error, failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <ErrorState
        error={this.state.error}
        onRetry={() => this.setState({ error: undefined, failed: false })}
      />
    );
  }
}
