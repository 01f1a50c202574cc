FROM cgr.dev/chainguard/node:latest-dev
WORKDIR /app
USER root
ENV COREPACK_HOME=/opt/corepack
RUN corepack enable && corepack prepare pnpm@9.15.0 --activate && chmod -R a+rwX /opt/corepack
USER 65532
COPY --chown=node:node package.json pnpm-lock.yaml ./
RUN pnpm install --frozen-lockfile
USER root
RUN mkdir -p /usr/local/bin && printf '%b\n' "#!/bin/sh\nexec node /app/db.js" > /usr/local/bin/db && chmod +x /usr/local/bin/db
USER 65532
COPY --chown=node:node . .
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["pnpm", "dev"]
