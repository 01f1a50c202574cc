/** A repository on the loopback interface. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

export interface IndexServer {
  /** Without a slash at its end. */
  readonly address: string;
  readonly requests: readonly IncomingMessage[];
  readonly close: () => Promise<void>;
}

/** Closed when the test is over, with all that still hangs on it. */
export async function serve(test: TestContext, answer: RequestListener): Promise<IndexServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  test.after(close);
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, requests, close };
}
