import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPostgres, type PostgresServer } from '../../../../../scripts/postgres/startPostgres.mts';

const script = join(__dirname, '../../../../support/postgresAsker.mts');

let server: PostgresServer;
beforeAll(async () => {
	server = await startPostgres();
});
afterAll(async () => await server?.remove());

/** What a process with so many callers said, line by line. */
function startAsker(
	address: object,
	callers: number,
	questions: number,
	answerMs: number,
	leaseMs: number,
	onLine = (_line: string) => {},
) {
	const child = spawn(
		process.execPath,
		[
			'--no-warnings',
			'--experimental-transform-types',
			script,
			JSON.stringify(address),
			...[callers, questions, answerMs, leaseMs].map(String),
		],
		{
			stdio: ['ignore', 'pipe', 'inherit'],
		},
	);
	const lines: string[] = [];
	createInterface(child.stdout).on('line', (line) => {
		lines.push(line);
		onLine(line);
	});
	return { child, ended: once(child, 'close').then(() => lines) };
}

it('asks once for thirty callers of twenty new questions on three processes', async () => {
	const address = await server.createDatabase();
	const lines = (await Promise.all([0, 1, 2].map(async () => await startAsker(address, 10, 20, 200, 10_000).ended))).flat();
	expect(lines.filter((line) => line.startsWith('asked')).sort()).toEqual(
		Array.from({ length: 20 }, (_, index) => `asked question ${index}`).sort(),
	);
	expect(lines.filter((line) => !line.startsWith('asked'))).toEqual(['answered 200', 'answered 200', 'answered 200']);
});

it('takes over from a process that is killed while it asks, and asks once more', async () => {
	const address = await server.createDatabase();
	let tellAsked = () => {};
	const asked = new Promise<void>((resolve) => (tellAsked = resolve));
	const first = startAsker(address, 1, 1, -1, 4_000, tellAsked);
	await asked;
	const others = [0, 1].map(() => startAsker(address, 10, 1, 50, 4_000));
	first.child.kill('SIGKILL');
	expect(await first.ended).toEqual(['asked question 0']);
	const lines = (await Promise.all(others.map(async ({ ended }) => await ended))).flat();
	expect(lines.sort()).toEqual(['answered 10', 'answered 10', 'asked question 0']);
});
