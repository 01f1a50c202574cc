ARG SUITE=bookworm

FROM cgr.dev/chainguard/node:latest AS app
WORKDIR /app
COPY --chown=node:node . .
USER 65532
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["node", "index.mjs"]

FROM debian:${SUITE} AS tools
RUN apt-get update
