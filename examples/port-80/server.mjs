import { createServer } from 'node:http';

const server = createServer((request, response) => response.end(`port ${server.address().port}`));
server.listen(process.env.PORT || 8000);
