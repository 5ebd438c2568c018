// Who may import whom. The list is docs/architecture.md's; every rule below is made from it.
// A new room takes its floor here first: until then nothing in it may import anything.
const FLOORS = [
  ['scoring', 'kernel', 'config', 'language'],
  ['database', 'storage', 'workbook', 'typeface'],
  ['jobs', 'audit'],
  ['identity'],
  ['review', 'notice'],
  ['competition', 'studio', 'camp'],
  ['marking'],
  ['certificate', 'record'],
  ['statistics'],
];

/** Packages that have one owner; `test` may use everything. */
const OWNED = [
  { name: 'nestjs-graphql', packages: '@nestjs/(graphql|mercurius)|mercurius|graphql', owners: 'apps/api' },
  { name: 'typeorm', packages: 'typeorm|pg|pg-copy-streams', owners: 'libs' },
  { name: 'bullmq', packages: 'bullmq|ioredis', owners: 'libs/jobs|apps/worker' },
  { name: 'exceljs', packages: 'exceljs|read-excel-file|csv-parse|yauzl', owners: 'libs/workbook' },
];

const TEST = '\\.test\\.tsx?$';
const rooms = FLOORS.flat();
const any = (names) => `(${names.join('|')})`;
const modules = (packages) => `(^|/)node_modules/(@types/)?(${packages})/`;

const floors = FLOORS.flatMap((floor, level) =>
  floor.map((room) => ({
    name: `floor-of-${room}`,
    comment: `${room} stands on floor ${level}: it may import lower floors only.`,
    severity: 'error',
    from: { path: `^libs/${room}/` },
    to: {
      path: `^libs/${any(
        FLOORS.slice(level)
          .flat()
          .filter((other) => other !== room)
          .concat('(?!)'),
      )}/`,
    },
  })),
);

const owned = OWNED.map(({ name, packages, owners }) => ({
  name: `owner-of-${name}`,
  comment: `${packages} may be imported in ${owners} only.`,
  severity: 'error',
  from: { path: '^(apps|libs)/', pathNot: [`^(${owners})/`, TEST] },
  to: { path: modules(packages) },
}));

module.exports = {
  forbidden: [
    ...floors,
    ...owned,
    {
      name: 'room-without-floor',
      comment: 'Give the room a floor in .dependency-cruiser.cjs.',
      severity: 'error',
      from: { path: '^libs/', pathNot: `^libs/${any(rooms)}/` },
      to: {},
    },
    {
      name: 'scoring-imports-nothing',
      comment: 'scoring runs in a browser too, and is read alone by those who check it.',
      severity: 'error',
      from: { path: '^libs/scoring/', pathNot: TEST },
      to: { pathNot: '^libs/scoring/' },
    },
    {
      name: 'kernel-imports-nothing',
      comment: 'kernel imports no package and no room; random bytes are the one thing it asks of Node.',
      severity: 'error',
      from: { path: '^libs/kernel/', pathNot: TEST },
      to: { pathNot: '^(libs/kernel/|(node:)?crypto$)' },
    },
    {
      name: 'front-door-only',
      comment: 'A room is entered by its index.ts.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'front-door-only-for-apps',
      comment: 'A room is entered by its index.ts.',
      severity: 'error',
      from: { path: '^(apps|test)/', pathNot: '^test/support/postgres\\.setup\\.mjs$' },
      to: { path: '^libs/', pathNot: '^libs/[^/]+/src/index\\.ts$' },
    },
    {
      name: 'front-door-not-from-inside',
      comment: 'Inside a room, import the file itself: the front door makes a cycle.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/', pathNot: [TEST, '^libs/[^/]+/src/index\\.ts$'] },
      to: { path: '^libs/$1/src/index\\.ts$' },
    },
    {
      name: 'apps-are-doors',
      comment: 'No room imports a door.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-do-not-meet',
      comment: 'Apps never import each other.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'web-knows-scoring-only',
      comment: 'The web app runs in a browser.',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^libs/', pathNot: '^libs/scoring/' },
    },
    {
      name: 'rules-need-no-package',
      comment: 'Rules and policies are plain values in, plain values out.',
      severity: 'error',
      from: { path: '\\.(rules|policy)\\.ts$' },
      to: { path: '(^|/)node_modules/' },
    },
    {
      name: 'rules-need-no-machine',
      comment: 'Rules and policies touch no file, network or clock; a hash is a value.',
      severity: 'error',
      from: { path: '\\.(rules|policy)\\.ts$' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'rules-need-no-service',
      comment: 'Rules and policies may know the type of a row, never fetch one.',
      severity: 'error',
      from: { path: '\\.(rules|policy)\\.ts$' },
      to: { path: '\\.(service|repository|module|entity|jobs|resolver|loader)\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'product-without-test',
      comment: 'What ships imports nothing from test.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: TEST },
      to: { path: '^test/' },
    },
    {
      name: 'ships-with-its-packages',
      comment: 'What ships imports no development package: move it to dependencies in package.json.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: [TEST, '^apps/cli/launch/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
    },
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'resolves',
      comment: 'A deep import into a room, or a package that is not installed.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(dist|coverage|\\.cache|\\.data)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.node'],
    },
  },
};
