FROM alpine:3.22
RUN echo nothing of Node here
