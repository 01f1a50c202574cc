import { createServer } from 'node:http';
import ms from 'ms';

const server = createServer((request, response) => response.end(`yarn berry, ${ms('2 days')}`));
server.listen(3000);
process.on('SIGTERM', () => server.close());
