import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type * as Stores from '../../../nodes/engine/memory/stores/index.ts';
import { readTexts } from './texts.mts';

/** A process of its own that remembers one text after the other, each acknowledged by a line: the place (a file, or an address as JSON), which of several it is, how many. */
const [place = '', index = '0', count = '0'] = process.argv.slice(2);
const built = fileURLToPath(new URL('../../../dist/nodes/engine/memory/stores/index.js', import.meta.url));
const { openPostgresStore, openSqliteStore } = createRequire(import.meta.url)(built) as typeof Stores;
const store = place.startsWith('{') ? openPostgresStore(JSON.parse(place) as Stores.PostgresAddress) : openSqliteStore(place);
const { text } = readTexts();
const { signal } = new AbortController();
for (let number = 0; number < Number(count); number++) {
	await store.remember('written', [{ text: text(Number(index) * Number(count) + number), trust: 'agent' }], signal);
	writeSync(1, '\n');
}
await store.close();
