FROM cgr.dev/chainguard/node:latest-dev AS builder
USER root
WORKDIR /srv/board
RUN chown node:node /srv/board && mkdir -p /var/lib/board && chown node:node /var/lib/board
USER node
COPY --chown=node:node package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .

FROM cgr.dev/chainguard/node:latest
WORKDIR /srv/board
COPY --from=builder /srv/board /srv/board
COPY --from=builder --chown=node:node /var/lib/board /var/lib/board
EXPOSE 3000
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["node", "server.js"]
