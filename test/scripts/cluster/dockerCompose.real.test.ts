import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ensureN8n } from '../../../scripts/real-n8n/ensureN8n.mts';
import { readCompose } from '../../support/readCompose';

/** The code of n8n that reads variables. */
const sources = ['@n8n/config/dist/**/*.js', 'n8n/dist/workflow-runner.js', 'n8n/dist/modules/community-packages/*.config.js'];

it('docker-compose.yml sets only variables that this n8n reads, or this package', async () => {
	const { folder } = await ensureN8n();
	const modules = join(folder, 'node_modules');
	const code = sources.flatMap((pattern) => globSync(pattern, { cwd: modules })).map((file) => readFileSync(join(modules, file), 'utf8'));
	const all = code.join('\n');
	const isRead = (name: string) => all.includes(`'${name}'`) || all.includes(`process.env.${name} `);
	expect(isRead('N8N_NO_SUCH_VARIABLE')).toBe(false);
	const environment = readCompose().services['main']?.environment ?? {};
	expect(Object.keys(environment).filter((name) => !isRead(name))).toEqual(['SHADOW_CLONES_RECEIPTS']);
	const ours = readFileSync(join(__dirname, '../../../nodes/shared/receiptsSetting.ts'), 'utf8');
	expect(ours).toContain("environment['SHADOW_CLONES_RECEIPTS']");
}, 1_200_000);
