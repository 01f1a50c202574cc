FROM cgr.dev/chainguard/node:latest-dev AS builder
USER root
WORKDIR /opt/relay
COPY package.json package-lock.json ./
RUN npm ci --omit=dev && rm -f /usr/bin/yarn
COPY relay.js ./

FROM cgr.dev/chainguard/node:latest
COPY --from=builder --chown=node:node /opt/relay /opt/relay
WORKDIR /var/relay
USER node
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["node", "/opt/relay/relay.js"]
