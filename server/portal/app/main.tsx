/** Starts the portal: words first, so that nothing is shown in a language that then changes. */

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
// First: it says in which order the layers count.
import '../styles/base.css';
import '@mantine/core/styles.layer.css';
import { App } from './app.tsx';
import { adoptNonce } from './nonce.ts';
import { startWords } from './words.ts';

adoptNonce();
await startWords();
const root = document.querySelector('#root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
