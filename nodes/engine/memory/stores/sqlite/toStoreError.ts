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
		`The disk with ${file} is full, so nothing was forgotten: forgetting overwrites the texts, which needs some free space first`,
		'Free a few megabytes on that disk in another way, then run Forget again.',
	];
}

const sentences: { readonly [Kind in FileTrouble]: (file: string, trouble: Trouble) => readonly [message: string, advice: string] } = {
	diskFull: (file) => [
		`The disk with ${file} is full, so nothing was stored`,
		'Free some space or forget something, then run this again. Everything stored earlier is safe.',
	],
	readOnly: (file) => [
		`n8n is not allowed to write to ${file}`,
		'Give the user that runs n8n write access to this file and its folder, or choose another File.',
	],
	locked: (file) => [
		`Another process kept ${file} locked for 10 s, so nothing was stored`,
		'Run this again. If many processes write at once, use fewer.',
	],
	notOurs: (file) => [`${file} is not a memory file of this package; it was not changed`, 'Choose another File, or move this one away.'],
	newerSchema: (file, { schemaVersion }) => [
		`${file} was written by a later version of this package (schema ${schemaVersion}); it was not changed`,
		'Update n8n-nodes-shadow-clones, or choose another File.',
	],
	damaged: (file) => [
		`${file} is damaged`,
		'Restore it from a backup or an export. The usual cause is a disk or file system that loses writes.',
	],
	cannotOpen: (file) => [
		`${file} cannot be opened`,
		'Check that its folder exists and is a folder, and that the user that runs n8n has access to it.',
	],
	unforeseen: (file, { message }) => [
		`The memory file ${file} could not be used: ${message}`,
		'This is unexpected. Please report it with the text above.',
	],
};
