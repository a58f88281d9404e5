/** Serves the built portal: hashed files for ever, the page fresh and under a nonce of its own. */

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { serveAssets } from './packed-assets.ts';
import { NONCE_PLACEHOLDER } from './portal-nonce.ts';
import { pagePolicy } from './security.ts';

const NONCE_BYTES = 16;
/** Names with a content hash in them never change. */
const ASSET_AGE_MS = 31_536_000_000;
/** What belongs to the API and the log stays a problem document when it is not there. */
const PAGES = /^\/(?!v1(?:\/|$)|log(?:\/|$)|\.well-known\/|assets\/|openapi\.json|metrics$|healthz$)/;

/** A page under a nonce, or undefined. */
type PageReader = (nonce: string) => Promise<string | undefined>;

/** Adds the portal after the API's routes. `fallback` answers for the first page while there is no built portal. */
export function servePortal(
  app: Express,
  options: {
    readonly folder: string;
    readonly fallback?: PageReader;
  },
): void {
  const { folder, fallback } = options;
  const page = createPageReader(join(folder, 'index.html'));
  const assets = join(folder, 'assets');
  app.use('/assets', serveAssets(assets, ASSET_AGE_MS));
  app.use(express.static(folder, { index: false, maxAge: 0 }));
  app.get(PAGES, (request: Request, response: Response, next: NextFunction) =>
    answerPage({ request, response, page, fallback }, next),
  );
}

/** Sends the page of an address, or passes on when there is none. */
async function answerPage(
  call: {
    readonly request: Request;
    readonly response: Response;
    readonly page: PageReader;
    readonly fallback: PageReader | undefined;
  },
  next: NextFunction,
): Promise<void> {
  const { request, response } = call;
  // Programs take anything; whoever asks for HTML by name looks at it.
  if (request.path !== '/' && request.get('accept')?.includes('text/html') !== true) return next();
  const nonce = randomBytes(NONCE_BYTES).toString('base64url');
  const html = (await call.page(nonce)) ?? (request.path === '/' ? await call.fallback?.(nonce) : undefined);
  if (html === undefined) return next();
  response.set({ 'content-security-policy': pagePolicy(nonce), 'cache-control': 'no-store' });
  response.type('html').send(html);
}

/** Reads the page anew when it was built anew. */
function createPageReader(path: string): PageReader {
  let kept: { readonly changed: number; readonly text: string } | undefined;
  return async (nonce) => {
    if (!existsSync(path)) return undefined;
    const { mtimeMs } = await stat(path);
    if (kept?.changed !== mtimeMs) kept = { changed: mtimeMs, text: await readFile(path, 'utf8') };
    return kept.text.replaceAll(NONCE_PLACEHOLDER, nonce);
  };
}
