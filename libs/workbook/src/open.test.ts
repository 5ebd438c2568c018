import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { addressOf, decimalAt, openWorkbook, readTable, textAt, WORKBOOK_LIMITS, writeAnnotatedCopy, writeWorkbook } from './index.js';

async function workbook(fill: (sheet: ExcelJS.Worksheet) => void, name = 'Sheet1'): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet(name));
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** A zip of our own making, so that sizes and contents may lie. */
function zipOf(files: readonly { name: string; data: Buffer; declaredSize?: number }[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, declaredSize } of files) {
    const packed = deflateRawSync(data);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(crc32(data), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(declaredSize ?? data.length, 8);
    const lengths = Buffer.from([name.length, 0, 0, 0]);
    const versions = Buffer.from([20, 0, 0, 0, 8, 0, 0, 0, 0, 0]);
    locals.push(Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), versions, sizes, lengths, Buffer.from(name), packed]));
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), versions, sizes, lengths, tail, Buffer.from(name)]));
    offset += locals.at(-1)?.length ?? 0;
  }
  const head = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(head.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, head, end]);
}

/** The least that is an Excel file, with a worksheet of our own. */
function minimalExcel(sheetData: string): Buffer {
  const xml = (name: string, text: string) => ({ name, data: Buffer.from(text) });
  return zipOf([
    xml('xl/workbook.xml', '<workbook><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'),
    xml(
      'xl/_rels/workbook.xml.rels',
      '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    xml('xl/worksheets/sheet1.xml', `<worksheet><sheetData>${sheetData}</sheetData></worksheet>`),
  ]);
}

describe('openWorkbook', () => {
  it('reads texts, exact decimals, dates, booleans and the value of formulas', async () => {
    const file = await workbook((sheet) => {
      sheet.addRow([' 张伟\u3000', 91.25, { formula: '0.1+0.2', result: 0.1 + 0.2 }, new Date('2026-05-01'), true, '１００分']);
      sheet.getCell('C5').value = { richText: [{ text: 'rich' }, { text: 'text' }] };
    });
    const { grids, format, sha256 } = await openWorkbook(file);
    const [grid] = grids;
    if (grid === undefined) throw new Error('no grid');
    expect(format).toBe('xlsx');
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(grid.rows[0]).toEqual([
      { kind: 'text', text: '张伟' },
      { kind: 'number', text: '91.25' },
      { kind: 'number', text: '0.3' },
      { kind: 'date', text: '2026-05-01' },
      { kind: 'boolean', text: 'TRUE' },
      { kind: 'text', text: '１００分' },
    ]);
    expect(decimalAt(grid, 0, 5)).toBe('100');
    expect(decimalAt(grid, 0, 4)).toBeNull();
    expect(textAt(grid, 4, 2)).toBe('richtext');
    expect(addressOf(grid, 4, 2)).toBe('Sheet1!C5');
  });

  it('refuses a bomb by what its directory declares', async () => {
    const bomb = zipOf([{ name: 'xl/workbook.xml', data: Buffer.alloc(WORKBOOK_LIMITS.inflatedBytes + 1, 0x20) }]);
    expect(bomb.length).toBeLessThan(200_000);
    await expect(openWorkbook(bomb)).rejects.toMatchObject({ code: 'WORKBOOK_TOO_LARGE', kind: 'too_large', params: { limitMb: 64 } });
  });

  it('refuses a bomb that declares less than it is', async () => {
    const bomb = zipOf([{ name: 'xl/workbook.xml', data: Buffer.alloc(1_000_000, 0x20), declaredSize: 10 }]);
    await expect(openWorkbook(bomb)).rejects.toMatchObject({ code: 'WORKBOOK_UNREADABLE' });
  });

  it('refuses a hundred thousand entries', async () => {
    const many = zipOf(Array.from({ length: 3_000 }, (_, at) => ({ name: `f${at}`, data: Buffer.alloc(0) })));
    await expect(openWorkbook(many)).rejects.toMatchObject({ code: 'WORKBOOK_TOO_LARGE' });
  });

  it.each([
    ['a row number of a billion', '<row r="999999999"><c r="A999999999"><v>1</v></c></row>'],
    ['a column far outside', '<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>'],
  ])(
    'survives %s',
    async (_, rows) => {
      const started = Date.now();
      const limits = { ...WORKBOOK_LIMITS, timeMs: 4_000, memoryMb: 64 };
      await expect(openWorkbook(minimalExcel(rows), limits)).rejects.toMatchObject({ code: 'WORKBOOK_TOO_SLOW' });
      expect(Date.now() - started).toBeLessThan(8_000);
    },
    15_000,
  );

  it('reads the least that is an Excel file', async () => {
    const { grids } = await openWorkbook(minimalExcel('<row r="2"><c r="B2"><v>0.25</v></c></row>'));
    expect(grids).toEqual([
      {
        name: 'S',
        rows: [
          [null, null],
          [null, { kind: 'number', text: '0.25' }],
        ],
      },
    ]);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'WORKBOOK_EMPTY'],
    ['blanks only', Buffer.from('\ufeff , \r\n ,\u3000\n'), 'WORKBOOK_EMPTY'],
    ['a file cut short', Buffer.from('PK\x03\x04 cut', 'latin1'), 'WORKBOOK_UNREADABLE'],
    ['a zip that is no workbook', zipOf([{ name: 'hello.txt', data: Buffer.from('hello') }]), 'WORKBOOK_UNREADABLE'],
    ['broken XML', minimalExcel('<row r="1"><c r='), 'WORKBOOK_UNREADABLE'],
    ['an old or encrypted Excel file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'WORKBOOK_OLD_FORMAT'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'WORKBOOK_ENCODING_UNKNOWN'],
    ['a quote that never ends', Buffer.from('a,b\n"c,d\n'), 'WORKBOOK_UNREADABLE'],
    ['more bytes than allowed', Buffer.alloc(WORKBOOK_LIMITS.fileBytes + 1, 0x61), 'WORKBOOK_TOO_LARGE'],
  ])('refuses %s', async (_, bytes, code) => {
    await expect(openWorkbook(bytes)).rejects.toMatchObject({ code });
  });

  it('names the cell that holds a string of ten million characters', async () => {
    const file = Buffer.from(`姓名,单位\n张伟,${'长'.repeat(3_000_000)}\n`);
    await expect(openWorkbook(file)).rejects.toMatchObject({
      code: 'WORKBOOK_CELL_TOO_LONG',
      details: [{ path: 'CSV!B2', code: 'WORKBOOK_CELL_TOO_LONG', params: { limit: 32_767 } }],
    });
  });

  // The bytes of GB18030 come from iconv.
  it.each([
    ['UTF-8', Buffer.from('姓名,单位\n张伟,"一,厂"')],
    ['UTF-8 with a mark, semicolons', Buffer.from('\ufeff姓名;单位\r\n张伟;一,厂')],
    ['UTF-16 as Excel saves it, tabs', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('姓名\t单位\r\n张伟\t一,厂', 'utf16le')])],
    ['GB18030', Buffer.from('d0d5c3fb2cb5a5cebb0ad5c5ceb02c22d2bb2cb3a722', 'hex')],
  ])('reads CSV in %s', async (_, bytes) => {
    const { grids, format } = await openWorkbook(bytes);
    expect(format).toBe('csv');
    expect(grids[0]?.rows.map((row) => row.map((cell) => cell?.text))).toEqual([
      ['姓名', '单位'],
      ['张伟', '一,厂'],
    ]);
  });
});

it('reads rare characters of GB18030: four bytes for 𬀩, two for 䶮', async () => {
  const { grids } = await openWorkbook(Buffer.from('993187392cfe9f', 'hex'));
  expect(grids[0]?.rows[0]?.map((cell) => cell?.text)).toEqual(['𬀩', '䶮']);
});

describe('readTable', () => {
  const columns = { bib: { titles: ['参赛号', 'Bib'], required: true }, name: { titles: ['姓名', 'Name'], required: true } };

  it('finds the header beneath a title, in any order, case and width', async () => {
    const { grids } = await openWorkbook(Buffer.from('报名表,,\n,,\nＮＡＭＥ *,备注,bib\n张伟,,７\n,,\n欧阳娜娜,x,8\n'));
    const rows = readTable(grids[0] ?? { name: '', rows: [] }, columns);
    expect(rows.map((row) => [row.number, row.text('bib'), row.text('name'), row.address('bib')])).toEqual([
      [4, '７', '张伟', 'CSV!C4'],
      [6, '8', '欧阳娜娜', 'CSV!C6'],
    ]);
  });

  it('names a missing and a doubled column', async () => {
    const { grids } = await openWorkbook(Buffer.from('姓名,name\n张伟,李娜\n'));
    expect(() => readTable(grids[0] ?? { name: '', rows: [] }, columns)).toThrow(
      expect.objectContaining({
        code: 'WORKBOOK_INVALID',
        params: { count: 2 },
        details: [
          { path: 'CSV!1', code: 'WORKBOOK_HEADER_MISSING', params: { column: '参赛号' } },
          { path: 'CSV!B1', code: 'WORKBOOK_COLUMN_TWICE', params: { column: '姓名' } },
        ],
      }),
    );
  });
});

describe('written workbooks', () => {
  it('come back as they were, with a formula as plain text', async () => {
    const file = await writeWorkbook([
      {
        name: '参赛名单',
        rows: [
          ['姓名', '分'],
          ['=1+1', 91.25],
        ],
        widths: [20],
        choices: { 1: ['a', 'b'] },
      },
    ]);
    const { grids } = await openWorkbook(file);
    expect(grids[0]).toEqual({
      name: '参赛名单',
      rows: [
        [
          { kind: 'text', text: '姓名' },
          { kind: 'text', text: '分' },
        ],
        [
          { kind: 'text', text: '=1+1' },
          { kind: 'number', text: '91.25' },
        ],
      ],
    });
  });

  it('carry each problem in a note and in words beside its row', async () => {
    const { grids } = await openWorkbook(
      await workbook((sheet) =>
        sheet.addRows([
          ['姓名', '分'],
          ['张伟', '很多'],
        ]),
      ),
    );
    const copy = await writeAnnotatedCopy(grids, [{ path: 'Sheet1!B2', code: 'CELL_NOT_A_NUMBER' }], '问题', () => '不是数字');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(copy.buffer as ArrayBuffer);
    const sheet = book.getWorksheet('Sheet1');
    expect(sheet?.getCell('C1').value).toBe('问题');
    expect(sheet?.getCell('C2').value).toBe('B2: 不是数字');
    expect(JSON.stringify(sheet?.getCell('B2').note)).toContain('不是数字');
  });
});
