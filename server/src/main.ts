/** The language server for Node and for web workers: one program with two ends, so that the extension holds it once. */
const loading = 'WorkerGlobalScope' in globalThis ? import('./main.web.ts') : import('./main.node.ts');
loading.catch((error: unknown) => {
  // Nobody hears of a rejected promise in a worker: the client would wait for ever. An exception ends the worker as it ends a process.
  setTimeout(() => {
    throw error;
  });
});
