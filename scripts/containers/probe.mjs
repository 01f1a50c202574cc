// Runs inside the network of a container, with this machine's node: asks, and prints the answers as JSON.
// Argument: { port, waitSeconds, requests: [{ method, path, send }] } as JSON. Waits until the port answers at all.
import { request as httpRequest } from 'node:http';

const { port, waitSeconds, requests } = JSON.parse(process.argv[2]);
const end = Date.now() + waitSeconds * 1000;
const answers = [];
for (const question of requests) {
  for (;;) {
    const answer = await ask(question);
    if (answer.status !== 0 || Date.now() > end) {
      answers.push({ ...answer, at: Date.now() });
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
process.stdout.write(JSON.stringify(answers));

function ask({ method = 'GET', path, send }) {
  return new Promise((resolve) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, method, agent: false, timeout: 5000 }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', (error) => resolve({ status: 0, headers: {}, body: error.message }));
      response.on('end', () => {
        const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
        resolve({ status: response.statusCode, headers, body: Buffer.concat(parts).toString() });
      });
    });
    request.on('timeout', () => request.destroy(new Error('no answer within 5 s')));
    request.on('error', (error) => resolve({ status: 0, headers: {}, body: error.message }));
    // On the error output, so that who waits for it knows that there is a request to be answered.
    request.on('finish', () => process.stderr.write('sent\n'));
    request.end(send);
  });
}
