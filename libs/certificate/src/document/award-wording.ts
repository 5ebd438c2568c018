import { LANGUAGES, type Language, type LocalizedText, textIn } from '#kernel';
import { showCertificateCode } from '../code/certificate-code.js';
import type { CertificateData } from './certificate-data.js';
import { qrSvg } from './qr-svg.js';

/** What the template draws, word for word. Null lines are left out. */
export type AwardWording = {
  readonly documentTitle: string;
  readonly title: Bilingual;
  readonly holder: string;
  readonly members: string;
  readonly organisation: string;
  readonly sentence: Bilingual;
  readonly award: Bilingual;
  readonly issuer: Bilingual;
  readonly sealPurpose: string;
  readonly scan: Bilingual;
  readonly code: string;
  readonly day: { readonly year: number; readonly month: number; readonly day: number };
  readonly date: Bilingual;
  /** An SVG picture. */
  readonly qr: string;
};

/** The English line is empty where no part of it is known in English. */
type Bilingual = { readonly zh: string; readonly en: string };

/** The words of an award certificate. A name without English stands in its Chinese form within the English sentence. */
export function awardWording(data: CertificateData): AwardWording {
  const day = readDay(data.issuedOn);
  return {
    documentTitle: `${data.title['zh-CN']} · ${data.holder}`,
    title: bilingual(data.title),
    holder: data.holder,
    members: data.members.join('　'),
    organisation: data.organisation ?? '',
    sentence: sentence(data.event, data.skill),
    award: bilingual(data.award),
    issuer: bilingual(data.issuer),
    sealPurpose: '证书专用章',
    scan: { zh: '扫码核验证书真伪', en: 'Scan to verify' },
    code: showCertificateCode(data.code),
    day,
    date: { zh: `${day.year}年${day.month}月${day.day}日`, en: `${day.day} ${MONTHS[day.month - 1] ?? ''} ${day.year}` },
    qr: qrSvg(data.verifyUrl),
  };
}

/** Every text of the wording that a reader sees, with the name of its line. */
export function linesOf(wording: AwardWording): readonly (readonly [line: string, text: string])[] {
  const { day: _day, qr: _qr, ...texts } = wording;
  return Object.entries(texts).flatMap(([line, text]) =>
    typeof text === 'string' ? [[line, text] as const] : [[line, text.zh] as const, [line, text.en] as const],
  );
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

function bilingual(text: LocalizedText): Bilingual {
  return { zh: text['zh-CN'], en: text.en ?? '' };
}

function sentence(event: LocalizedText, skill: LocalizedText): Bilingual {
  const isInEnglish = [event, skill].some((text) => textIn(text, 'en').language === 'en');
  const [zh, en] = LANGUAGES.map((language) => SENTENCE[language](textIn(event, language).text, textIn(skill, language).text));
  return { zh: zh ?? '', en: isInEnglish ? (en ?? '') : '' };
}

const SENTENCE: Readonly<Record<Language, (event: string, skill: string) => string>> = {
  'zh-CN': (event, skill) => `在${event}“${skill}”赛项中荣获`,
  en: (event, skill) => `${skill}, ${event}`,
};

function readDay(issuedOn: string): AwardWording['day'] {
  const [year, month, day] = issuedOn.split('-').map(Number);
  const date = new Date(`${issuedOn}T00:00:00Z`);
  if (year === undefined || month === undefined || day === undefined || !(date.toJSON() ?? '').startsWith(issuedOn)) {
    throw new Error(`"${issuedOn}" is no calendar day`);
  }
  return { year, month, day };
}
