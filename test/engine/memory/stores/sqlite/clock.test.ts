import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewMemory } from '../../../../../nodes/engine/memory/memory';
import { openDatabase } from '../../../../../nodes/engine/memory/stores/sqlite/openDatabase';
import { getMemories } from '../../../../../nodes/engine/memory/stores/sqlite/readMemories';
import { remember } from '../../../../../nodes/engine/memory/stores/sqlite/remember';
import { searchText } from '../../../../../nodes/engine/memory/stores/sqlite/search';

let folder: string;
let database: DatabaseSync;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'memory-clock-'));
	database = openDatabase(join(folder, 'memory.sqlite'));
});
afterEach(() => {
	database.close();
	rmSync(folder, { recursive: true, force: true });
});

const at = (time: string) => `2026-01-01T${time}:00.000Z`;
const say = (text: string, time: string, more: Partial<NewMemory> = {}) =>
	remember(database, 'n', [{ text, trust: 'user', subject: 'door', ...more }], at(time));
const found = (time: string, asOf?: string) => {
	const scope = { namespace: 'n', includeUntrusted: true, limit: 10, ...(asOf === undefined ? {} : { asOf: at(asOf) }) };
	const ids = searchText(database, 'door', scope, at(time)).turn.map(({ id }) => id);
	return getMemories(database, 'n', ids).map(({ text }) => text);
};

describe('The embedded store, whose clock is set back', () => {
	it('recalls what was remembered before', () => {
		say('The door is open', '12:00');
		expect(found('11:02')).toEqual(['The door is open']);
	});

	it('takes the fact that was remembered last for the current one, then and later', () => {
		say('The door is open', '12:00');
		say('The door is closed', '11:05');
		for (const time of ['11:06', '12:00', '12:10']) expect(found(time)).toEqual(['The door is closed']);
		say('The door is open', '11:30');
		for (const time of ['11:31', '12:10']) expect(found(time)).toEqual(['The door is open']);
	});

	it('still lets a fact wait for the time from which it is said to hold', () => {
		say('The door is open', '12:00');
		say('The door will be closed', '12:01', { validFrom: at('18:00') });
		expect(found('12:02')).toEqual(['The door is open']);
		expect(found('11:00')).toEqual(['The door is open']);
		expect(found('18:30')).toEqual(['The door will be closed']);
	});

	it('recalls as of a time by the times that are kept', () => {
		say('The door is open', '12:00');
		expect(found('13:00', '11:00')).toEqual([]);
		expect(found('13:00', '12:30')).toEqual(['The door is open']);
	});
});
