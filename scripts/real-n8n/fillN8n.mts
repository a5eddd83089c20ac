import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkFolder } from '../shared/linkFolder.mts';
import { CommandError, runCommand } from '../shared/runCommand.mts';
import { SetupError } from '../shared/setupError.mts';
import type { OnStep } from '../shared/step.mts';
import { databaseOf, findEditedWorkflows, noteImportedWorkflows } from './editedWorkflows.mts';
import type { InstalledN8n } from './ensureN8n.mts';
import type { PackedPackage } from './packPackage.mts';
import { placeDatabase } from './placeDatabase.mts';
import { publishWorkflows } from './publishWorkflows.mts';
import type { IdentifiedCredential, IdentifiedWorkflow } from './workflow.mts';

const credentialsStamp = '.credentials-imported';
const workflowsStamp = '.workflows-published';

export interface N8nContents {
	readonly n8n: InstalledN8n;
	/** n8n's user folder. */
	readonly folder: string;
	readonly env: NodeJS.ProcessEnv;
	readonly packages: readonly PackedPackage[];
	readonly credentials: readonly IdentifiedCredential[];
	readonly workflows: readonly IdentifiedWorkflow[];
	/** Ids of workflows that are imported but stay unpublished. */
	readonly unpublished: readonly string[];
	readonly logFile: string;
	readonly onStep?: OnStep;
}

/**
 * Puts packages, credentials and workflows into an n8n that is not running, and publishes the workflows.
 *
 * Nothing is imported again while contents and packages stay the same. A changed package imports again, because
 * n8n never retries a publication that met an unknown node type. What a user has edited is never replaced.
 *
 * @returns the ids of the workflows that are the user's now
 */
export async function fillN8n(contents: N8nContents): Promise<readonly string[]> {
	const { folder, packages, credentials, workflows, unpublished } = contents;
	for (const packed of packages) await placePackage(folder, packed);
	const edited = await findEditedWorkflows(folder);
	if (!existsSync(databaseOf(folder))) {
		for (const stamp of [credentialsStamp, workflowsStamp]) await rm(join(folder, stamp), { force: true });
		if (contents.env['DB_TYPE'] === undefined) await placeDatabase(contents.n8n, folder);
	}

	await unlessDone(join(folder, credentialsStamp), credentials, async () => {
		if (credentials.length > 0) await importAll(contents, 'credentials', credentials);
	});
	await unlessDone(join(folder, workflowsStamp), [packages.map(({ hash }) => hash), workflows, unpublished], async () => {
		await importWorkflows(
			contents,
			workflows.filter(({ id }) => !edited.includes(id)),
			unpublished,
		);
	});
	return edited;
}

async function importWorkflows(contents: N8nContents, workflows: readonly IdentifiedWorkflow[], unpublished: readonly string[]) {
	if (workflows.length === 0) return;
	await importAll(contents, 'workflow', workflows);
	const published = workflows.filter(({ id }) => !unpublished.includes(id)).map(({ id }) => id);
	for (const id of publishWorkflows(contents.folder, published)) {
		contents.onStep?.(`n8n to publish "${workflows.find((workflow) => workflow.id === id)?.name}"`);
		await callN8n(contents, ['publish:workflow', `--id=${id}`]);
	}
	await noteImportedWorkflows(
		contents.folder,
		workflows.map(({ id }) => id),
	);
}

/** The stamp goes before the work and comes back after it, so that work broken off half-way is done again. */
async function unlessDone(stampFile: string, contents: unknown, work: () => Promise<void>): Promise<void> {
	const stamp = createHash('sha256').update(JSON.stringify(contents)).digest('hex');
	if ((await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return;
	await rm(stampFile, { force: true });
	await work();
	await writeFile(stampFile, stamp);
}

/** Puts a package where the n8n of this folder finds it; the same one is not placed again. */
export async function placePackage(folder: string, packed: PackedPackage): Promise<void> {
	const place = join(folder, '.n8n', 'nodes', 'node_modules', packed.name);
	const stampFile = join(place, '.packed-hash');
	if ((await readFile(stampFile, 'utf8').catch(() => '')) === packed.hash) return;
	await rm(place, { recursive: true, force: true });
	await mkdir(place, { recursive: true });
	await linkFolder(packed.folder, place);
	await writeFile(stampFile, packed.hash);
}

async function importAll(contents: N8nContents, kind: 'credentials' | 'workflow', entries: readonly { id: string }[]) {
	contents.onStep?.(`n8n to import ${entries.length} ${kind === 'workflow' ? 'workflow(s)' : 'credential(s)'}`);
	// Credentials lie here in plain text until n8n has encrypted them: a folder for this user only, and soon gone.
	const input = await mkdtemp(join(tmpdir(), 'shadow-clones-import-'));
	try {
		await Promise.all(entries.map((entry) => writeFile(join(input, `${entry.id}.json`), JSON.stringify(entry))));
		const output = await callN8n(contents, [`import:${kind}`, '--separate', `--input=${input}`]);
		// n8n exits 0 after a refused import: its own count is the only proof.
		if (!output.includes(`Successfully imported ${entries.length} `)) {
			throw new SetupError(
				`n8n did not import all of ${entries.length} ${kind}: ${lastLine(output)}`,
				`Its words are in ${contents.logFile}.`,
			);
		}
	} finally {
		await rm(input, { recursive: true, force: true });
	}
}

async function callN8n({ n8n, folder, env, logFile }: N8nContents, args: readonly string[]): Promise<string> {
	try {
		return await runCommand(process.execPath, [n8n.command, ...args], { cwd: folder, env, logFile });
	} catch (error) {
		if (!(error instanceof CommandError)) throw error;
		throw new SetupError(`n8n stopped during ${args[0]}:\n${error.tail}`, `Its whole log is in ${logFile}.`, { cause: error });
	}
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
