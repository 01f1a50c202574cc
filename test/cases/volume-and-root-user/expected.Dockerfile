FROM cgr.dev/chainguard/node:latest-dev AS builder

WORKDIR /app
COPY package.json .
RUN npm install --production
COPY server.js .
USER root
RUN mkdir -p /data/uploads

FROM cgr.dev/chainguard/node:latest

COPY --from=builder --chown=node:node /app /app
COPY --from=builder --chown=node:node /data/uploads /data/uploads
# uploads live outside of the application
VOLUME /data/uploads
WORKDIR /app
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["node", "server.js"]
