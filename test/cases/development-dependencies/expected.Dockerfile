FROM cgr.dev/chainguard/node:latest-dev AS builder
USER root
WORKDIR /usr/src/app
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build
RUN npm prune --omit=dev

FROM cgr.dev/chainguard/node:latest
COPY --from=builder --chown=node:node /usr/src/app /app
EXPOSE 8080
ENV NODE_ENV=production
ENV PORT=8080
ENV PATH=/app/node_modules/.bin:$PATH
WORKDIR /app
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["node", "dist/index.js"]
