# moved by hand, and it does not start
FROM cgr.dev/chainguard/node:latest-dev AS build
WORKDIR /app
USER root
RUN apk add --no-cache openssl
USER 65532
COPY . .
RUN npm ci

FROM cgr.dev/chainguard/node:latest
WORKDIR /app
COPY --from=build --chown=node:node /app /app
USER 65532
HEALTHCHECK CMD ["node", "-e", "fetch('http://localhost:3000/',{redirect:'manual'}).then(r=>process.exit(r.status<400?0:1),()=>process.exit(1))"]
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["node", "server.js"]
