FROM cgr.dev/acme/node:22-dev AS build
WORKDIR /app
COPY package.json server.js ./

FROM cgr.dev/acme/node:22
WORKDIR /app
COPY --chown=node:node --from=build /app /app
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["node", "server.js"]
