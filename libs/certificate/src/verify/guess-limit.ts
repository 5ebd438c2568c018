import { isIPv6 } from 'node:net';
import { Injectable } from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { DomainError } from '#kernel';

const GUESSES = 20;
const HOUR_S = 3_600;

/**
 * Well-formed codes that do not exist are guesses: the check character catches slips before they come here.
 * Each address has 20 in an hour, in each process; then it is refused whatever it asks.
 */
@Injectable()
export class GuessLimit {
  readonly #guesses = new RateLimiterMemory({ points: GUESSES, duration: HOUR_S });

  /**
   * Charges a guess before anything is looked up, so that those asked at the same time count too. Throws TOO_MANY_REQUESTS when the
   * address has used up its guesses.
   */
  async charge(address: string): Promise<void> {
    const { consumedPoints } = await this.#guesses.penalty(networkOf(address));
    if (consumedPoints > GUESSES) throw new DomainError('TOO_MANY_REQUESTS');
  }

  /** Gives the charge back for a code that exists. */
  async giveBack(address: string): Promise<void> {
    await this.#guesses.reward(networkOf(address));
  }
}

/** A subscriber has a whole /64 of IPv6 addresses: they count as one. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const rest = tail.split(':').filter((group) => group !== '');
  const zeros = address.includes('::') ? Array.from({ length: 8 - groups.length - rest.length }, () => '0') : [];
  return [...groups, ...zeros, ...rest].slice(0, 4).join(':');
}
