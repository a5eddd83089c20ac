import { describe, expect, it } from 'vitest';
import { readReceiptsSetting } from '../../../nodes/shared/receiptsSetting';

const read = (said?: string) => readReceiptsSetting(said === undefined ? {} : { SHADOW_CLONES_RECEIPTS: said });

describe('the setting of receipts for all nodes', () => {
	it.each([
		[undefined, 'unset'],
		[' ', 'unset'],
		['on', 'unset'],
		[' OFF ', 'off'],
		['false', 'off'],
	])('%j means %s', (said, setting) => expect(read(said)).toBe(setting));

	it('names a database, with names and passwords as addresses write them', () => {
		expect(read('postgresql://an%40na:p%2Fw@db.local/n8n%20data?sslmode=verify-full')).toEqual({
			host: 'db.local',
			port: 5432,
			database: 'n8n data',
			user: 'an@na',
			password: 'p/w',
			mostConnections: 2,
			tls: true,
		});
		expect(read('postgres://u:100%@db/d')).toMatchObject({ password: '100%' });
		expect(read('postgres://db:5433/d')).toMatchObject({ port: 5433, user: '', tls: false });
		expect(read('postgres://db/d?sslmode=no-verify')).toMatchObject({ tls: 'unverified' });
	});

	it.each(['postgres://u:secret@', 'postgres://u:secret@host', 'http://u:secret@host/d', 'of'])(
		'refuses %s without repeating it',
		(said) => {
			expect(() => read(said)).toThrow(/neither off nor the address of a Postgres database$/);
		},
	);
});
