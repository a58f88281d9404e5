/** The portal as a whole: theme, server state, the shell around one page. */

import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { createQueryClient } from '../api/query-client.ts';
import { pageNonce } from './nonce.ts';
import { schemeManager } from './scheme.ts';
import { Shell } from './shell.tsx';
import { cssVariables, theme } from './theme.ts';

const queries = createQueryClient();

/** The application. */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={schemeManager}
      defaultColorScheme="auto"
      getStyleNonce={pageNonce}
    >
      <QueryClientProvider client={queries}>
        <Shell />
      </QueryClientProvider>
    </MantineProvider>
  );
}
