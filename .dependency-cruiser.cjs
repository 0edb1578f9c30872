// Which folder may import which. `main.ts` files are the only composition roots.
const houses = 'story|commands|bot|worker|models|prisma|operation'

const only = (folder, allowed) => ({
  name: `${folder}-imports-only-its-neighbours`,
  severity: 'error',
  from: { path: `^${folder}/`, pathNot: '[/.]main\\.ts$' },
  to: {
    path: `^(${houses}|bench|test|training)/`,
    pathNot: `^(${[folder, ...allowed].join('|')})/`,
  },
})

const home = (name, npmPackage, place) => ({
  name: `${name}-has-one-home`,
  severity: 'error',
  from: { pathNot: `^(${place}|test/)` },
  to: { path: `node_modules/${npmPackage}/` },
})

const pure = '^models/(math|schedulers|tokenizers|identity)/'

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      // Prisma's generated files import one another as they like.
      from: { pathNot: '^prisma/generated/' },
      to: { circular: true },
    },
    only('story', []),
    only('models', []),
    only('commands', ['story']),
    only('prisma', ['story']),
    only('worker', ['story', 'models']),
    only('bot', ['story', 'commands']),
    only('bench', ['models', 'worker']),
    only('operation', ['story', 'commands', 'bot', 'worker', 'models', 'prisma']),
    {
      name: 'platforms-are-strangers',
      severity: 'error',
      from: { path: '^bot/(discord|slack|web)/' },
      to: { path: '^bot/(discord|slack|web)/', pathNot: '^bot/$1/' },
    },
    {
      name: 'words-need-only-zod',
      severity: 'error',
      from: { path: '^(story|commands)/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'], pathNot: 'node_modules/zod/' },
    },
    {
      name: 'maths-is-pure',
      severity: 'error',
      from: { path: pure },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'], pathNot: 'node_modules/ml-matrix/' },
    },
    {
      name: 'ml-matrix-has-one-home',
      severity: 'error',
      from: { path: pure, pathNot: '^models/math/svd\\.ts$' },
      to: { path: 'node_modules/ml-matrix/' },
    },
    {
      name: 'maths-stands-alone',
      severity: 'error',
      from: { path: pure },
      to: { path: '^models/(networks|onnx|pipelines|bundles)/' },
    },
    {
      name: 'pipelines-know-interfaces',
      severity: 'error',
      from: { path: '^models/pipelines/' },
      to: { path: '^models/(onnx/|networks/(?!types))' },
    },
    {
      name: 'bot-never-reaches-onnx',
      severity: 'error',
      from: { path: '^bot/main\\.ts$' },
      to: { path: 'onnxruntime-node', reachable: true },
    },
    { name: 'nobody-imports-main', severity: 'error', from: {}, to: { path: '[/.]main\\.ts$' } },
    home('onnxruntime', 'onnxruntime-node', 'models/onnx/'),
    home('bullmq', 'bullmq', 'worker/queue\\.ts'),
    home('s3', '@aws-sdk', 'worker/s3-'),
    home('prisma-client', '@prisma/client', 'prisma/'),
    home('discord-js', 'discord\\.js', 'bot/discord/'),
    home('bolt', '@slack/bolt', 'bot/slack/'),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
