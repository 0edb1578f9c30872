// Which folder may import which. `main.ts` files are the only composition roots.
const only = (folder, allowed, extra = {}) => ({
  name: `${folder}-imports-only-its-neighbours`,
  severity: 'error',
  from: { path: `^${folder}/`, pathNot: '[/.]main\\.ts$', ...extra },
  to: {
    path: '^(story|commands|bot|worker|models|prisma)/',
    pathNot: `^(${[folder, ...allowed].join('|')})/`,
  },
})
const home = (pkg, place) => ({
  name: `${pkg}-has-one-home`.replace(/[^a-z-]/g, ''),
  severity: 'error',
  from: { pathNot: `^(${place}|test/)` },
  to: { path: `node_modules/${pkg}/` },
})
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    only('story', []),
    only('models', []),
    only('commands', ['story']),
    only('prisma', ['story']),
    only('worker', ['story', 'models']),
    only('bot', ['story', 'commands']),
    {
      name: 'platforms-are-strangers',
      severity: 'error',
      from: { path: '^bot/(discord|slack|web)/' },
      to: { path: '^bot/(discord|slack|web)/', pathNot: '^bot/$1/' },
    },
    {
      name: 'maths-is-pure',
      severity: 'error',
      from: { path: '^models/(math|schedulers|tokenizers|identity)/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'] },
    },
    {
      name: 'maths-stands-alone',
      severity: 'error',
      from: { path: '^models/(math|schedulers|tokenizers|identity)/' },
      to: { path: '^models/(networks|onnx|pipelines)/' },
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
    home('onnxruntime-node', 'models/onnx/'),
    home('bullmq', 'worker/queue\\.ts'),
    home('@prisma/client', 'prisma/'),
    home('discord\\.js', 'bot/discord/'),
    home('@slack/bolt', 'bot/slack/'),
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
