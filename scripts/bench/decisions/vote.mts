import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type * as Stores from '../../../nodes/engine/memory/stores/index.ts';
import { voteAll } from './voteAll.mts';

/** A process of its own that votes through the built store: the place (a file, or an address as JSON), then what `voteAll` takes. */
const [place = '', ...voting] = process.argv.slice(2);
const built = fileURLToPath(new URL('../../../dist/nodes/engine/memory/stores/index.js', import.meta.url));
const { openPostgresStore, openSqliteStore } = createRequire(import.meta.url)(built) as typeof Stores;
const store = place.startsWith('{') ? openPostgresStore(JSON.parse(place) as Stores.PostgresAddress) : openSqliteStore(place);
const { signal } = new AbortController();
await voteAll(voting, async (key, ballot, rules) => await store.decisions.vote('voted', key, ballot, rules, signal));
await store.close();
