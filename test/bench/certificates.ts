import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { type CertificateData, newCertificateCode, TypstRenderer, verifyUrl } from '#certificate';
import { LocalFileStore } from '#storage';
import { TYPEFACE } from '#typeface';

/** Run: node --import ./test/support/typescript.mjs test/bench/certificates.ts. CPU milliseconds of this process, all threads. */
const COUNT = Number(process.argv[2] ?? 1_000);

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'];
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红鹏飞慧建国文辉力宇浩凯𬀩㛃喆犇堃䶮'];
const nameOf = (number: number) =>
  `${SURNAMES[number % 40]}${GIVEN[(number * 7) % GIVEN.length]}${number % 3 === 0 ? '' : GIVEN[(number * 13 + 5) % GIVEN.length]}`;

function award(number: number): CertificateData {
  const code = newCertificateCode();
  return {
    template: 'award/1',
    code,
    verifyUrl: verifyUrl('https://skills.example.org', code),
    title: { 'zh-CN': '荣誉证书', en: 'Certificate of Honour' },
    holder: nameOf(number),
    members: [],
    organisation: '江州重型机械集团有限公司',
    award: { 'zh-CN': '一等奖', en: 'First Prize' },
    event: { 'zh-CN': '第九届江州省职工职业技能竞赛', en: '9th Jiangzhou Provincial Workers’ Skills Competition' },
    skill: { 'zh-CN': '焊接技术', en: 'Welding' },
    issuer: { 'zh-CN': '江州省总工会', en: 'Jiangzhou Provincial Federation of Trade Unions' },
    issuedOn: '2026-11-22',
  };
}

async function measured(label: string, count: number, work: (number: number) => Promise<number>): Promise<number> {
  const from = process.cpuUsage();
  const start = performance.now();
  let bytes = 0;
  for (let number = 0; number < count; number++) bytes += await work(number);
  const { user, system } = process.cpuUsage(from);
  const cpuMs = (user + system) / 1_000 / count;
  const wallMs = (performance.now() - start) / count;
  const memory = Math.round(process.memoryUsage.rss() / 1e6);
  console.log(
    `${label.padEnd(46)} ${cpuMs.toFixed(2).padStart(7)} CPU ms ${wallMs.toFixed(2).padStart(7)} ms  ${Math.round(bytes / count / 1_000)} kB  ${memory} MB`,
  );
  return cpuMs;
}

/** The peer: the same engine and fonts, one line of text on an empty page. */
function bareTypst(): (number: number) => Promise<number> {
  const fontBlobs = Object.values(TYPEFACE.files).map((path) => readFileSync(path));
  const compiler = NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontBlobs }] });
  const mainFileContent = '#set text(font: "Noto Serif SC", fallback: false)\n#sys.inputs.name';
  return async (number) => compiler.pdf({ mainFileContent, inputs: { name: nameOf(number) } }).byteLength;
}

const renderer = new TypstRenderer();
const folder = mkdtempSync(join(tmpdir(), 'guildhall-bench-'));
const store = new LocalFileStore({ folder });
const set = async (number: number) => (await renderer.render(award(number))).pdf;
const words = bareTypst();

await measured('first certificate (engine and fonts wake)', 1, async (number) => (await set(number)).byteLength);
await measured('warming up', 100, async (number) => (await set(number)).byteLength);
await words(0);
const bare = await measured('peer: bare Typst, a name on an empty page', COUNT, words);
const ours = await measured('certificate', COUNT, async (number) => (await set(number)).byteLength);
await measured('certificate, stored by hash and fsynced', COUNT, async (number) => (await store.put(await set(number))).size);
console.log(`certificate / bare Typst = ${(ours / bare).toFixed(1)}`);
rmSync(folder, { recursive: true, force: true });
