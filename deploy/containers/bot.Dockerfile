# The bot and the page: no model, no ONNX Runtime. Build from the repository's root:
#   docker build -f deploy/containers/bot.Dockerfile -t troupe-bot .
FROM node:22-bookworm-slim AS packages
RUN apt-get update && apt-get install -y --no-install-recommends tini
WORKDIR /troupe
ENV ONNXRUNTIME_NODE_INSTALL=skip PRISMA_SCHEMA_ENGINE_BINARY=/bin/true
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts
COPY deploy/generate.mjs deploy/containers/prune.sh deploy/
COPY prisma.config.ts ./
COPY prisma prisma
RUN node deploy/generate.mjs && sh deploy/prune.sh onnxruntime-node
COPY models models
RUN find models -name '*.onnx' -delete -o -name '*.weights' -delete

FROM node:22-bookworm-slim
WORKDIR /troupe
ENV NODE_ENV=production HOST=0.0.0.0 OPERATION_HOST=0.0.0.0 OPERATION_PORT=9464 DATA_DIR=/tmp/troupe
COPY --from=packages /usr/bin/tini-static /usr/local/bin/tini
COPY --from=packages /troupe/node_modules node_modules
COPY --from=packages /troupe/prisma prisma
COPY --from=packages /troupe/models models
COPY package.json tsconfig.json ./
COPY story story
COPY commands commands
COPY bot bot
COPY worker worker
COPY operation operation
USER 1000
# As process 1 Node would not hear SIGTERM before it is ready, and leave dead orphans lying.
ENTRYPOINT ["tini", "--"]
# `page` in place of `chats` serves the page, `prisma/migrate.main.ts` makes the tables. Not through npm, which keeps
# signals to itself.
CMD ["node", "--import", "tsx", "bot/main.ts", "chats"]
