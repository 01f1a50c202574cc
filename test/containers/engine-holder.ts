/** A run that opens an engine and waits to be killed: prints `{ "folder" }`, or `{ "reason" }`, as one line of JSON. */
import { dirname } from 'node:path';
import { openEngine } from '../../scripts/containers/engine/open.ts';
import { thisMachine } from '../../scripts/containers/engine/prerequisites.ts';

const opened = await openEngine({ machine: thisMachine(), choice: process.env['CONTAINERS_ENGINE'] ?? '', say: () => undefined });
process.stdout.write(`${JSON.stringify('engine' in opened ? { folder: dirname(opened.engine.scratch) } : opened)}\n`);
setInterval(() => undefined, 60_000);
