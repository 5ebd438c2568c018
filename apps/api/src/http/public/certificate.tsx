import type { JSX } from 'preact';
import { formatDays, type Language, type MessageKey, message, pathIn } from '#language';
import type { CertificateCheck, CertificateState, CheckedCertificate, PageFrame } from './documents.js';
import { Page, renderPage } from './page.js';
import { Fact, Instant, langOf, Name } from './parts.js';
import { paths } from './paths.js';

const VERDICTS: Readonly<Record<CertificateState, { readonly mark: string; readonly word: MessageKey; readonly note: MessageKey }>> = {
  genuine: { mark: '✓', word: 'check.genuine', note: 'check.genuineNote' },
  revoked: { mark: '✗', word: 'check.revoked', note: 'check.revokedNote' },
  superseded: { mark: '!', word: 'check.superseded', note: 'check.supersededNote' },
  suspended: { mark: '!', word: 'check.suspended', note: 'check.suspendedNote' },
  unknown: { mark: '?', word: 'check.unknown', note: 'check.unknownNote' },
};

/** The answer to a code: one word first, then what the certificate says, then each check on a line of its own. */
export function renderCertificateCheck(frame: PageFrame, check: CertificateCheck): string {
  const { language } = frame;
  const { mark, word, note } = VERDICTS[check.state];
  return renderPage(
    <Page frame={frame} title={`${message(language, word)} · ${message(language, 'check.title')}`} isPrivate={true}>
      <div class={`verdict ${check.state}`}>
        <h1>
          <i data-mark={mark} aria-hidden="true" />
          {message(language, word)}
        </h1>
        <p>{message(language, note)}</p>
      </div>
      {check.certificate === null ? (
        <CodeForm language={language} code={check.code} />
      ) : (
        <Details check={check} certificate={check.certificate} language={language} />
      )}
    </Page>,
  );
}

/** The page on which a code is typed by hand. */
export function renderCertificateForm(frame: PageFrame): string {
  const title = message(frame.language, 'check.title');
  return renderPage(
    <Page frame={frame} title={title}>
      <h1>{title}</h1>
      <CodeForm language={frame.language} code="" />
    </Page>,
  );
}

function CodeForm({ language, code }: { readonly language: Language; readonly code: string }): JSX.Element {
  return (
    <form method="get" action={pathIn(language, paths.checkForm())}>
      <p>
        <label for="code">{message(language, 'check.code')}</label>
      </p>
      <p class="row">
        <input
          id="code"
          name="code"
          value={code}
          required
          maxLength={60}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
        />
        <button class="button" type="submit">
          {message(language, 'check.submit')}
        </button>
      </p>
    </form>
  );
}

type DetailsProps = { readonly check: CertificateCheck; readonly certificate: CheckedCertificate; readonly language: Language };

function Details({ check, certificate, language }: DetailsProps): JSX.Element {
  const isMasked = certificate.holder.includes('*');
  return (
    <>
      <dl class="facts">
        <Fact label={message(language, 'check.holder')}>
          <strong lang={langOf(certificate.holder, language)}>{certificate.holder}</strong>
          {isMasked && <small class="tie">{message(language, 'check.masked')}</small>}
        </Fact>
        <Fact label={message(language, 'check.award')}>
          <strong>
            <Name of={certificate.award} language={language} />
          </strong>
        </Fact>
        <Fact label={message(language, 'check.event')}>
          <Name of={certificate.event} language={language} />
        </Fact>
        <Fact label={message(language, 'check.skill')}>
          <Name of={certificate.skill} language={language} />
        </Fact>
        <Fact label={message(language, 'check.issuer')}>
          <Name of={certificate.issuer} language={language} />
        </Fact>
        <Fact label={message(language, 'check.issuedOn')}>{formatDays(language, certificate.issuedOn, certificate.issuedOn)}</Fact>
        <Fact label={message(language, 'check.code')}>
          <code>{check.code}</code>
        </Fact>
        {certificate.changed !== null && (
          <>
            <Fact label={message(language, 'check.changedAt')}>
              <Instant at={certificate.changed.at} language={language} />
            </Fact>
            <Fact label={message(language, 'check.reason')}>{certificate.changed.reason}</Fact>
          </>
        )}
        {check.replacedBy !== null && (
          <Fact label={message(language, 'check.newCertificate')}>
            <a href={pathIn(language, check.replacedBy.path)}>{check.replacedBy.code}</a>
          </Fact>
        )}
      </dl>
      <h2>{message(language, 'check.checks')}</h2>
      <Checks check={check} certificate={certificate} language={language} />
    </>
  );
}

function Checks({ check, certificate, language }: DetailsProps): JSX.Element {
  const isInForce = check.state === 'genuine';
  const { number, hash, path } = certificate.publication;
  const restsOn = message(language, 'check.restsOn', { number });
  return (
    <ul class="checks">
      <Check passes={true}>{message(language, 'check.recordFound')}</Check>
      <Check passes={isInForce}>{message(language, isInForce ? 'check.inForce' : 'check.notInForce')}</Check>
      <Check passes={true}>
        {path === null ? restsOn : <a href={pathIn(language, path)}>{restsOn}</a>}
        <br />
        <code>{hash}</code>
      </Check>
      <Check passes={null}>
        {message(language, 'check.pdfHash')}
        <br />
        <code>{certificate.pdfHash}</code>
      </Check>
    </ul>
  );
}

/** One check; `passes` is null for what only the visitor can compare. */
function Check({
  passes,
  children,
}: {
  readonly passes: boolean | null;
  readonly children: JSX.Element | string | readonly (JSX.Element | string)[];
}): JSX.Element {
  return (
    <li class={passes === false ? 'no' : undefined}>
      <i aria-hidden="true">{passes === null ? '→' : passes ? '✓' : '✗'}</i>
      <span>{children}</span>
    </li>
  );
}
