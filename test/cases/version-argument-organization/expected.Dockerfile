ARG NODE_VERSION=20.11.1
ARG SUITE=bookworm

FROM cgr.dev/example.com/node:${NODE_VERSION} AS app
WORKDIR /app
COPY --chown=node:node . .
USER 65532
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["node", "index.mjs"]

FROM debian:${SUITE} AS tools
RUN apt-get update
