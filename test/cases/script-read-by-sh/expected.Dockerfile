FROM cgr.dev/chainguard/node:latest-dev AS builder
WORKDIR /home/node/kiln
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .

FROM cgr.dev/chainguard/node:latest-dev AS runtime-packages
USER root
COPY --from=cgr.dev/chainguard/node:latest / /base
COPY --from=cgr.dev/chainguard/node:latest / /base-chroot
RUN apk add --no-cache --no-scripts --root /base-chroot busybox && chroot /base-chroot /usr/bin/busybox --install -s && ldconfig -r /base-chroot
RUN cd /base-chroot && find . -type f -exec cmp -s {} /base/{} ';' -exec rm {} +

FROM cgr.dev/chainguard/node:latest
COPY --from=runtime-packages /base-chroot /
COPY --from=builder --chown=node:node /home/node/kiln /home/node/kiln
WORKDIR /home/node/kiln
USER node
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["sh", "ops/run.sh"]
