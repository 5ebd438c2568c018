import type { LocalizedText } from '#kernel';

/** An invented province; every name in the demo is. */
export const TENANT = {
  slug: 'jianghai',
  name: { 'zh-CN': '江海省总工会', en: 'Jianghai Provincial Federation of Trade Unions' },
} as const;

export const COMPETITION = {
  slug: 'zhigong-9',
  name: { 'zh-CN': '江海省第九届职工职业技能大赛', en: '9th Jianghai Workers’ Skills Competition' },
  level: 'provincial',
  startsOn: '2026-10-12',
  endsOn: '2026-12-18',
} as const;

export type Enterprise = { readonly code: string; readonly name: LocalizedText };
export type CityUnion = Enterprise & { readonly enterprises: readonly Enterprise[] };

/** Three city unions with three enterprises each. */
export const CITIES: readonly CityUnion[] = [
  {
    code: 'LJ',
    name: { 'zh-CN': '临江市总工会', en: 'Linjiang City Federation of Trade Unions' },
    enterprises: [
      { code: 'LJ-STEEL', name: { 'zh-CN': '江海钢铁集团', en: 'Jianghai Steel Group' } },
      { code: 'LJ-SHIP', name: { 'zh-CN': '临江造船有限公司', en: 'Linjiang Shipbuilding' } },
      { code: 'LJ-METRO', name: { 'zh-CN': '临江地铁运营公司', en: 'Linjiang Metro' } },
    ],
  },
  {
    code: 'YL',
    name: { 'zh-CN': '云岭市总工会', en: 'Yunling City Federation of Trade Unions' },
    enterprises: [
      { code: 'YL-HYDRO', name: { 'zh-CN': '云岭水电开发公司', en: 'Yunling Hydropower' } },
      { code: 'YL-TOOL', name: { 'zh-CN': '云岭精密制造厂', en: 'Yunling Precision Works' } },
      { code: 'YL-RAIL', name: { 'zh-CN': '云岭机车公司', en: 'Yunling Locomotive' } },
    ],
  },
  {
    code: 'BH',
    name: { 'zh-CN': '滨海市总工会', en: 'Binhai City Federation of Trade Unions' },
    enterprises: [
      { code: 'BH-PORT', name: { 'zh-CN': '滨海港务集团', en: 'Binhai Port Group' } },
      { code: 'BH-WIND', name: { 'zh-CN': '滨海新能源公司', en: 'Binhai New Energy' } },
      { code: 'BH-CHEM', name: { 'zh-CN': '滨海石化公司', en: 'Binhai Petrochemical' } },
    ],
  },
];

/** Where the judges come from: no entry does. */
export const COLLEGE: Enterprise = { code: 'JH-COLLEGE', name: { 'zh-CN': '江海职业技术学院', en: 'Jianghai Vocational College' } };
