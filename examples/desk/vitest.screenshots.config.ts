import { mergeConfig } from 'vitest/config';
import config from './vitest.config';

/** The pictures of the documentation, made of the running desk: npm run screenshots. */
export default mergeConfig(
  { ...config, test: { ...config.test, include: [] } },
  { test: { include: ['test/screenshots.ts'] } },
);
