import { StoreError, type StoreTrouble } from '../../errors';
import { UnusableStore } from '../unusableStore';

/** SQLSTATE, whole or its class. */
const troubleOf: Readonly<Record<string, StoreTrouble>> = {
	'28': 'refused',
	'3D000': 'refused',
	'42501': 'refused',
	'53100': 'diskFull',
	'53300': 'locked',
	'55P03': 'locked',
	'57014': 'locked',
	'40P01': 'locked',
	'25006': 'readOnly',
	'08': 'unreachable',
	'57P01': 'unreachable',
	'57P02': 'unreachable',
	'57P03': 'unreachable',
	XX001: 'damaged',
	XX002: 'damaged',
};

/** Puts Postgres' trouble into a sentence, with where the server is and what to do. `remembering`: what an Idempotency Key is good for is part of the advice. */
export function toStoreError(error: unknown, place: string, remembering = false): StoreError {
	if (error instanceof StoreError) return error;
	const { message = String(error) } = error as { message?: string };
	const kind = kindOf(error);
	const version = error instanceof UnusableStore ? error.schemaVersion : 0;
	const [sentence, advice] = sentences[kind](place, message.trim() === '' ? reasonOf(error) : message.trim(), version);
	const withKey = remembering && kind === 'unreachable' ? ' With an Idempotency Key nothing is stored twice.' : '';
	return new StoreError(kind, sentence, advice + withKey, error);
}

function kindOf(error: unknown): StoreTrouble {
	if (error instanceof UnusableStore) return error.trouble;
	const { code, severity } = error as { code?: unknown; severity?: unknown };
	if (typeof severity !== 'string') return isOfConnection(error) ? 'unreachable' : 'unforeseen';
	return troubleOf[String(code)] ?? troubleOf[String(code).slice(0, 2)] ?? 'unforeseen';
}

/** What Node and pg throw when there is nobody, or nobody any more, on the other side. */
function isOfConnection(error: unknown): boolean {
	const { code, message = '' } = error as { code?: unknown; message?: string };
	return (
		/^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|ENET|EPIPE)/.test(String(code)) || /terminated|timeout|not queryable|closed/i.test(message)
	);
}

function reasonOf(error: unknown): string {
	const { errors, code } = error as { errors?: unknown[]; code?: unknown };
	return Array.isArray(errors)
		? errors.map((each) => (each instanceof Error ? each.message : String(each))).join('; ')
		: String(code ?? error);
}

const sentences: {
	readonly [Kind in StoreTrouble]: (place: string, message: string, version: number) => readonly [message: string, advice: string];
} = {
	unreachable: (place, message) => [
		`Postgres at ${place} does not answer: ${message}`,
		'Check that it runs and can be reached from n8n, then run this again. What was confirmed before is stored.',
	],
	refused: (place, message) => [
		`Postgres at ${place} refused: ${message}`,
		'Check database, user and password in the credential. The user must be allowed to create a schema, or to use the schema shadow_clones.',
	],
	diskFull: (place) => [
		`The disk of Postgres at ${place} is full, so nothing was stored`,
		'Free some space there or forget something, then run this again. Everything stored earlier is safe.',
	],
	readOnly: (place) => [`Postgres at ${place} is read-only`, 'It may be a standby server. Use the primary server in the credential.'],
	locked: (place, message) => [
		`Postgres at ${place} was busy for too long, so nothing was stored: ${message}`,
		'Run this again. If many processes write at once, use fewer, or allow more connections.',
	],
	notOurs: (place) => [
		`The schema shadow_clones in Postgres at ${place} does not belong to this package; it was not changed`,
		'Choose another database, or rename that schema.',
	],
	newerSchema: (place, _, version) => [
		`The schema in Postgres at ${place} was written by a later version of this package (schema ${version}); it was not changed`,
		'Update n8n-nodes-shadow-clones, or choose another database.',
	],
	damaged: (place, message) => [
		`Postgres at ${place} says that its data is damaged: ${message}`,
		'Restore it from a backup or from an export.',
	],
	cannotOpen: (place, message) => [`Postgres at ${place} cannot be used: ${message}`, 'Check the credential.'],
	unforeseen: (place, message) => [
		`Postgres at ${place} answered: ${message}`,
		'This is unexpected. Please report it with the text above.',
	],
};
