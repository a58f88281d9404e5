#!/usr/bin/env node
import { launch, SMALL_HEAP_FLAGS } from '../platform/launcher.js';

const argv = process.argv.slice(2);
void launch('node/main.ts', argv, { flags: argv[0] === 'node' ? SMALL_HEAP_FLAGS : [] });
