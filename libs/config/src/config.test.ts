import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from './config.js';

const SECRET = 'x'.repeat(32);

describe('readConfig', () => {
  it('has sensible defaults', () => {
    expect(readConfig({ SECRET })).toMatchObject({ PORT: 4000, HOST: '127.0.0.1', publicUrl: 'http://127.0.0.1:4000', production: false });
  });

  it('lists every fault at once', () => {
    const read = () => readConfig({ SECRET: 'short', PORT: 'many', REDIS_URL: 'http://x' });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/SECRET.*[\s\S]*REDIS_URL[\s\S]*PORT/);
  });

  it('takes an empty variable as absent', () => {
    expect(readConfig({ SECRET, REDIS_URL: '' }).REDIS_URL).toBeUndefined();
  });

  it('asks for the public address in production', () => {
    expect(() => readConfig({ SECRET, NODE_ENV: 'production' })).toThrow(/PUBLIC_URL/);
  });
});
