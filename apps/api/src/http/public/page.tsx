import type { ComponentChildren, JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { LANGUAGES, message, pathIn } from '#language';
import type { PageFrame } from './documents.js';
import { langOf, Name } from './parts.js';
import { paths } from './paths.js';
import { STYLE } from './stylesheet.js';

type Crumb = { readonly href: string; readonly label: ComponentChildren };

type PageProps = {
  readonly frame: PageFrame;
  readonly title: string;
  /** The pages above this one, the highest first. */
  readonly crumbs?: readonly Crumb[];
  /** Pages for one person, and errors, stay out of search engines. */
  readonly isPrivate?: boolean;
  readonly children: ComponentChildren;
};

/** A whole page as it is sent: it loads nothing, runs nothing and stays readable when it is saved as a file. */
export function renderPage(page: JSX.Element): string {
  // Every text is escaped, so the first end of a head is ours; the style sheet itself must not be escaped.
  return `<!doctype html>${renderToString(page).replace('</head>', () => `<style>${STYLE}</style></head>`)}`;
}

export function Page({ frame, title, crumbs = [], isPrivate = false, children }: PageProps): JSX.Element {
  const { language, tenant } = frame;
  const product = message(language, 'frame.product');
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#1d4d3e" />
        {isPrivate && <meta name="robots" content="noindex" />}
        <title>{`${title} · ${product}`}</title>
        <link rel="icon" href="data:," />
        {!isPrivate && <Alternates frame={frame} />}
      </head>
      <body>
        <a class="skip" href="#main">
          {message(language, 'frame.skip')}
        </a>
        <header class="band">
          <div class="wide">
            <a class="brand" href={pathIn(language, tenant === null ? paths.directory() : paths.home(tenant.slug))}>
              <b aria-hidden="true">匠</b>
              <span>
                {product}
                {tenant !== null && (
                  <small>
                    <Name of={tenant.name} language={language} />
                  </small>
                )}
              </span>
            </a>
            <Session frame={frame} />
          </div>
        </header>
        <main id="main" class="wide">
          {crumbs.length > 0 && (
            <nav class="crumbs" aria-label={message(language, 'frame.where')}>
              {crumbs.map(({ href, label }) => (
                <a key={href} href={pathIn(language, href)}>
                  {label}
                </a>
              ))}
            </nav>
          )}
          {children}
        </main>
        <footer>
          <div class="wide">
            <p>{message(language, 'frame.footer')}</p>
            <p>
              <a href={pathIn(language, paths.checkForm())}>{message(language, 'frame.checkCertificate')}</a>
            </p>
          </div>
        </footer>
      </body>
    </html>
  );
}

function Alternates({ frame: { origin, path, language } }: { readonly frame: PageFrame }): JSX.Element {
  return (
    <>
      <link rel="canonical" href={origin + pathIn(language, path)} />
      {LANGUAGES.map((each) => (
        <link key={each} rel="alternate" hreflang={each} href={origin + pathIn(each, path)} />
      ))}
      <link rel="alternate" hreflang="x-default" href={origin + path} />
    </>
  );
}

function Session({ frame: { language, path, signedInAs } }: { readonly frame: PageFrame }): JSX.Element {
  const other = language === 'en' ? 'zh-CN' : 'en';
  return (
    <div class="session">
      <a href={pathIn(other, path)} hreflang={other} lang={other} rel="alternate">
        {other === 'en' ? 'English' : '中文'}
      </a>
      {signedInAs === null ? (
        path !== paths.signIn() && <a href={pathIn(language, paths.me())}>{message(language, 'frame.mine')}</a>
      ) : (
        <form method="post" action={pathIn(language, paths.signOut())}>
          <a
            href={pathIn(language, paths.me())}
            lang={langOf(signedInAs, language)}
            aria-current={path === paths.me() ? 'page' : undefined}
          >
            {signedInAs}
          </a>
          <button type="submit">{message(language, 'frame.signOut')}</button>
        </form>
      )}
    </div>
  );
}
