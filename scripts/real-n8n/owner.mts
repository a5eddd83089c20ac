import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { InstalledN8n } from './ensureN8n.mts';

/** Who may log in to the editor. */
export interface Owner {
	readonly email: string;
	readonly password: string;
	readonly passwordHash: string;
}

/** The login of the n8n in this folder: made up once, kept in the folder, readable by this user only. */
export async function ensureOwner(folder: string, n8n: InstalledN8n): Promise<Owner> {
	const file = join(folder, 'login.json');
	const kept = await readFile(file, 'utf8').catch(() => undefined);
	if (kept !== undefined) return JSON.parse(kept) as Owner;
	const { hash } = createRequire(n8n.command)('bcryptjs') as { hash(text: string, rounds: number): Promise<string> };
	// n8n asks for a capital letter and a digit.
	const password = `Clone-${randomBytes(6).toString('hex')}1`;
	const owner = { email: 'owner@shadow-clones.example', password, passwordHash: await hash(password, 10) };
	await writeFile(file, JSON.stringify(owner), { mode: 0o600 });
	return owner;
}
