import { createServer } from 'node:http';
import ms from 'ms';

createServer((request, response) => {
  response.end(`built with BUILT_WITH, ${process.env.APP_NAME} ${process.env.NODE_ENV}, ${ms(60000)}`);
}).listen(Number(process.env.PORT));

process.on('SIGTERM', () => process.exit(0));
