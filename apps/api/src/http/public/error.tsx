import { message, pathIn } from '#language';
import type { ErrorDocument, PageFrame } from './documents.js';
import { Page, renderPage } from './page.js';
import { Fact } from './parts.js';
import { paths } from './paths.js';

/** An error page: what failed in plain words, what is safe, and a request id to give to whoever helps. 404 has words of its own. */
export function renderError(frame: PageFrame, { status, text, requestId }: ErrorDocument): string {
  const { language, tenant } = frame;
  const isNotFound = status === 404;
  const title = message(language, isNotFound ? 'error.notFoundTitle' : 'error.title');
  return renderPage(
    <Page frame={frame} title={title} isPrivate={true}>
      <h1>{title}</h1>
      <p>{isNotFound ? message(language, 'error.notFoundNote') : text}</p>
      {status >= 500 && <p>{message(language, 'error.safe')}</p>}
      {requestId !== null && !isNotFound && (
        <dl class="facts">
          <Fact label={message(language, 'error.requestId')}>
            <code>{requestId}</code>
          </Fact>
        </dl>
      )}
      <p>
        <a class="button" href={pathIn(language, tenant === null ? paths.directory() : paths.home(tenant.slug))}>
          {message(language, 'error.home')}
        </a>
      </p>
    </Page>,
  );
}
