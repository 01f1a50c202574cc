FROM cgr.dev/chainguard/node:latest-dev AS build
USER root
WORKDIR /site
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM cgr.dev/chainguard/nginx:latest
COPY --from=build /site/dist /usr/share/nginx/html
EXPOSE 8080
