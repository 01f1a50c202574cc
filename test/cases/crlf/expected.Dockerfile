FROM cgr.dev/chainguard/node:latest-dev AS builder
WORKDIR /app
COPY package.json .
RUN npm install
COPY . .

FROM cgr.dev/chainguard/node:latest
COPY --from=builder --chown=node:node /app /app
ENV PATH=/app/node_modules/.bin:$PATH
WORKDIR /app
# how it starts
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["node", "index.js"]
