import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readConfig, settings } from '#config';

const root = join(import.meta.dirname, '../..');
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const KEYS = Object.keys(settings.shape);
/** What compose.yaml alone reads. */
const COMPOSE_KEYS = ['POSTGRES_PASSWORD', 'SITE_ADDRESS'];

describe('.env.example', () => {
  const lines = text('.env.example').split('\n');
  const given = new Map(
    lines.flatMap((line) => {
      const [, key, value] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
      return key === undefined || value === undefined ? [] : [[key, value] as const];
    }),
  );

  it('names every setting and no other', () => {
    expect([...given.keys()].sort()).toEqual([...KEYS, ...COMPOSE_KEYS].sort());
  });

  it.each([...given.keys()])('explains %s on the line above, alone or with its neighbour', (key) => {
    const at = lines.findIndex((line) => line.startsWith(`${key}=`));
    const above = lines
      .slice(0, at)
      .reverse()
      .find((line) => !/^[A-Z_]+=/.test(line));
    expect(above).toMatch(/^# /);
  });

  it('shows the defaults, and starts as it stands', () => {
    const SECRET = 'x'.repeat(32);
    expect(readConfig({ ...Object.fromEntries(given), SECRET })).toEqual(readConfig({ SECRET }));
  });
});

type Service = {
  readonly build?: { readonly target: string; readonly dockerfile: string };
  readonly image?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: object;
  readonly read_only?: boolean;
  readonly depends_on?: Readonly<Record<string, object>>;
  readonly volumes?: readonly string[];
};

describe('docker', () => {
  const compose: { readonly services: Readonly<Record<string, Service>>; readonly volumes: object } = parse(text('docker/compose.yaml'), {
    merge: true,
  });
  const services = Object.entries(compose.services);
  const dockerfile = text('docker/Dockerfile');
  const targets = [...dockerfile.matchAll(/^FROM \S+ AS (\w+)$/gm)].map(([, name]) => name);

  it('has the services of an installation', () => {
    expect(services.map(([name]) => name).sort()).toEqual(['api', 'migrate', 'postgres', 'redis', 'web', 'worker']);
  });

  it.each(services)('%s is built from a stage that exists, waits for services that exist and mounts volumes that exist', (_, service) => {
    if (service.build !== undefined) {
      expect(existsSync(join(root, service.build.dockerfile))).toBe(true);
      expect(targets).toContain(service.build.target);
    } else expect(service.image).toMatch(/^(postgres:18|redis:8)$/);
    for (const needed of Object.keys(service.depends_on ?? {})) expect(compose.services).toHaveProperty(needed);
    for (const volume of service.volumes ?? []) expect(compose.volumes).toHaveProperty(volume.split(':')[0] ?? '');
  });

  it('sets only settings that exist', () => {
    for (const name of ['api', 'worker', 'migrate']) {
      const { environment = {} } = compose.services[name] ?? {};
      expect(Object.keys(environment).filter((key) => !KEYS.includes(key))).toEqual([]);
    }
    const asked = [...text('docker/compose.yaml').matchAll(/\$\{([A-Z_]+)/g)].map(([, key]) => key ?? '');
    expect(asked.filter((key) => !KEYS.includes(key) && !COMPOSE_KEYS.includes(key))).toEqual([]);
  });

  it('gives the apps settings that they accept', () => {
    const shell: Readonly<Record<string, string>> = {
      SECRET: 'x'.repeat(40),
      PUBLIC_URL: 'https://skills.example',
      POSTGRES_PASSWORD: 'secret',
    };
    const { environment = {} } = compose.services['api'] ?? {};
    const filled = Object.entries(environment).map(([key, value]) => [
      key,
      value.replace(/\$\{([A-Z_]+)(?::-([^}]*)|:\?[^}]*)?\}/g, (_, name: string, otherwise?: string) => shell[name] ?? otherwise ?? ''),
    ]);
    expect(readConfig(Object.fromEntries(filled))).toMatchObject({ production: true, HOST: '0.0.0.0', TRUST_PROXY: true });
  });

  it('starts programs that the build makes', () => {
    const commands = [...dockerfile.matchAll(/^CMD (\[.*\])$/gm)].map(([, list]) => JSON.parse(list ?? '[]'));
    const started = [...commands, ...services.map(([, { command = [] }]) => command)]
      .flat()
      .filter((word: string) => word.startsWith('dist/'));
    expect(started).toContain('dist/apps/api/src/main.js');
    expect(started).toContain('dist/apps/worker/src/main.js');
    for (const script of started) expect(existsSync(join(root, script.replace(/^dist\//, '').replace(/\.js$/, '.ts')))).toBe(true);
  });

  it('copies files that exist and runs as nobody in particular', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths]) => (paths ?? '').split(' '));
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(dockerfile).toMatch(/^USER node$/m);
    for (const name of ['api', 'worker', 'migrate']) expect(compose.services[name]).toMatchObject({ read_only: true });
  });
});

describe('nest-cli.json', () => {
  const {
    projects,
  }: { readonly projects: Readonly<Record<string, { readonly sourceRoot: string; readonly entryFile: string; readonly type: string }>> } =
    JSON.parse(text('nest-cli.json'));

  it('knows every app and room', () => {
    const folders = ['apps', 'libs'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}/src`));
    const withEntry = folders.filter((folder) => ['main.ts', 'index.ts'].some((file) => existsSync(join(root, folder, file))));
    expect(
      Object.values(projects)
        .map(({ sourceRoot }) => sourceRoot)
        .sort(),
    ).toEqual(withEntry.sort());
  });
});
