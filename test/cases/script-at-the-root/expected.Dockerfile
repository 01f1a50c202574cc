FROM cgr.dev/chainguard/node:latest-dev AS builder
WORKDIR /srv/mill
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY mill.js ./
COPY start.sh /

FROM cgr.dev/chainguard/node:latest-dev AS runtime-packages
USER root
COPY --from=cgr.dev/chainguard/node:latest / /base
COPY --from=cgr.dev/chainguard/node:latest / /base-chroot
RUN apk add --no-cache --no-scripts --root /base-chroot busybox && chroot /base-chroot /usr/bin/busybox --install -s && ldconfig -r /base-chroot
RUN cd /base-chroot && find . -type f -exec cmp -s {} /base/{} ';' -exec rm {} +

FROM cgr.dev/chainguard/node:latest
COPY --from=runtime-packages /base-chroot /
COPY --from=builder --chown=node:node /srv/mill /srv/mill
COPY --from=builder --chown=node:node /start.sh /start.sh
WORKDIR /srv/mill
ENTRYPOINT ["/usr/bin/dumb-init", "--", "/start.sh"]
CMD ["node", "mill.js"]
