import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifyImage } from '../../../server/src/images/index.ts';

const KINDS: readonly (readonly [reference: string, kind: string, detail?: Readonly<Record<string, unknown>>])[] = [
  ['node', 'official-node'],
  ['node:20-alpine', 'official-node'],
  ['docker.io/library/node:lts', 'official-node'],
  ['public.ecr.aws/docker/library/node:22', 'official-node'],
  ['mirror.gcr.io/library/node:22', 'official-node'],
  ['node:$NODE_VERSION', 'official-node'],
  ['node@sha256:0a1b', 'official-node', { tag: undefined }],
  ['cgr.dev/chainguard/node', 'chainguard-node', { organization: undefined, fips: false }],
  ['cgr.dev/chainguard/node:latest-dev', 'chainguard-node', { organization: undefined }],
  ['cgr.dev/example.com/node:22-slim', 'chainguard-node', { organization: 'example.com' }],
  ['cgr.dev/example.com/node-fips:22-dev', 'chainguard-node', { fips: true }],
  ['chainguard/node:latest', 'chainguard-node', { organization: undefined }],
  ['cgr.dev/chainguard/nginx', 'chainguard-other', { image: 'nginx', holdsNode: false }],
  ['cgr.dev/chainguard/wolfi-base', 'chainguard-other', { image: 'wolfi-base' }],
  ['gcr.io/distroless/nodejs20-debian12:nonroot', 'distroless-node', { major: 20, debian: '12', nonroot: true, debug: false }],
  ['gcr.io/distroless/nodejs18-debian11:debug-nonroot', 'distroless-node', { major: 18, debian: '11', nonroot: true, debug: true }],
  ['gcr.io/distroless/nodejs:16', 'distroless-node', { major: 16, debian: undefined }],
  ['gcr.io/distroless/nodejs${V}-debian12', 'distroless-node', { major: undefined, debian: '12' }],
  ['gcr.io/distroless/static-debian12', 'other', { family: 'distroless', holdsNode: false }],
  ['nginx', 'nginx', { unprivileged: false, libc: 'glibc' }],
  ['nginx:1.27-alpine', 'nginx', { libc: 'musl' }],
  ['nginxinc/nginx-unprivileged:alpine', 'nginx', { unprivileged: true }],
  ['scratch', 'scratch'],
  ['alpine:3.20', 'other', { family: 'alpine', holdsNode: false, libc: 'musl', packages: 'alpine' }],
  ['debian:bookworm-slim', 'other', { family: 'debian', packages: 'debian' }],
  ['ubuntu:22.04', 'other', { family: 'ubuntu', libc: 'glibc' }],
  ['golang:1.22-alpine', 'other', { family: 'golang', holdsNode: false, libc: 'musl', packages: 'alpine' }],
  ['registry.access.redhat.com/ubi9/nodejs-20', 'other', { family: 'ubi-node', holdsNode: true }],
  ['registry.access.redhat.com/ubi9/ubi-minimal', 'other', { family: 'ubi', holdsNode: false }],
  ['oven/bun:1', 'other', { family: 'bun' }],
  ['denoland/deno', 'other', { family: 'deno' }],
  ['mcr.microsoft.com/playwright:v1.50.0-jammy', 'other', { family: 'playwright', holdsNode: true }],
  ['mcr.microsoft.com/windows/servercore:ltsc2022', 'other', { family: 'windows', system: 'windows' }],
  ['golang:1.22-nanoserver', 'other', { family: 'golang', system: 'windows' }],
  ['ghcr.io/puppeteer/puppeteer:22', 'other', { family: 'puppeteer', holdsNode: true }],
  ['cypress/browsers', 'other', { family: 'cypress', holdsNode: true }],
  ['keymetrics/pm2:latest-alpine', 'other', { family: 'pm2', holdsNode: true }],
  ['bitnami/node:20', 'other', { family: 'bitnami-node', holdsNode: true }],
  ['circleci/node:12', 'other', { family: 'circleci-node', holdsNode: true }],
  ['cimg/node:20.1', 'other', { family: 'circleci-node', holdsNode: true }],
  ['mhart/alpine-node:12', 'other', { family: 'alpine-node', libc: 'musl' }],
  ['mcr.microsoft.com/devcontainers/javascript-node:1-20', 'other', { family: 'devcontainers-node' }],
  ['arm64v8/node:20', 'other', { family: 'node-per-architecture', holdsNode: true }],
  ['registry.example.com/base/node:20', 'other', { family: 'unknown', holdsNode: undefined, resembles: 'docker.io/library/node' }],
  ['example/app', 'other', { family: 'unknown', holdsNode: undefined, resembles: undefined }],
  ['${REGISTRY}/node:20', 'unresolved', { endsInNode: true }],
  ['${BASE_IMAGE}', 'unresolved', { endsInNode: false }],
];

for (const [reference, kind, detail] of KINDS) {
  test(`${reference} is ${kind}${detail === undefined ? '' : ` ${JSON.stringify(detail)}`}`, () => {
    const image = classifyImage(reference);
    assert.equal(image.kind, kind);
    const told = Object.fromEntries(
      Object.keys(detail ?? {}).map((key) => [key, Object.entries(image).find(([name]) => name === key)?.[1]]),
    );
    assert.deepEqual(told, detail ?? {});
  });
}

test("a registry of one's own is known from the settings", () => {
  const settings = { registry: 'registry.example.com/cgr', organization: 'acme', nodeVersion: 'keep' } as const;
  const image = classifyImage('registry.example.com/cgr/acme/node:22-dev', settings);
  assert.equal(image.kind, 'chainguard-node');
  assert.equal(image.kind === 'chainguard-node' ? image.organization : '', 'acme');
  assert.equal(classifyImage('registry.example.com/cgr/acme/node:22-dev').kind, 'other');
});
