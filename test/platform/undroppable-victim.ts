/** A victim on a Node that cannot take a right back from a process. */

Object.defineProperty(process.permission, 'drop', { value: undefined });

export { run } from './confined-victim.ts';
