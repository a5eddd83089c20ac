import type { IExecuteFunctions } from 'n8n-workflow';
import { InvalidInputError } from '../engine/errors';
import { memoryFile } from '../engine/memory/memoryFile';
import { refuseFile, resolveLinks } from '../engine/memory/refuseFile';
import { receiptsFile } from '../engine/receipts/receiptsFile';
import { openPostgresStore, openSqliteStore, type MemoryStore, type StoreKind } from '../engine/memory/stores';
import { isEmpty } from './isEmpty';
import { readCredential, type CredentialContext } from './readCredential';
import { readPostgresAddress } from './readPostgresAddress';
import { readReceiptsSetting } from './receiptsSetting';
import { findStore, storeChoices } from './storeChoices';

/** Which store a node's fields choose; the file counts only where it is embedded, and is one in n8n's own folder where none is named. */
export interface StoreChoice {
	readonly store: StoreKind;
	readonly file: string;
	/** The embedded one, though each host of n8n's queue mode has its own. */
	readonly allowInQueueMode?: boolean;
}

/** Without what n8n knows of files, every one is blocked. */
export type FileContext = { readonly helpers?: Partial<Pick<IExecuteFunctions['helpers'], 'isFilePathBlocked'>> };
type FilePath = Parameters<IExecuteFunctions['helpers']['isFilePathBlocked']>[0];

/** More at a time are none that one n8n uses: what names them comes from callers. */
const MOST_STORES = 100;
const stores = new Map<string, MemoryStore>();

/**
 * The chosen store; one per file or database, the hundred that were used last. Nothing is read or made before it is first asked; a file that may not be used is never opened, and the store says so when asked.
 *
 * @throws InvalidInputError when the Postgres credential cannot be used.
 */
export async function openStore(context: CredentialContext & FileContext, itemIndex: number, choice: StoreChoice): Promise<MemoryStore> {
	return await openers[choice.store](context, itemIndex, choice);
}

/** How each store is opened. */
const openers: Readonly<Record<StoreKind, typeof openStore>> = {
	embedded: async (context, _itemIndex, { file }) => {
		// Under two names, one file would be opened twice, and closing it once takes the locks of the other away.
		const path = await resolveLinks(memoryFile(file));
		const refusal =
			file.trim() === '' ? undefined : await refuseFile(path, (each) => context.helpers?.isFilePathBlocked?.(each as FilePath) !== false);
		if (refusal !== undefined) return openSqliteStore(path, refusal);
		return openOnce(`file ${path}`, () => openSqliteStore(path));
	},
	postgres: async (context, itemIndex) => {
		const address = readPostgresAddress(await readCredential(context, 'postgres', itemIndex, lacksPostgres));
		return openOnce(`postgres ${JSON.stringify(address)}`, () => openPostgresStore(address));
	},
};

/**
 * The store with the receipts of runs: where no other is named, the Postgres of SHADOW_CLONES_RECEIPTS, or a file of their own in n8n's folder.
 *
 * @throws InvalidInputError where that variable or the Postgres credential cannot be used.
 */
export async function openReceiptStore(
	context: CredentialContext & FileContext,
	itemIndex: number,
	choice: StoreChoice,
): Promise<MemoryStore> {
	if (choice.store !== 'embedded' || choice.file.trim() !== '') return await openStore(context, itemIndex, choice);
	const setting = readReceiptsSetting();
	if (typeof setting === 'object') return openOnce(`postgres ${JSON.stringify(setting)}`, () => openPostgresStore(setting));
	const path = await resolveLinks(receiptsFile());
	return openOnce(`file ${path}`, () => openSqliteStore(path));
}

function lacksPostgres(): InvalidInputError {
	return new InvalidInputError(
		'Store is set to Postgres, and this node has no Postgres credential',
		'Choose or create one in Credential for Postgres, or set Store to Embedded.',
		'Credential for Postgres',
	);
}

function openOnce(key: string, open: () => MemoryStore): MemoryStore {
	const store = stores.get(key) ?? open();
	stores.delete(key);
	stores.set(key, store);
	for (const oldest of stores.keys()) {
		if (stores.size <= MOST_STORES) break;
		stores.delete(oldest);
	}
	return store;
}

/** @throws InvalidInputError naming the field. */
export function readStoreChoice(
	store: unknown,
	{ file, allowInQueueMode }: { readonly file?: unknown; readonly allowInQueueMode?: unknown } = {},
): StoreChoice {
	const found = isEmpty(store) ? 'embedded' : typeof store === 'string' ? findStore(store) : undefined;
	if (found === 'embedded') return { store: found, file: String(file ?? ''), ...(allowInQueueMode === true && { allowInQueueMode }) };
	if (found !== undefined) return { store: found, file: '' };
	const names = storeChoices.map(({ name }) => name).join(' or ');
	throw new InvalidInputError(`There is no store ${JSON.stringify(store)}`, `Set Store to ${names}.`, 'Store');
}

/** What the user of n8n's queue mode must know of the embedded store, undefined outside of it. */
export function describeQueueMode({ store }: StoreChoice): string | undefined {
	if (store !== 'embedded' || process.env['EXECUTIONS_MODE'] !== 'queue') return undefined;
	return 'n8n runs in queue mode, and the embedded store is a file on the host of the worker that runs this node, so workers on other hosts do not see what is stored here. If you have workers on several hosts, set Store to Postgres.';
}

/** @throws InvalidInputError where every host of n8n's queue mode would keep an embedded store of its own, and nobody has allowed that. */
export function refuseQueueMode(choice: StoreChoice): void {
	if (choice.allowInQueueMode === true || describeQueueMode(choice) === undefined) return;
	throw new InvalidInputError(
		'Store is Embedded, and n8n runs in queue mode: every worker host would keep a store of its own, and none would know of the others',
		'Set Store to Postgres and choose a Postgres credential; in the templates, set store in the node Settings to postgres. If all workers run on one host and share its files, switch on Allow in Queue Mode under Options.',
		'Store',
	);
}
