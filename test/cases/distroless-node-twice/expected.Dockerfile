FROM cgr.dev/chainguard/node:latest-dev AS build
USER root
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM cgr.dev/chainguard/node:latest
WORKDIR /app
COPY --chown=node:node --from=build /build/dist .
CMD ["main.mjs"]
