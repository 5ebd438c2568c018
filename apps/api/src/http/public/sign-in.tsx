import type { JSX } from 'preact';
import { type Language, message } from '#language';
import type { HiddenFields, PageFrame, SignInDocument } from './documents.js';
import { Page, renderPage } from './page.js';
import { langOf } from './parts.js';
import { roleIn } from './roles.js';

/** Sign-in by e-mail and password, made for password managers; fields are called `email` and `password`. */
export function renderSignIn(frame: PageFrame, { action, hidden, email, problem, demoLogins }: SignInDocument): string {
  const { language } = frame;
  const title = message(language, 'signIn.title');
  return renderPage(
    <Page frame={frame} title={title} isPrivate={true}>
      <h1>{title}</h1>
      {problem !== null && (
        <div class="problems" role="alert" id="problem">
          <p>{problem}</p>
        </div>
      )}
      <form class="form" method="post" action={action}>
        <Hidden fields={hidden} />
        <label>
          {message(language, 'signIn.email')}
          <input
            type="email"
            name="email"
            value={email}
            required
            autocomplete="username"
            aria-describedby={problem === null ? undefined : 'problem'}
          />
        </label>
        <label>
          {message(language, 'signIn.password')}
          <input type="password" name="password" required autocomplete="current-password" />
        </label>
        <button class="button" type="submit">
          {message(language, 'signIn.submit')}
        </button>
      </form>
      {demoLogins.length > 0 && <DemoLogins logins={demoLogins} language={language} />}
    </Page>,
  );
}

/** Fields that go back as they came. */
export function Hidden({ fields }: { readonly fields: HiddenFields }): JSX.Element {
  return (
    <>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

function DemoLogins({ logins, language }: { readonly logins: SignInDocument['demoLogins']; readonly language: Language }): JSX.Element {
  return (
    <section>
      <h2>{message(language, 'signIn.demo')}</h2>
      <p class="lead">{message(language, 'signIn.demoNote')}</p>
      <table class="demo">
        <thead>
          <tr>
            <th scope="col">{message(language, 'signIn.role')}</th>
            <th scope="col">
              {message(language, 'signIn.email')} · {message(language, 'signIn.password')}
            </th>
          </tr>
        </thead>
        <tbody>
          {logins.map(({ role, name, email, password }) => (
            <tr key={email}>
              <th scope="row">
                {roleIn(language, role)}
                <small class="tie" lang={langOf(name, language)}>
                  {name}
                </small>
              </th>
              <td>
                <code>{email}</code>
                <code>{password}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
