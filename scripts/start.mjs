// npm start: see start/start.mts, which needs the Node 24 that bootstrap brings.
import { bootstrap } from './bootstrap.mjs';

process.exitCode = await bootstrap('scripts/start/start.mts', process.argv.slice(2));
