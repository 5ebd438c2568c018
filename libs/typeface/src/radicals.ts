/**
 * The character that a radical was mistaken for. PDF readers and some input methods put radicals where characters belong;
 * they look alike and are found by no search.
 * The 214 Kangxi radicals decompose by NFKC; of the supplement, those that are whole characters are listed here.
 * Source: Unicode Character Database, property Equivalent_Unified_Ideograph.
 */
export function characterForRadical(radical: string): string | null {
  const listed = SUPPLEMENT[radical];
  if (listed !== undefined) return listed;
  const decomposed = radical.normalize('NFKC');
  return decomposed === radical ? null : decomposed;
}

export function isRadical(codePoint: number): boolean {
  return codePoint >= 0x2e80 && codePoint <= 0x2fdf;
}

const SUPPLEMENT: Readonly<Record<string, string>> = {
  '⺁': '厂',
  '⺎': '兀',
  '⺐': '尢',
  '⺕': '彐',
  '⺟': '母',
  '⺠': '民',
  '⺫': '罒',
  '⺼': '月',
  '⻁': '虎',
  '⻂': '衤',
  '⻄': '西',
  '⻅': '见',
  '⻆': '角',
  '⻉': '贝',
  '⻋': '车',
  '⻑': '長',
  '⻒': '镸',
  '⻓': '长',
  '⻔': '门',
  '⻖': '阝',
  '⻗': '雨',
  '⻘': '青',
  '⻙': '韦',
  '⻚': '页',
  '⻛': '风',
  '⻜': '飞',
  '⻝': '食',
  '⻢': '马',
  '⻣': '骨',
  '⻤': '鬼',
  '⻥': '鱼',
  '⻦': '鸟',
  '⻨': '麦',
  '⻩': '黄',
  '⻪': '黾',
  '⻬': '齐',
  '⻮': '齿',
  '⻯': '竜',
  '⻰': '龙',
  '⻳': '龟',
};
