#!/usr/bin/env node
import { launch } from '../platform/launcher.js';

launch('demo/main.ts', process.argv.slice(2));
