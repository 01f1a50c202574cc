# The image that our support team runs.
FROM cgr.dev/chainguard/node:latest-dev AS builder
USER root

# fonts are for the invoices
RUN apk add --no-cache \
        # the renderer
        fontconfig \
        ttf-dejavu

WORKDIR /srv/shop

COPY package.json package-lock.json ./
RUN npm ci --omit=dev

COPY . .

FROM cgr.dev/chainguard/node:latest-dev AS runtime-packages
USER root
COPY --from=cgr.dev/chainguard/node:latest / /base
COPY --from=cgr.dev/chainguard/node:latest / /base-chroot
RUN apk add --no-cache --no-scripts --root /base-chroot fontconfig ttf-dejavu && ldconfig -r /base-chroot
RUN cd /base-chroot && find . -type f -exec cmp -s {} /base/{} ';' -exec rm {} +

FROM cgr.dev/chainguard/node:latest
COPY --from=runtime-packages /base-chroot /

COPY --from=builder --chown=node:node /srv/shop /srv/shop
EXPOSE 8080
ENV NODE_ENV=production PORT=8080
LABEL org.opencontainers.image.source="https://git.example/shop"
WORKDIR /srv/shop
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["node", "server.js"]
