# A worker that draws on a CPU; the doctor is at home here too. Build from the repository's root:
#   docker build -f deploy/containers/worker.Dockerfile -t troupe-worker .
FROM node:22-bookworm-slim AS packages
RUN apt-get update && apt-get install -y --no-install-recommends tini
WORKDIR /troupe
ENV ONNXRUNTIME_NODE_INSTALL=skip PRISMA_SCHEMA_ENGINE_BINARY=/bin/true
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts
COPY deploy/generate.mjs deploy/containers/prune.sh deploy/
COPY prisma.config.ts ./
COPY prisma prisma
RUN node deploy/generate.mjs && sh deploy/prune.sh

FROM node:22-bookworm-slim
WORKDIR /troupe
ENV NODE_ENV=production OPERATION_HOST=0.0.0.0 OPERATION_PORT=9464 DATA_DIR=/tmp/troupe
COPY --from=packages /usr/bin/tini-static /usr/local/bin/tini
COPY --from=packages /troupe/node_modules node_modules
COPY --from=packages /troupe/prisma prisma
COPY package.json tsconfig.json ./
COPY story story
COPY commands commands
COPY bot bot
COPY worker worker
COPY operation operation
COPY models models
USER 1000
ENTRYPOINT ["tini", "--"]
CMD ["node", "--import", "tsx", "worker/main.ts"]
