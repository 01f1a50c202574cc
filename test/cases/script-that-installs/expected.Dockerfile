FROM node:24
WORKDIR /srv/app
COPY setup.sh ./
RUN chmod 0755 setup.sh && ./setup.sh
COPY . .
USER node
CMD ["node", "app.js"]
