FROM cgr.dev/chainguard/node:latest-dev AS build
USER root
WORKDIR /app
# The scanner comes from our own mirror.
RUN apk add --no-cache \
      corp-dev openssl-dev \
      python3
COPY package*.json ./
RUN npm ci
COPY . .

FROM cgr.dev/chainguard/node:latest-dev AS runtime-packages
USER root
COPY --from=cgr.dev/chainguard/node:latest / /base
COPY --from=cgr.dev/chainguard/node:latest / /base-chroot
RUN apk add --no-cache --no-scripts --root /base-chroot corp-libs && ldconfig -r /base-chroot
RUN cd /base-chroot && find . -type f -exec cmp -s {} /base/{} ';' -exec rm {} +

FROM cgr.dev/chainguard/node:latest
COPY --from=runtime-packages /base-chroot /
WORKDIR /app
COPY --chown=node:node --from=build /app ./
EXPOSE 8080
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["node", "server.js"]
