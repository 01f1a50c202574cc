FROM cgr.dev/chainguard/node:latest-dev
WORKDIR /app
COPY --chown=node:node package.json package-lock.json ./
RUN npm ci
USER root
RUN mkdir -p /srv/uploads && chown 65532:65532 /srv/uploads
USER 65532
COPY server.conf /etc/tool/server.conf
COPY --chown=node:node . .
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["npm", "run", "dev"]
