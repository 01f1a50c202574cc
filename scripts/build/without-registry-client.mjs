// dockerfile-language-service completes image tags by asking Docker Hub. We are offline: the bundles hold a registry client that knows no tags.

/** @type {import('esbuild').Plugin} */
export const withoutRegistryClient = {
  name: 'without-registry-client',
  setup(build) {
    build.onLoad({ filter: /dockerfile-language-service[\\/]lib[\\/]dockerRegistryClient\.js$/ }, () => ({
      contents: 'exports.DockerRegistryClient = class { getTags() { return Promise.resolve([]); } };',
      loader: 'js',
    }));
  },
};
