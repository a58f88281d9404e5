/** Version of the program as reports name it. */
export const PROGRAM_VERSION = '0.1.0';
