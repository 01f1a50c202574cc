/** Asks an application over HTTP: from this machine where its port is published, else from a container in its network. */

/** What the probe prints for one path. */
export interface RawAnswer {
  readonly path: string;
  /** 0: no answer, and `reason` says why. */
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: number;
  readonly sha256: string;
  readonly start: string;
  readonly varies: boolean;
}

export interface ProbeQuestion {
  readonly host: string;
  readonly port: number;
  readonly paths: readonly string[];
  readonly headers: readonly string[];
  /** How long to wait for the first answer, and how long for each one after it. */
  readonly waitSeconds: number;
  readonly answerSeconds: number;
}

/** Printed on a line of its own when the first answer is there. */
export const FIRST_ANSWER = 'first answer';

/**
 * A program for `node -e`, with the question as its argument. It runs with whatever Node the image holds, so it is plain old JavaScript.
 * The first path is asked until something answers; then each path is asked twice, because a body that changes by itself cannot be compared.
 * Prints FIRST_ANSWER, then the answers as one line of JSON.
 */
export const PROBE_PROGRAM = `
const http = require('http'), crypto = require('crypto');
const question = JSON.parse(process.argv[process.argv.length - 1]);
const limit = 8 * 1024 * 1024;
process.on('SIGTERM', function () { process.exit(0); });
function none(path, reason) {
  return { path: path, status: 0, reason: reason, headers: {}, bytes: 0, sha256: '', start: '', varies: false };
}
function ask(path, milliseconds) {
  return new Promise(function (resolve) {
    const request = http.get({ host: question.host, port: question.port, path: path, agent: false, headers: { accept: '*/*' } }, function (response) {
      const hash = crypto.createHash('sha256');
      let bytes = 0, start = '';
      const finish = function () {
        clearTimeout(clock);
        const headers = {};
        question.headers.forEach(function (name) {
          if (response.headers[name] !== undefined) headers[name] = String(response.headers[name]);
        });
        resolve({ path: path, status: response.statusCode, reason: '', headers: headers, bytes: bytes, sha256: hash.digest('hex'), start: start.slice(0, 200), varies: false });
        request.destroy ? request.destroy() : request.abort();
      };
      response.on('data', function (part) {
        bytes += part.length;
        hash.update(part);
        if (start.length < 200) start += part.toString('utf8');
        if (bytes > limit) finish();
      });
      response.on('end', finish);
      response.on('error', function (error) { clearTimeout(clock); resolve(none(path, error.message)); });
    });
    const clock = setTimeout(function () {
      resolve(none(path, 'no answer within ' + Math.round(milliseconds / 1000) + ' s'));
      request.abort();
    }, milliseconds);
    request.on('error', function (error) { clearTimeout(clock); resolve(none(path, error.code || error.message)); });
  });
}
function pause(milliseconds) { return new Promise(function (resolve) { setTimeout(resolve, milliseconds); }); }
async function main() {
  const end = Date.now() + question.waitSeconds * 1000;
  let first = none('/', '');
  for (;;) {
    first = await ask(question.paths[0], Math.max(1000, Math.min(end - Date.now(), question.answerSeconds * 1000)));
    if (first.status !== 0 || Date.now() > end) break;
    await pause(50);
  }
  if (first.status === 0) {
    process.stdout.write(JSON.stringify(question.paths.map(function (path) { return none(path, first.reason); })) + '\\n');
    return;
  }
  process.stdout.write('${FIRST_ANSWER}\\n');
  const answers = [];
  for (const path of question.paths) {
    const one = await ask(path, question.answerSeconds * 1000);
    const other = one.status === 0 ? one : await ask(path, question.answerSeconds * 1000);
    one.varies = one.sha256 !== other.sha256;
    answers.push(one);
  }
  process.stdout.write(JSON.stringify(answers) + '\\n');
}
main();
`;
