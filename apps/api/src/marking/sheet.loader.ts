import { Injectable } from '@nestjs/common';
import type DataLoader from 'dataloader';
import type { Id } from '#kernel';
import { Ledger, type LedgerRow, type SheetAspect, Sheets } from '#marking';
import { LoaderRegistry, rowsOf, valueFor } from '../graphql/index.js';

export type SheetMarks = readonly SheetAspect[];

declare module '../graphql/loaders.js' {
  interface Loaders {
    readonly sheetMarks: DataLoader<Id, SheetMarks | null>;
    readonly sheetHistory: DataLoader<Id, readonly LedgerRow[]>;
  }
}

@Injectable()
export class SheetLoader {
  constructor(sheets: Sheets, ledger: Ledger, loaders: LoaderRegistry) {
    loaders.add(
      'sheetMarks',
      valueFor((tenantId, ids) => sheets.aspectsOf(tenantId, ids)),
    );
    loaders.add(
      'sheetHistory',
      rowsOf(
        (tenantId, ids) => ledger.historiesOf(tenantId, ids),
        (row) => row.sheetId,
      ),
    );
  }
}
