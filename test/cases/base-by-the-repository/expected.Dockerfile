FROM cgr.dev/chainguard/node:latest-dev AS build
USER root
WORKDIR /srv
COPY package*.json ./
RUN npm ci
COPY . .

FROM cgr.dev/chainguard/node:latest
WORKDIR /srv
COPY --chown=node:node --from=build /srv ./
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["node", "server.js"]
