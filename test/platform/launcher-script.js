import { launch, SMALL_HEAP_FLAGS } from '../../platform/launcher.js';

const argv = process.argv.slice(2);
void launch('test/platform/launcher-program.ts', argv, {
  flags: argv[1] === 'small' ? SMALL_HEAP_FLAGS : [],
});
