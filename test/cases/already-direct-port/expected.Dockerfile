FROM cgr.dev/chainguard/node:latest-dev
ENV NODE_ENV production
WORKDIR /app
COPY package.json .
RUN npm install
COPY . .
ENTRYPOINT npm start
