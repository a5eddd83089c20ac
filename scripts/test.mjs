// npm test: see test/runTests.mts, which needs the Node 24 that bootstrap brings.
import { bootstrap } from './bootstrap.mjs';

process.exitCode = await bootstrap('scripts/test/runTests.mts', process.argv.slice(2));
