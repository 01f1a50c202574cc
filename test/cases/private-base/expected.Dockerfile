ARG BASE=registry.corp.example/platform/node-base
FROM ${BASE}:20-slim AS build
WORKDIR /srv
COPY package*.json ./
RUN npm ci
COPY . .

FROM registry.corp.example/platform/runtime:stable
WORKDIR /srv
COPY --from=build /srv ./
CMD ["node", "server.js"]
