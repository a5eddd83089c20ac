import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How the service answers instead of working: for the sentences that its troubles get. */
export interface PistonFault {
	readonly status: number;
	readonly body: string;
	readonly headers?: Record<string, string>;
	/** How many requests meet it; all, when absent. */
	times?: number;
}

export interface PistonService {
	readonly url: string;
	readonly requests: Array<{ readonly path: string; readonly body: string }>;
	fault: PistonFault | undefined;
	key: string | undefined;
	languages: string[];
	maxRunTimeoutMs: number | undefined;
	close(): Promise<void>;
}

interface Execution {
	readonly language: string;
	readonly files: ReadonlyArray<{ readonly name?: string; readonly content: string }>;
	readonly stdin?: string;
	readonly run_timeout?: number;
	readonly run_memory_limit?: number;
}

const programs: Record<string, { readonly file: string; readonly command: (memoryBytes: number) => string[] }> = {
	python: { file: 'main.py', command: () => ['/usr/bin/python3'] },
	javascript: {
		file: 'main.js',
		command: (memoryBytes) => [process.execPath, `--max-old-space-size=${Math.max(32, Math.floor(memoryBytes / 1024 / 1024) - 128)}`],
	},
};

/** A small code-running service of Piston's shape that really runs what it is sent, behind bubblewrap. */
export async function startPistonService(): Promise<PistonService> {
	const server = createServer((request, response) => void answer(service, request, response));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const service: PistonService = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		requests: [],
		fault: undefined,
		key: undefined,
		languages: ['python', 'javascript'],
		maxRunTimeoutMs: undefined,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
	return service;
}

async function answer(service: PistonService, request: IncomingMessage, response: ServerResponse): Promise<void> {
	let body = '';
	for await (const chunk of request) body += String(chunk);
	service.requests.push({ path: request.url ?? '', body });
	const send = (status: number, value: unknown) =>
		response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
	const { fault } = service;
	if (fault && (fault.times === undefined || fault.times-- > 0)) {
		response.writeHead(fault.status, fault.headers).end(fault.body);
		return;
	}
	if (service.key !== undefined && request.headers.authorization !== `Bearer ${service.key}`)
		return void send(401, { message: 'Unauthorized' });
	if (request.method === 'GET' && request.url === '/api/v2/runtimes') {
		return void send(
			200,
			service.languages.map((language) => ({
				language,
				version: '3.11.2',
				aliases: [],
				...(language === 'javascript' ? { runtime: 'node' } : {}),
			})),
		);
	}
	if (request.method !== 'POST' || request.url !== '/api/v2/execute') return void send(404, { message: 'Not Found' });
	const execution = JSON.parse(body) as Execution;
	const max = service.maxRunTimeoutMs;
	if (max !== undefined && (execution.run_timeout ?? 0) > max)
		return void send(400, { message: `run_timeout cannot exceed the configured limit of ${max}` });
	if (!service.languages.includes(execution.language)) return void send(400, { message: `${execution.language}-* runtime is unknown` });
	const aborted = new AbortController();
	response.on('close', () => aborted.abort());
	send(200, { language: execution.language, version: '3.11.2', run: await run(execution, aborted.signal) });
}

async function run(execution: Execution, signal: AbortSignal) {
	const program = programs[execution.language]!;
	const folder = mkdtempSync(join(tmpdir(), 'piston-'));
	chmodSync(folder, 0o755);
	writeFileSync(join(folder, program.file), execution.files[0]?.content ?? '', { mode: 0o644 });
	try {
		return await runBehindWalls(program.command(execution.run_memory_limit ?? 512 * 1024 * 1024), program.file, folder, execution, signal);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** No limit on processes binds root, and a program that forks without end would take the whole host; nobody cannot reach a Node.js inside a private folder. */
function asNobody(program: string): boolean {
	return process.getuid?.() === 0 && program.startsWith('/usr/');
}

function runBehindWalls(command: readonly string[], file: string, folder: string, execution: Execution, signal: AbortSignal) {
	const libraries = ['/usr/lib', '/usr/lib64', '/lib', '/lib64']
		.filter((place) => existsSync(place))
		.flatMap((place) => ['--ro-bind', place, place]);
	const walls = [
		'--unshare-all',
		'--die-with-parent',
		'--new-session',
		'--clearenv',
		'--cap-drop',
		'ALL',
		...libraries,
		'--tmpfs',
		'/tmp',
		'--ro-bind',
		command[0]!,
		command[0]!,
	];
	const devices = ['/dev/null', '/dev/urandom'].flatMap((device) => ['--dev-bind', device, device]);
	const child = spawn(
		'bwrap',
		[...walls, ...devices, '--ro-bind', folder, '/piston', '--remount-ro', '/', '--chdir', '/piston', '--', ...command, `/piston/${file}`],
		{
			stdio: 'pipe',
			detached: true,
			...(asNobody(command[0]!) ? { uid: 65_534, gid: 65_534 } : {}),
		},
	);
	const kill = () => {
		try {
			if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
		} catch {
			// It was gone already.
		}
	};
	return new Promise((resolve) => {
		let [stdout, stderr, status] = ['', '', undefined as string | undefined];
		const end = (why: string) => {
			status ??= why;
			kill();
		};
		const timer = setTimeout(() => end('TO'), execution.run_timeout ?? 3000);
		signal.addEventListener('abort', () => end('XX'));
		child.stdout.on('data', (chunk: Buffer) => {
			if ((stdout += String(chunk)).length > 1_000_000) end('OL');
		});
		child.stderr.on('data', (chunk: Buffer) => {
			if ((stderr += String(chunk)).length > 1_000_000) end('EL');
		});
		child.stdin.on('error', () => {});
		child.stdin.end(execution.stdin ?? '');
		child.on('close', (code, killedBy) => {
			clearTimeout(timer);
			resolve({ stdout, stderr, code, signal: killedBy, output: stdout + stderr, ...(status ? { status } : {}) });
		});
	});
}
