import { access, copyFile, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from '../shared/withLock.mts';
import type { VllmInstallation } from './ensureVllm.mts';

/** Tokens of SmolLM2 that nobody misses, and the tags that they become; their ids stay. */
export const thinkingTags = [
	{ id: 7, was: '<gh_stars>', becomes: '<think>' },
	{ id: 8, was: '<issue_start>', becomes: '</think>' },
] as const;

/**
 * Makes sure that there is a copy of SmolLM2 whose tokenizer knows the tags of thinking, as vLLM's reasoning parsers ask of one.
 *
 * Gives back its folder. The weights are the same files; what the model writes is up to the request, as it never learnt to think.
 */
export async function ensureThinkingModel({ folder, modelFolder }: VllmInstallation): Promise<string> {
	const copy = join(folder, 'smollm2-135m-thinking');
	const marker = join(copy, 'complete');
	const isComplete = async () =>
		await access(marker).then(
			() => true,
			() => false,
		);
	if (await isComplete()) return copy;
	return await withLock(`${copy}.lock`, async () => {
		if (await isComplete()) return copy; // another process was quicker
		await rm(copy, { recursive: true, force: true });
		await mkdir(copy);
		for (const name of await readdir(modelFolder)) {
			const [from, to] = [join(modelFolder, name), join(copy, name)];
			if (name === 'tokenizer.json' || name === 'tokenizer_config.json') await writeFile(to, renameTokens(await readFile(from, 'utf8')));
			else if (name.endsWith('.safetensors')) await symlink(from, to);
			else await copyFile(from, to);
		}
		await writeFile(marker, '');
		return copy;
	});
}

/** Also takes away that they are special: vLLM leaves special tokens out of what it sends. */
function renameTokens(text: string): string {
	const parsed = JSON.parse(text) as unknown;
	return JSON.stringify(rename(parsed));
}

function rename(value: unknown): unknown {
	if (typeof value === 'string') return thinkingTags.find(({ was }) => was === value)?.becomes ?? value;
	if (Array.isArray(value)) return value.map(rename);
	if (typeof value !== 'object' || value === null) return value;
	const renamed = Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [thinkingTags.find(({ was }) => was === key)?.becomes ?? key, rename(inner)]),
	);
	const isTag = thinkingTags.some(({ becomes }) => becomes === renamed['content']);
	return isTag && 'special' in renamed ? { ...renamed, special: false } : renamed;
}
