import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type * as SandboxFolder from '../../nodes/engine/sandbox/index.ts';
import type { Language, Sandbox, TestReport } from '../../nodes/engine/sandbox/index.ts';
import { readOptions } from '../shared/readOptions.mts';
import { runScript, SetupError } from '../shared/setupError.mts';
import { formatTable } from '../start/formatTable.mts';

interface Row {
	readonly what: string;
	readonly count: number;
	readonly p50Ms: number;
	readonly p95Ms: number;
	readonly perSecond?: number;
	readonly outcome: string;
	/** The longest that the host's event loop waited meanwhile. */
	readonly maxStallMs: number;
}

const limits = { timeoutMs: 1000, memoryBytes: 64 * 1024 * 1024, outputBytes: 20_000 };
const never = new AbortController().signal;
const script = {
	good: 'function add(a, b) { return a + b; }',
	tests:
		"const assert = require('node:assert');\nfunction test() {\n\tassert.strictEqual(add(1, 2), 3);\n\tassert.deepEqual([add(2, 2)], [4]);\n\tassert.ok(add(3, 3) === 6);\n}\ntest();",
};
const python = { good: 'def add(a, b): return a + b', tests: 'assert add(1, 2) == 3\nassert [add(2, 2)] == [4]\nassert add(3, 3) == 6' };
const bombs: Record<string, string> = {
	'loop bomb': 'for (;;) {}',
	'pattern bomb': "function add() { return /^(a+)+$/.test('a'.repeat(64) + '!'); }",
	'memory bomb': 'const kept = []; for (;;) kept.push(new Array(1000).fill(1));',
	'recursion bomb': 'function add(a, b) { return add(a + 1, b) + 1; }',
	'output bomb': "function add() { for (;;) console.log('boom '.repeat(100)); }",
	'promise bomb': 'const again = () => Promise.resolve().then(again); again(); await new Promise(() => {});',
	'big number bomb': 'function add() { let value = 3n; for (;;) value = value * value; }',
};

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What running code nobody trusts costs: small candidates, bombs, and what the host's event loop felt of them. */
async function benchSandbox(): Promise<void> {
	const { json } = readOptions({ json: { type: 'boolean', default: false } }, (values) => values);
	const built = `${root}dist/nodes/engine/sandbox/index.js`;
	if (!existsSync(built)) throw new SetupError('The package is not built yet.', 'Build it first: npm run build');
	const { createSandbox } = createRequire(import.meta.url)(built) as typeof SandboxFolder;
	const rows: Row[] = [];
	const embedded = await createSandbox('javascript');
	await repeat('warming up', 40, 4, () => run(embedded, 'javascript', script.good, script.tests));
	rows.push(await repeat('nothing for a second (the machine itself)', 1, 1, idle));
	rows.push(await repeat('JavaScript, one at a time', 300, 1, () => run(embedded, 'javascript', script.good, script.tests)));
	rows.push(await repeat('JavaScript, 64 at once', 1000, 64, () => run(embedded, 'javascript', script.good, script.tests)));
	rows.push(
		await repeat('TypeScript, one at a time', 200, 1, () =>
			run(embedded, 'typescript', script.good.replace('a, b', 'a: number, b: number'), script.tests),
		),
	);
	for (const [name, code] of Object.entries(bombs)) {
		rows.push(await repeat(name, 3, 1, () => run(embedded, 'javascript', code, script.tests)));
	}
	rows.push(await besideBombs(embedded));
	rows.push(...(await benchOthers(createSandbox)));
	console.log(json ? JSON.stringify({ node: process.version, rows }, null, '\t') : formatRows(rows));
	await embedded.close();
}

/** How long the host's event loop waits with nothing to do: on a busy machine the figures of the others hold at least this. */
async function idle(): Promise<TestReport> {
	await new Promise((resolve) => setTimeout(resolve, 1000));
	return { kind: 'finished', passed: 0, total: 0, output: '', durationMs: 1000 };
}

async function besideBombs(sandbox: Sandbox): Promise<Row> {
	const bombing = Object.values(bombs).map((code) => run(sandbox, 'javascript', code, script.tests));
	const row = await repeat('JavaScript beside seven bombs', 100, 4, () => run(sandbox, 'javascript', script.good, script.tests));
	await Promise.all(bombing);
	return row;
}

async function benchOthers(createSandbox: typeof SandboxFolder.createSandbox): Promise<Row[]> {
	const rows: Row[] = [];
	const local = await createSandbox('python').catch(() => undefined);
	if (!local) return [skipped('Python by bubblewrap')];
	rows.push(await repeat('Python by bubblewrap, one at a time', 40, 1, () => run(local, 'python', python.good, python.tests)));
	rows.push(await repeat('Python by bubblewrap, 8 at once', 40, 8, () => run(local, 'python', python.good, python.tests)));
	const url = process.env['SANDBOX_SERVICE_URL'];
	if (!url) return [...rows, skipped('HTTP service (SANDBOX_SERVICE_URL is not set)')];
	const { ServiceSandbox } = createRequire(import.meta.url)(`${root}dist/nodes/engine/sandbox/service/serviceSandbox.js`) as {
		ServiceSandbox: new (url: string, key?: string) => Sandbox;
	};
	const service = new ServiceSandbox(url, process.env['SANDBOX_SERVICE_KEY']);
	rows.push(await repeat('JavaScript by the HTTP service', 20, 1, () => run(service, 'javascript', script.good, script.tests)));
	rows.push(await repeat('Python by the HTTP service', 20, 1, () => run(service, 'python', python.good, python.tests)));
	await service.close();
	return rows;
}

function run(sandbox: Sandbox, language: Language, code: string, source: string): Promise<TestReport> {
	return sandbox.test({ language, code, tests: { kind: 'code', source }, limits }, never);
}

async function repeat(what: string, count: number, atOnce: number, work: () => Promise<TestReport>): Promise<Row> {
	const durations: number[] = [];
	const outcomes = new Set<string>();
	const delay = monitorEventLoopDelay({ resolution: 1 });
	let left = count;
	const worker = async () => {
		while (left-- > 0) {
			const began = performance.now();
			const report = await work();
			durations.push(performance.now() - began);
			outcomes.add(report.kind === 'finished' ? `${report.passed} of ${report.total}` : report.cause);
		}
	};
	await new Promise((resolve) => setTimeout(resolve, 20));
	delay.enable();
	const began = performance.now();
	await Promise.all(Array.from({ length: atOnce }, worker));
	const wallMs = performance.now() - began;
	delay.disable();
	durations.sort((left, right) => left - right);
	const at = (share: number) => durations[Math.min(durations.length - 1, Math.floor(durations.length * share))] ?? 0;
	return {
		what,
		count,
		p50Ms: at(0.5),
		p95Ms: at(0.95),
		perSecond: (count / wallMs) * 1000,
		outcome: [...outcomes].join(', '),
		maxStallMs: delay.max / 1e6,
	};
}

function skipped(what: string): Row {
	return { what, count: 0, p50Ms: 0, p95Ms: 0, outcome: 'not here', maxStallMs: 0 };
}

function formatRows(rows: readonly Row[]): string {
	const shown = (value: number | undefined, digits: number) => (value === undefined || value === 0 ? '–' : value.toFixed(digits));
	const heading = ['what', 'runs', 'p50 ms', 'p95 ms', 'per second', 'outcome', 'longest stall of the host, ms'];
	const lines = rows.map((row) => [
		row.what,
		String(row.count),
		shown(row.p50Ms, 2),
		shown(row.p95Ms, 2),
		shown(row.perSecond, 0),
		row.outcome,
		shown(row.maxStallMs, 1),
	]);
	return formatTable([heading, ...lines], ['left', 'right', 'right', 'right', 'right', 'left', 'right']).join('\n');
}

await runScript(benchSandbox);
process.exit();
