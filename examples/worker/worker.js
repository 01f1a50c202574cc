import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { queue: { type: 'string' } } });
let job = 0;
let isStopping = false;

console.log(`waiting for jobs of ${values.queue} every ${process.env.INTERVAL_MS} ms`);
const timer = setInterval(() => {
  job++;
  console.log(`job ${job} done`);
  if (isStopping) process.exit(0);
}, Number(process.env.INTERVAL_MS));

// The job that is under way is finished first.
process.on('SIGINT', () => {
  isStopping = true;
  console.log('stopping');
  if (job === 0) clearInterval(timer);
});
