// Starts on any Node from 20 on with an empty node_modules: builtins only.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmTrouble } from './start/npmTrouble.mjs';

const checkout = fileURLToPath(new URL('..', import.meta.url));
const modules = join(checkout, 'node_modules');
const stampFile = join(modules, '.shadow-clones-installed');
const logFile = join(checkout, 'install.log');

/**
 * Installs what is missing, then runs a script under the Node 24 that the installation brings.
 *
 * Resolves to that script's exit code; a foreseen obstacle prints its two sentences and gives 1.
 *
 * @param {string} script path from the checkout
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
export async function bootstrap(script, args) {
	const major = Number(process.versions.node.split('.')[0]);
	if (major < 20) {
		return giveUp(
			`This is Node ${process.version}; the commands here need Node 20 or later.`,
			'Install a current Node.js from nodejs.org, then run the same command again.',
		);
	}
	if (!isFresh()) {
		if (isLinked()) {
			return giveUp(
				`The development tools have to be installed, but node_modules is a link to ${realpathSync(modules)}, and npm would empty that folder.`,
				`Run npm ci where that folder is, or remove the link: rm ${modules}`,
			);
		}
		try {
			await install();
		} catch (trouble) {
			return giveUp(trouble.message, trouble.advice ?? `The whole log is in ${logFile}.`);
		}
	}
	return await runWithNode24(script, args);
}

function giveUp(message, advice) {
	console.error(`\n${message}\n${advice}`);
	return 1;
}

const node24 = () => join(checkout, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const lockHash = () =>
	createHash('sha256')
		.update(readFileSync(join(checkout, 'package-lock.json')))
		.digest('hex');

function isFresh() {
	return existsSync(node24()) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockHash();
}

/** `npm ci` removes what is in node_modules first, and follows a link to somebody else's. */
function isLinked() {
	return existsSync(modules) && lstatSync(modules).isSymbolicLink();
}

async function install() {
	const writeLog = createWriteStream(logFile);
	try {
		await npmStep('npm fetches the development tools, about 1 minute and 1 GB', ['ci', '--ignore-scripts'], writeLog);
		await npmStep('npm places Node 24', ['rebuild', 'node', '--ignore-scripts=false'], writeLog);
	} finally {
		writeLog.end();
	}
	mkdirSync(join(checkout, 'node_modules'), { recursive: true });
	writeFileSync(stampFile, lockHash());
}

/** One line says what is being waited for; a log gets another every 15 seconds, a terminal has its line rewritten. */
async function npmStep(waitingFor, args, log) {
	const startedAt = Date.now();
	const seconds = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
	const live = process.stdout.isTTY ? '\r\x1b[K' : '';
	const show = () => process.stdout.write(`${live}… ${waitingFor}, ${seconds()}${live ? '' : '\n'}`);
	show();
	const timer = setInterval(show, live ? 1000 : 15_000);
	try {
		await runNpm(args, log);
		process.stdout.write(`${live}✓ ${waitingFor}, ${seconds()}\n`);
	} catch (error) {
		process.stdout.write(`${live}✗ ${waitingFor}, ${seconds()}\n`);
		throw error;
	} finally {
		clearInterval(timer);
	}
}

async function runNpm(args, log) {
	let output = '';
	// npm is a batch file on Windows, which only a shell starts.
	const child = spawn('npm', args, { cwd: checkout, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text) => {
			output += text;
			log.write(text);
		});
	}
	const code = await new Promise((resolve) => {
		child.once('error', (error) => resolve(error.code));
		child.once('close', resolve);
	});
	if (code === 0) return;
	const { message, advice } =
		code === 'ENOENT'
			? { message: 'npm is not on the PATH.', advice: 'Install Node.js together with npm, then run the same command again.' }
			: npmTrouble(output, logFile);
	throw Object.assign(new Error(message), { advice });
}

async function runWithNode24(script, args) {
	const child = spawn(node24(), [join(checkout, script), ...args], { cwd: checkout, stdio: 'inherit' });
	// Ctrl-C reaches the child too: it cleans up, and this process only waits for it.
	process.on('SIGINT', () => {});
	for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
	return await new Promise((resolve) => {
		child.once('error', (error) =>
			resolve(giveUp(`Node 24 could not be started (${error.code}).`, 'Delete node_modules, then run the same command again.')),
		);
		child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
	});
}
