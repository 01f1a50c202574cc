FROM registry.corp.example/hardened/node:24-build AS builder
USER root
WORKDIR /srv
COPY package*.json ./
RUN apk add --no-cache ffmpeg
RUN npm ci
COPY . .

FROM registry.corp.example/hardened/node:24-build AS runtime-packages
USER root
COPY --from=registry.corp.example/hardened/node:24 / /base
COPY --from=registry.corp.example/hardened/node:24 / /base-chroot
RUN apk add --no-cache --no-scripts --root /base-chroot ffmpeg && ldconfig -r /base-chroot
RUN cd /base-chroot && find . -type f -exec cmp -s {} /base/{} ';' -exec rm {} +

FROM registry.corp.example/hardened/node:24
COPY --from=runtime-packages /base-chroot /
COPY --from=builder --chown=node:node /srv /srv
WORKDIR /srv
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["node", "server.js"]
