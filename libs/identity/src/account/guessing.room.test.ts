import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AccountRoom, cookieOf, openAccounts, PASSWORD } from '../../../../test/support/accounts.js';

/** Sixty hashes on a busy machine. */
const PATIENCE_MS = 60_000;
const GUESSES = Number(process.env['GUILDHALL_GUESSES'] ?? 200);

let given: AccountRoom;

beforeAll(async () => {
  given = await openAccounts();
});

afterAll(async () => {
  await given?.close();
});

/** Wrong passwords for one account, forty at a time, each from another address; the codes they were answered with. */
async function guesses(name: string, count: number): Promise<readonly string[]> {
  const codes: string[] = [];
  let begun = 0;
  const guesser = async (): Promise<void> => {
    while (begun < count) {
      begun += 1;
      const code = await given.signIn(name, `wrong password ${begun}`).then(
        () => 'signed in',
        (error: { readonly code: string }) => error.code,
      );
      codes.push(code);
    }
  };
  await Promise.all(Array.from({ length: 40 }, guesser));
  return codes;
}

describe('guessing', () => {
  it(
    'evaluates 10 passwords an hour at most, and the owner still gets in on a known device',
    async () => {
      const account = await given.givenAccount();
      const device = cookieOf((await given.signIn(account.name, PASSWORD)).filter((line) => line.startsWith('guildhall.device')));
      const codes = await guesses(account.name, GUESSES);
      const evaluated = codes.filter((code) => code === 'SIGN_IN_FAILED').length;
      process.stdout.write(`R12: ${GUESSES} guesses at one account from as many addresses: ${evaluated} evaluated\n`);
      expect(evaluated).toBe(10);
      expect(codes.filter((code) => code === 'SIGN_IN_THROTTLED')).toHaveLength(GUESSES - 10);
      await expect(given.signIn(account.name, PASSWORD)).rejects.toMatchObject({
        code: 'SIGN_IN_THROTTLED',
        params: { minutes: expect.any(Number) },
      });
      await expect(given.signIn(account.name, PASSWORD, device)).resolves.toHaveLength(2);
    },
    PATIENCE_MS,
  );

  it(
    'from a stolen device is limited too',
    async () => {
      const account = await given.givenAccount();
      const device = cookieOf(await given.signIn(account.name, PASSWORD));
      const codes = await Promise.all(
        Array.from({ length: 15 }, () =>
          given.signIn(account.name, 'a wrong password', device).catch((error: { code: string }) => error.code),
        ),
      );
      expect(codes.filter((code) => code === 'SIGN_IN_FAILED')).toHaveLength(10);
    },
    PATIENCE_MS,
  );

  it(
    'from one address over many accounts stops after 60',
    async () => {
      const address = given.someAddress();
      const codes = await Promise.all(
        Array.from({ length: 65 }, (_, guess) =>
          given.signIn(`nobody-${guess}`, 'a wrong password', {}, address).catch((error: { code: string }) => error.code),
        ),
      );
      expect(codes.filter((code) => code === 'SIGN_IN_FAILED')).toHaveLength(60);
    },
    PATIENCE_MS,
  );

  it(
    'is forgotten after the hour; successes are not counted',
    async () => {
      const account = await given.givenAccount();
      for (let time = 0; time < 12; time += 1) await given.signIn(account.name, PASSWORD);
      await Promise.all(Array.from({ length: 10 }, () => given.signIn(account.name, 'a wrong password').catch(() => undefined)));
      await expect(given.signIn(account.name, PASSWORD)).rejects.toMatchObject({ code: 'SIGN_IN_THROTTLED' });
      await given.superuser.query("update auth.sign_in_counter set ends_at = now() - interval '1 second'");
      await expect(given.signIn(account.name, PASSWORD)).resolves.toHaveLength(2);
    },
    PATIENCE_MS,
  );
});
