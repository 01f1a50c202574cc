FROM cgr.dev/chainguard/node:latest-dev AS site
USER root
WORKDIR /usr/src/app
COPY . .
RUN npm ci
WORKDIR /usr/src/app/packages/map
RUN npm run build

FROM caddy:2-alpine
COPY packages/map/Caddyfile /etc/caddy/Caddyfile
COPY --from=site /usr/src/app/packages/map/dist /srv
