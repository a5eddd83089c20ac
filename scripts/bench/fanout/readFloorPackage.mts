import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PackedPackage } from '../../real-n8n/packPackage.mts';

/** The node of `floorNode/`, ready to be placed beside ours. It is no part of the published package. */
export function readFloorPackage(): PackedPackage {
	const folder = fileURLToPath(new URL('floorNode', import.meta.url));
	const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string };
	const hash = createHash('sha256');
	for (const file of readdirSync(folder).sort()) hash.update(`${file}\0`).update(readFileSync(join(folder, file)));
	return { name, folder, hash: hash.digest('hex').slice(0, 16) };
}
