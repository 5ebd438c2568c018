import { defineNews } from '#jobs';
import { isId } from '#kernel';

/** An entry became guest, absent, disqualified, withdrawn or official again: standings may change. */
export const entryChanged = defineNews('competition.entryChanged', { skillId: isId, entryId: isId });
