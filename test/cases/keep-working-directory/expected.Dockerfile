FROM cgr.dev/chainguard/node:latest-dev AS builder

ENV NODE_ENV=production

WORKDIR /usr/src/app

COPY package.json .
RUN npm install
USER node
COPY . .

FROM cgr.dev/chainguard/node:latest

COPY --from=builder --chown=node:node /usr/src/app /usr/src/app
EXPOSE 4000
ENV NODE_ENV=production
ENV PATH=/usr/src/app/node_modules/.bin:$PATH
WORKDIR /usr/src/app
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["node", "app.js"]
