#!/usr/bin/env node
import { launch } from '../platform/launcher.js';

void launch('demo/main.ts', process.argv.slice(2));
