FROM cgr.dev/chainguard/node:latest-dev AS builder
WORKDIR /app

# Everything lies where the image starts
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .

FROM cgr.dev/chainguard/node:latest

COPY --from=builder --chown=node:node /app /app
EXPOSE 4100
ENV PATH=/app/node_modules/.bin:$PATH
HEALTHCHECK CMD ["node", "-e", "fetch('http://localhost:4100/alive').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
WORKDIR /app
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["node", "src/server.js"]
