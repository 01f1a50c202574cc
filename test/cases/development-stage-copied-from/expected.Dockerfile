FROM cgr.dev/chainguard/node:latest-dev AS base
USER root
WORKDIR /opt
COPY package*.json ./
RUN npm ci

FROM base AS dev
RUN npm install
USER 65532
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["nodemon", "app.js"]

FROM base AS test
COPY --from=dev /opt/node_modules /opt/node_modules
RUN npm test

FROM base AS builder
COPY app.js ./

FROM cgr.dev/chainguard/node:latest AS prod
COPY --from=builder --chown=node:node /opt /opt
WORKDIR /opt
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["node", "app"]
