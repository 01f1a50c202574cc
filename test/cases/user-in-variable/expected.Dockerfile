FROM cgr.dev/chainguard/node:latest-dev AS install
USER root
ENV APP_USER=ferry \
    APP_UID=1001
WORKDIR /srv/ferry
RUN chown -R node:node /srv/ferry
USER 65532
COPY --chown=node:node package.json package-lock.json ./
RUN npm ci --omit=dev

FROM cgr.dev/chainguard/node:latest AS final
ARG APP_USER=ferry
WORKDIR /srv/ferry
COPY --from=install --chown=node:node /srv/ferry /srv/ferry
COPY --from=install /srv/ferry/package.json /opt/ferry/
COPY --chown=node:node lib ./lib
USER 65532
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["node", "lib/ferry.js"]
