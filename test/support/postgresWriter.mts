import { writeSync } from 'node:fs';
import { openPostgresProcess } from './openPostgresProcess.mts';

const { remember } = await import('../../nodes/engine/memory/stores/postgres/remember.ts');
const { hashName } = await import('../../nodes/engine/memory/stores/postgres/encodeText.ts');

/** A process of its own that remembers, each in a transaction, and acknowledges each on a line of its own: `address prefix count`. With no prefix it says the same every time. */
const { transact, words, close } = openPostgresProcess(1);
const [prefix = '', count = '0'] = words;
for (let number = 0; number < Number(count); number++) {
	const text = prefix === '' ? 'Everyone says this' : `${prefix} says number${number} of many`;
	await transact(
		hashName('written'),
		async (query) => await remember(query, 'written', [{ text, trust: 'agent' }], new Date().toISOString()),
	);
	writeSync(1, `${text}\n`);
}
await close();
