/**
 * The one-way rule of ARCHITECTURE.md, section "Rooms". Each rule names the rooms that may NOT be imported;
 * dependency-cruiser prints the offending import.
 */
const pure = '^src/(flow|understanding|tip)/';
const useCases = '^src/(conversation|handoff|liaison)/';
const edges = '^src/(channels|studio|jobs|ops|sandbox|cli)/';
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'pure-rooms-do-no-io',
      severity: 'error',
      from: { path: pure },
      to: { path: '^src/', pathNot: [pure, '^src/errors\\.ts$'] },
    },
    {
      name: 'pure-rooms-use-no-node-io',
      severity: 'error',
      comment:
        'flow, understanding and tip take data as arguments; the loaders beside them are named *-loader.ts',
      from: { path: pure, pathNot: '-loader\\.ts$' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'use-cases-import-inwards',
      severity: 'error',
      from: { path: [useCases, '^src/calls/'] },
      to: { path: [edges, '^src/main\\.ts$'] },
    },
    {
      name: 'use-cases-do-not-import-each-other',
      severity: 'error',
      from: { path: '^src/(conversation|handoff|liaison)/' },
      to: { path: useCases, pathNot: '^src/$1/' },
    },
    {
      name: 'calls-serve-use-cases',
      severity: 'error',
      comment: 'a room that rings somebody brings a CallScript; calls/ knows none of them',
      from: { path: '^src/calls/' },
      to: { path: useCases },
    },
    {
      name: 'edges-do-not-import-each-other',
      severity: 'error',
      from: { path: '^src/(channels|studio|jobs|ops|sandbox)/' },
      to: { path: edges, pathNot: '^src/$1/' },
    },
    {
      name: 'channels-are-strangers',
      severity: 'error',
      from: { path: '^src/channels/(sms|slack)/' },
      to: { path: '^src/channels/(sms|slack)/', pathNot: '^src/channels/$1/' },
    },
    {
      name: 'store-serves-use-cases',
      severity: 'error',
      comment: 'edges reach the database through use cases; jobs, ops, sandbox and cli wire it',
      from: { path: '^src/(channels|studio)/' },
      to: { path: '^src/store/' },
    },
    {
      name: 'store-imports-nothing-above-it',
      severity: 'error',
      from: { path: '^src/store/' },
      to: { path: [useCases, edges, '^src/main\\.ts$', pure] },
    },
    {
      name: 'only-main-imports-main',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/main\\.ts$' },
    },
    {
      name: 'botkit-stays-in-channels',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/channels/' },
      to: { path: 'node_modules/(botkit|botbuilder)' },
    },
    {
      name: 'no-dev-dependencies-in-src',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
