FROM cgr.dev/chainguard/node:latest-dev AS builder
USER root
WORKDIR /usr/src/app
COPY . .
RUN npm ci && npx prisma generate

FROM cgr.dev/chainguard/node:latest-dev AS runtime-packages
USER root
COPY --from=cgr.dev/chainguard/node:latest / /base
COPY --from=cgr.dev/chainguard/node:latest / /base-chroot
RUN apk add --no-cache --no-scripts --root /base-chroot busybox && chroot /base-chroot /usr/bin/busybox --install -s && ldconfig -r /base-chroot
RUN cd /base-chroot && find . -type f -exec cmp -s {} /base/{} ';' -exec rm {} +

FROM cgr.dev/chainguard/node:latest
COPY --from=runtime-packages /base-chroot /
COPY --from=builder --chown=node:node /usr/src/app /app
EXPOSE 4000
ENV PATH=/app/node_modules/.bin:$PATH
WORKDIR /app
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["/bin/sh", "-c", "node node_modules/prisma/build/index.js migrate deploy && exec node src/index.js"]
