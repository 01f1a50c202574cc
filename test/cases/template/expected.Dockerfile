FROM node:{{ nodeVersion }}
WORKDIR /app
COPY . .
CMD ["node", "{{ main }}"]
