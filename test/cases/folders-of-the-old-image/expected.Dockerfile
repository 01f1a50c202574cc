FROM cgr.dev/chainguard/node:latest-dev AS builder
USER root

# Neither /srv nor /usr/local/bin is there on Wolfi.
RUN mkdir -p /srv/app && chown node /srv/app
WORKDIR /srv/app
COPY wait.sh /usr/local/bin/
RUN chmod +x /usr/local/bin/wait.sh

RUN echo "built" > built.txt \
 && mkdir -p /mnt && touch /mnt/marker
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .

FROM cgr.dev/chainguard/node:latest
WORKDIR /srv/app
COPY --from=builder /srv/app /srv/app
COPY --from=builder --chown=node:node /mnt/marker /mnt/marker
COPY --from=builder /usr/local/bin /usr/local/bin
EXPOSE 3000
USER node
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["node", "server.js"]
