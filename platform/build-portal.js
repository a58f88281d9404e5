#!/usr/bin/env node
import { launch } from './launcher.js';

void launch('platform/build-portal.ts', process.argv.slice(2));
