/** Texts for the protocol tests: small, with what the server has to see in them. */

/** Single stage on Docker's Node image. */
export const classic = `FROM node:20

WORKDIR /usr/src/app
COPY package*.json ./
RUN npm install
COPY . .
EXPOSE 8080
CMD ["node", "app.js"]
`;

export const withoutNode = `FROM alpine:3.22
RUN echo nothing of Node here
`;

/** Nobody reads this address: what stands around it is unknown to the server. */
export const uri = 'file:///nowhere/project/Dockerfile';
