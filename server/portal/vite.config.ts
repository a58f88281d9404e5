/** How the portal is built. `KINSHIP_API` names a running broker or console for `npx vite server/portal`. */

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { NONCE_PLACEHOLDER } from '../../platform/http/portal-nonce.ts';

const API = process.env['KINSHIP_API'] ?? 'http://127.0.0.1:7400';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  html: { cspNonce: NONCE_PLACEHOLDER },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    reportCompressedSize: false,
  },
  server: { proxy: { '/v1': API, '/log': API, '/.well-known': API, '/openapi.json': API } },
});
