/** The nonce under which this answer of the server lets style elements in (platform/http/portal-pages.ts). */

/** Nonce of this page, or an empty text when the page is not served by Kinship. */
export function pageNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/** Tells libraries that make style elements of their own (the scroll lock below dialogs) under which nonce. */
export function adoptNonce(): void {
  Object.assign(globalThis, { __webpack_nonce__: pageNonce() });
}
