FROM cgr.dev/chainguard/node:latest
WORKDIR /lamp
COPY . .
USER 65532
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["node", "lamp.js"]
