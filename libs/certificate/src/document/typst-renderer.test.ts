import { beforeAll, describe, expect, it } from '@jest/globals';
import { itWith, outside } from '../../../../test/support/outside-tools.js';
import { type CertificateData, TypstRenderer, verifyUrl } from '../index.js';

const code = '7K2M9Q4D8XWAP31RTN';
const award: CertificateData = {
  template: 'award/1',
  code,
  verifyUrl: verifyUrl('https://skills.example.org', code),
  title: { 'zh-CN': '荣誉证书', en: 'Certificate of Honour' },
  holder: '张伟',
  members: [],
  organisation: '江州重型机械集团有限公司',
  award: { 'zh-CN': '一等奖', en: 'First Prize' },
  event: { 'zh-CN': '第九届江州省职工职业技能竞赛', en: '9th Jiangzhou Provincial Workers’ Skills Competition' },
  skill: { 'zh-CN': '焊接技术', en: 'Welding' },
  issuer: { 'zh-CN': '江州省总工会', en: 'Jiangzhou Provincial Federation of Trade Unions' },
  issuedOn: '2026-11-22',
};
const NAMES = ['张伟', '欧阳娜娜', '买买提·吐尔逊', '陈𬀩', '㛃', '王喆', '李犇', '堃', '䶮', 'Anne-Sophie Müller', '艾'.repeat(60)];

const renderer = new TypstRenderer();
const render = async (change: Partial<CertificateData> = {}) => (await renderer.render({ ...award, ...change })).pdf;
const textOf = (pdf: Uint8Array) => outside('pdftotext', ['-raw', 'FILE', '-'], pdf).toString('utf8');

/** The page in grey at 144 dots an inch (P5 of the PGM format: three numbers, then a byte for each dot). */
function rasterOf(pdf: Uint8Array): { readonly width: number; readonly dots: Uint8Array } {
  const pgm = outside('pdftoppm', ['-r', '144', '-gray', '-singlefile', 'FILE'], pdf);
  const [header = '', width] = pgm.toString('latin1', 0, 40).match(/^P5\s+(\d+)\s+\d+\s+255\s/) ?? [];
  return { width: Number(width), dots: new Uint8Array(pgm.subarray(header.length)) };
}

/** Dark dots of each of `parts` upright slices of the box that pdftotext says holds the word. */
function inkOf(pdf: Uint8Array, word: string, parts: number): readonly number[] {
  const boxes = outside('pdftotext', ['-bbox', 'FILE', '-'], pdf).toString('utf8');
  const box = boxes.split('\n').find((line) => line.includes(`>${word}<`)) ?? '';
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = [...box.matchAll(/"([\d.]+)"/g)].map((match) => Math.round(2 * Number(match[1])));
  const { width, dots } = rasterOf(pdf);
  const ink = Array.from({ length: parts }, () => 0);
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      const part = Math.floor(((x - x0) * parts) / (x1 - x0));
      if ((dots[y * width + x] ?? 255) < 100) ink[part] = (ink[part] ?? 0) + 1;
    }
  }
  return ink;
}

describe('an award certificate', () => {
  let pdf: Uint8Array;
  beforeAll(async () => {
    pdf = await render();
  }, 30_000);

  itWith(['qpdf'], 'is a sound PDF', () => {
    expect(outside('qpdf', ['--check', 'FILE'], pdf).toString()).toContain('No syntax or stream encoding errors found');
  });

  itWith(['pdffonts'], 'carries its fonts inside, subset, with a Unicode map', () => {
    const fonts = outside('pdffonts', ['FILE'], pdf).toString().trim().split('\n').slice(2);
    expect(
      fonts.map((line) =>
        line
          .slice(0, 70)
          .trim()
          .split(/\s{2,}/),
      ),
    ).toEqual([
      [expect.stringMatching(/^[A-Z]{6}\+NotoSerifSC-Bold$/), 'CID TrueType', 'Identity-H'],
      [expect.stringMatching(/^[A-Z]{6}\+NotoSerifSC-Regular$/), 'CID TrueType', 'Identity-H'],
    ]);
    for (const line of fonts) expect(line).toMatch(/Identity-H\s+yes yes yes/);
  });

  itWith(['pdfinfo'], 'is one A4 page with a title, dated by the award and by no clock', () => {
    const info = outside('pdfinfo', ['FILE'], pdf).toString();
    expect(info).toMatch(/^Title:\s+荣誉证书 · 张伟$/m);
    expect(info).toMatch(/^CreationDate:\s+Sun Nov 22 00:00:00 2026 UTC$/m);
    expect(info).toMatch(/^Pages:\s+1$/m);
    expect(info).toMatch(/^Page size:.*\(A4\)$/m);
    expect(Buffer.from(pdf).toString('latin1')).toContain('pdfaid');
  });

  itWith(['pdftotext'], 'says who got what, where, from whom and when, in both languages', () => {
    const text = textOf(pdf);
    for (const line of [
      '张伟',
      '江州重型机械集团有限公司',
      '在第九届江州省职工职业技能竞赛“焊接技术”赛项中荣获',
      'First Prize',
      'Welding, 9th Jiangzhou Provincial Workers’ Skills Competition',
      '7K2M9Q-4D8XWA-P31RTN',
      '江州省总工会',
      'Jiangzhou Provincial Federation of Trade Unions',
      '2026年11月22日',
      '22 November 2026',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
    expect(text.replaceAll(' ', '')).toContain('荣誉证书');
    expect(text.replaceAll(' ', '')).toContain('一等奖');
  });

  itWith(['pdftoppm', 'zbarimg'], 'has a QR code that opens its page', () => {
    const png = outside('pdftoppm', ['-r', '110', '-png', '-singlefile', 'FILE'], pdf);
    const decoded = outside('zbarimg', ['--quiet', '--raw', 'FILE'], png, 'png').toString().trim();
    expect(decoded).toBe(`HTTPS://SKILLS.EXAMPLE.ORG/V/${code}`);
  });

  itWith(['pdftotext', 'pdftoppm'], 'prints every name whole: as text without radicals, and as ink', async () => {
    for (const holder of NAMES) {
      const named = await render({ holder });
      const text = textOf(named);
      expect(text.split('\n')).toContain(holder);
      expect(text).not.toMatch(/[\u2e80-\u2fdf\ufffd]/);
      // Text extraction cannot see a blank glyph: each Chinese character must leave a mark of its own.
      if (!/^\p{Script=Han}+$/u.test(holder)) continue;
      for (const ink of inkOf(named, holder, [...holder].length)) expect(ink).toBeGreaterThan(15);
    }
  });

  itWith(['pdftotext', 'qpdf'], 'prints what people wrote and runs none of it', async () => {
    for (const holder of [
      '#panic("x")',
      '#read("/etc/passwd")',
      '*张* _伟_ $x$ @a <b> // c',
      '"), holder: ("',
      '\\u{5f20}\\" }',
      ']] #image("a.png") [[',
    ]) {
      const written = await render({ holder });
      expect(textOf(written).split('\n')).toContain(holder);
      outside('qpdf', ['--check', 'FILE'], written);
    }
  });
});

describe('TypstRenderer', () => {
  it('gives the same bytes for the same data, whatever it set before and whenever it runs', async () => {
    const first = await render();
    await render({ holder: '欧阳娜娜' });
    expect(Buffer.compare(await render(), first)).toBe(0);
    const { pdf } = await new TypstRenderer().render(structuredClone(award));
    expect(Buffer.compare(pdf, first)).toBe(0);
  }, 30_000);

  it('gives other bytes when a single character differs', async () => {
    expect(Buffer.compare(await render({ holder: '张玮' }), await render())).not.toBe(0);
  });

  it.each([
    ['a character of Extension H', { holder: '王\u{3106c}' }, { line: 'documentTitle', codePoints: 'U+3106C' }],
    ['an emoji in a team', { members: ['张伟', '😀'] }, { line: 'members', codePoints: 'U+1F600' }],
    ['a line end', { issuer: { 'zh-CN': '江州省\n总工会' } }, { line: 'issuer', codePoints: 'U+000A' }],
  ])('refuses %s instead of drawing a box', async (_, change, params) => {
    await expect(render(change)).rejects.toMatchObject({ code: 'CERTIFICATE_NOT_DRAWABLE', params });
  });

  it.each([
    ['a holder', { holder: 'Mary '.repeat(40) }, 'holder'],
    ['an issuer', { issuer: { 'zh-CN': '总工会'.repeat(20) } }, 'issuer'],
    ['an event', { event: { 'zh-CN': '技能竞赛'.repeat(30) } }, 'sentence'],
    ['a book', { organisation: '厂'.repeat(1_000_000) }, 'organisation'],
  ])('refuses %s too long for one line instead of cutting it', async (_, change, line) => {
    await expect(render(change)).rejects.toMatchObject({ code: 'CERTIFICATE_TEXT_TOO_LONG', params: { line } });
  });

  it('goes on after a refusal', async () => {
    await expect(render({ holder: '😀' })).rejects.toMatchObject({ code: 'CERTIFICATE_NOT_DRAWABLE' });
    expect(Buffer.from(await render()).toString('latin1', 0, 5)).toBe('%PDF-');
  });

  itWith(['pdftotext'], 'leaves out English that is not known', async () => {
    const bare = await render({
      award: { 'zh-CN': '优胜奖' },
      event: { 'zh-CN': '职工技能竞赛' },
      skill: { 'zh-CN': '钳工' },
      issuer: { 'zh-CN': '江州省总工会' },
    });
    expect(textOf(bare)).not.toMatch(/Prize|Welding|Competition|Federation/);
    expect(textOf(bare)).toContain('在职工技能竞赛“钳工”赛项中荣获');
  });

  itWith(['pdftotext'], 'sets a team with its members', async () => {
    const team = await render({ holder: '江州重机代表队', members: ['张伟', '买买提·吐尔逊', '王䶮'] });
    expect(textOf(team).split('\n')).toContain('张伟 买买提·吐尔逊 王䶮');
  });

  it('refuses a day that no calendar has', async () => {
    await expect(render({ issuedOn: '2026-02-30' })).rejects.toThrow('2026-02-30');
  });
});

describe('verifyUrl', () => {
  it('is in capitals, so that the QR code is alphanumeric', () => {
    expect(verifyUrl('http://localhost:3000', code)).toBe(`HTTP://LOCALHOST:3000/V/${code}`);
    expect(verifyUrl('https://skills.example.org/', code)).toMatch(/^[0-9A-Z $%*+\-./:]+$/);
  });

  it('refuses an address with a path, which would change its meaning in capitals', () => {
    expect(() => verifyUrl('https://example.org/skills', code)).toThrow();
  });
});
