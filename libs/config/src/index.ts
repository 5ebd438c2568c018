export { type Config, ConfigError, config, readConfig, settings } from './config.js';
