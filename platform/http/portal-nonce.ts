/** The word that stands in the built page where each answer puts its own nonce. */

/** Replaced in every answer; see {@link servePortal}. */
export const NONCE_PLACEHOLDER = '__KINSHIP_NONCE__';
