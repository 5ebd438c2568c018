export { type Config, ConfigError, config, readConfig, settings } from './config.js';
export { DEMO_LOGINS, DEMO_PASSWORD, type DemoLogin } from './demo-logins.js';
