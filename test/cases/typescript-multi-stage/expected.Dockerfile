FROM cgr.dev/chainguard/node:latest-dev AS build
USER root
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY tsconfig.json ./
COPY src ./src
RUN npm run build

FROM cgr.dev/chainguard/node:latest-dev AS runtime-build
USER root
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build /app/package*.json ./
RUN npm ci --omit=dev && npm cache clean --force
COPY --from=build /app/dist ./dist
# nobody else may read the keys
RUN chown -R node:node /app

FROM cgr.dev/chainguard/node:latest
COPY --from=runtime-build /app /app
EXPOSE 3000
ENV NODE_ENV=production
ENV NODE_OPTIONS=--enable-source-maps
ENV PATH=/app/node_modules/.bin:$PATH
HEALTHCHECK --interval=30s --timeout=3s CMD ["node", "-e", "fetch(`http://localhost:${process.env.PORT||'3000'}/health`,{method:'HEAD'}).then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
WORKDIR /app
USER 65532
ENTRYPOINT ["/usr/bin/dumb-init", "--"]
CMD ["node", "dist/main.js"]
