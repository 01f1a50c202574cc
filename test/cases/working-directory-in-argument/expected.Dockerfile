ARG HOME_FOLDER=/opt/shop

FROM cgr.dev/chainguard/node:latest-dev AS build
ARG HOME_FOLDER
WORKDIR $HOME_FOLDER
COPY package.json package-lock.json ./
RUN npm ci
COPY . .

FROM cgr.dev/chainguard/node:latest
ARG HOME_FOLDER
WORKDIR ${HOME_FOLDER}
COPY --chown=node:node --from=build $HOME_FOLDER ./
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["node", "server.js"]
