/** Lets people into a node's console: by the link of `kin console`, by the token in it, or by an account of this node. */

import { useLayoutEffect, type ReactNode } from 'react';
import { useConsoleSelf, useConsoleSignIn } from '../api/console.ts';
import { ErrorState } from '../components/error-state.tsx';
import { LoadingState } from '../components/loading-state.tsx';
import { SignInPage } from './sign-in-page.tsx';

/** The part of the link that never reaches a server. */
const TOKEN_LINK = /^#token=([\x21-\x7e]{1,256})$/;

/** Shows `children` to whoever is signed in, and the way in to everybody else. */
export function ConsoleGate({ children }: { readonly children: ReactNode }) {
  const self = useConsoleSelf(true);
  const signIn = useConsoleSignIn();
  const { mutate } = signIn;
  // Before anything is painted: whoever follows a link of the navigation at once must not lose the token on the way.
  useLayoutEffect(() => {
    const token = TOKEN_LINK.exec(window.location.hash)?.[1];
    if (token === undefined) return;
    // The token stays in no history of the browser.
    window.history.replaceState(null, '', window.location.pathname + window.location.search);
    mutate({ token });
  }, [mutate]);
  if (self.isError) return <ErrorState error={self.error} onRetry={() => void self.refetch()} />;
  if (self.data === undefined || signIn.isPending) return <LoadingState />;
  if (self.data.kind === 'anonymous') return <SignInPage signIn={signIn} />;
  return children;
}
