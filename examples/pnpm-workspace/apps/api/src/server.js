import { createServer } from 'node:http';
import { greet } from 'greeting';
import ms from 'ms';

createServer((request, response) => response.end(`${greet('pnpm')}, ${ms('2h')}`)).listen(3000);
