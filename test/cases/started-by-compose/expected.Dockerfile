FROM cgr.dev/chainguard/node:latest-dev
USER root
RUN apk add --no-cache python3
USER 65532
WORKDIR /srv/shop
COPY --chown=node:node package.json yarn.lock ./
RUN yarn install --frozen-lockfile
COPY --chown=node:node . .
EXPOSE 3000
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
