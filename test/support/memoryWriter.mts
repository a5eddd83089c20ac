import { writeSync } from 'node:fs';
import './resolveTypeScript.mts';

const { openDatabase } = await import('../../nodes/engine/memory/stores/sqlite/openDatabase.ts');
const { remember } = await import('../../nodes/engine/memory/stores/sqlite/remember.ts');

/** A process of its own that remembers, each in a transaction, and acknowledges each on a line of its own: `file prefix count`. With no prefix it says the same every time. What stops it is its last line, as plain data. */
const [file = '', prefix = '', count = '0'] = process.argv.slice(2);
try {
	const database = openDatabase(file);
	for (let number = 0; number < Number(count); number++) {
		const text = prefix === '' ? 'Everyone says this' : `${prefix} says number${number} of many`;
		database.exec('BEGIN IMMEDIATE');
		remember(database, 'written', [{ text, trust: 'agent' }], new Date().toISOString());
		database.exec('COMMIT');
		writeSync(1, `${text}\n`);
	}
	database.close();
} catch (error) {
	const { errcode, code, message } = error as { errcode?: number; code?: string; message: string };
	writeSync(1, `${JSON.stringify({ sqliteCode: errcode, code: errcode === undefined ? code : undefined, message })}\n`);
}
