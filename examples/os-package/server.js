import { execFile } from 'node:child_process';
import { createServer } from 'node:http';

// Another program does the work: it asks this very server over the network.
createServer((request, response) => {
  if (request.url === '/inner') {
    response.end('inner answer');
    return;
  }
  execFile('curl', ['--silent', '--fail', 'http://127.0.0.1:3000/inner'], (error, stdout) => {
    if (error) response.writeHead(500).end(error.message);
    else response.end(`curl got: ${stdout}`);
  });
}).listen(3000);

process.on('SIGTERM', () => process.exit(0));
