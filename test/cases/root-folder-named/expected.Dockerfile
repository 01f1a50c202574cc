FROM cgr.dev/chainguard/node:latest
WORKDIR /
COPY --chown=node:node package.json server.js ./
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["node", "/server.js"]
