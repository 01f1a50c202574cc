// The language client is most of the client's code, and is loaded after the activation: it lies in a bundle of its own.

/** @type {import('esbuild').Plugin} */
export const languageClientApart = {
  name: 'language-client-apart',
  setup(build) {
    build.onResolve({ filter: /^\.\/server-process\.ts$/ }, () => ({ path: './language-client.cjs', external: true }));
  },
};
