FROM cgr.dev/chainguard/node:latest-dev AS base

FROM base AS deps
WORKDIR /app
COPY package.json yarn.lock ./
RUN yarn --frozen-lockfile

FROM base AS builder
USER root
WORKDIR /app
COPY --from=deps /app/node_modules ./node_modules
COPY . .
RUN yarn build

FROM cgr.dev/chainguard/node:latest AS runner
WORKDIR /app
ENV NODE_ENV production
COPY --from=builder /app/public ./public
COPY --from=builder --chown=node:node /app/.next/standalone ./
COPY --from=builder --chown=node:node /app/.next/static ./.next/static
USER 65532
EXPOSE 3000
ENV PORT 3000
ENV HOSTNAME=0.0.0.0
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["node", "server.js"]
