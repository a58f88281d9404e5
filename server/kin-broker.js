#!/usr/bin/env node
import { launch } from '../platform/launcher.js';

void launch('server/main.ts', process.argv.slice(2));
