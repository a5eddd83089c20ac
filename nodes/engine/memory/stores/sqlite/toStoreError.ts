import { StoreError, type StoreTrouble } from '../../errors';
import type { Trouble } from './jobs';

type FileTrouble = Exclude<StoreTrouble, 'unreachable' | 'refused'>;

/** SQLite's primary result codes. */
const troubleOf: Readonly<Record<number, FileTrouble>> = {
	5: 'locked',
	6: 'locked',
	8: 'readOnly',
	11: 'damaged',
	13: 'diskFull',
	14: 'cannotOpen',
	26: 'notOurs',
};
const troubleOfNode: Readonly<Record<string, FileTrouble>> = {
	EACCES: 'readOnly',
	EPERM: 'readOnly',
	EROFS: 'readOnly',
	ENOSPC: 'diskFull',
	ENOTDIR: 'cannotOpen',
	EEXIST: 'cannotOpen',
};

/** Puts SQLite's trouble into a sentence, with the file and what to do; `forgetting` is what was not done then. */
export function toStoreError(trouble: Trouble, file: string, forgetting = false): StoreError {
	const kind = trouble.trouble ?? troubleOf[(trouble.sqliteCode ?? 0) & 0xff] ?? troubleOfNode[trouble.code ?? ''] ?? 'unforeseen';
	const [message, advice] = forgetting && kind === 'diskFull' ? cannotForget(file) : sentences[kind](file, trouble);
	return new StoreError(kind, message, advice, trouble);
}

function cannotForget(file: string): readonly [message: string, advice: string] {
	return [
		`The disk with ${file} is full, and nothing was forgotten: what is forgotten is written over, and the log of that needs room`,
		'Free a few megabytes on that disk by something else, then forget again.',
	];
}

const sentences: { readonly [Kind in FileTrouble]: (file: string, trouble: Trouble) => readonly [message: string, advice: string] } = {
	diskFull: (file) => [
		`The disk with ${file} is full, and nothing of this was kept`,
		'Free some space or forget something, then run this again. What was kept before is whole.',
	],
	readOnly: (file) => [
		`${file} may not be written to`,
		'Give the user that runs n8n the right to write this file and its folder, or choose another File.',
	],
	locked: (file) => [
		`Another process kept ${file} locked for 10 s, and nothing of this was kept`,
		'Run this again. Where many processes write at once, use fewer of them.',
	],
	notOurs: (file) => [`${file} is not a memory file of this package; it was left as it is`, 'Choose another File, or move this one away.'],
	newerSchema: (file, { schemaVersion }) => [
		`${file} was written by a later version of this package (schema ${schemaVersion}); it was left as it is`,
		'Update n8n-nodes-shadow-clones, or choose another File.',
	],
	damaged: (file) => [
		`${file} is damaged`,
		'Restore it from a backup or from an export; a disk or a file system that loses writes is the usual reason.',
	],
	cannotOpen: (file) => [
		`${file} cannot be opened`,
		'Check that its folder exists and is a folder, and that the user that runs n8n may use it.',
	],
	unforeseen: (file, { message }) => [
		`The memory file ${file} answered: ${message}`,
		'This was not foreseen: please report it with the text above.',
	],
};
