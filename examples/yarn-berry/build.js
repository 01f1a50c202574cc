import { cpSync } from 'node:fs';
import isNumber from 'is-number';

if (!isNumber('1')) throw new Error('the build needs its development dependencies');
cpSync('src', 'dist', { recursive: true });
