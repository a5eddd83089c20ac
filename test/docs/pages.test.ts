import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { SandboxServiceApi } from '../../credentials/SandboxServiceApi.credentials';
import { VllmApi } from '../../credentials/VllmApi.credentials';
import { CloneEvaluator } from '../../nodes/CloneEvaluator/CloneEvaluator.node';
import { MemoryGateway } from '../../nodes/MemoryGateway/MemoryGateway.node';
import { ShadowCloneChatModel } from '../../nodes/ShadowCloneChatModel/ShadowCloneChatModel.node';
import { ShadowCloneFanOut } from '../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { ShadowCloneMemory } from '../../nodes/ShadowCloneMemory/ShadowCloneMemory.node';
import { Synthesizer } from '../../nodes/Synthesizer/Synthesizer.node';
import { describeFields } from '../support/describeFields';

const root = join(__dirname, '../..');

/** Every page with lists of fields, and whose fields stand there, in this order. */
const pages = {
	'docs/clone-evaluator.md': [new CloneEvaluator().description],
	'docs/credentials.md': [new VllmApi(), new SandboxServiceApi()],
	'docs/memory-gateway.md': [new MemoryGateway().description],
	'docs/shadow-clone-chat-model.md': [new ShadowCloneChatModel().description],
	'docs/shadow-clone-fan-out.md': [new ShadowCloneFanOut().description],
	'docs/shadow-clone-memory.md': [new ShadowCloneMemory().description],
	'docs/synthesizer.md': [new Synthesizer().description],
};

describe.each(Object.entries(pages))('%s', (page, described) => {
	// After a change of a field: npx vitest run test/docs -u
	it('lists every field as it stands on screen', async () => {
		const path = join(root, page);
		let next = 0;
		const text = readFileSync(path, 'utf8').replace(
			/(<!-- fields -->\n)[^]*?(\n<!-- end of fields -->)/g,
			(_, start: string, end: string) => `${start}\n${describeFields(described[next++]?.properties ?? [])}\n${end}`,
		);
		expect(next).toBe(described.length);
		await expect(await format(text, { ...(await resolveConfig(path)), parser: 'markdown' })).toMatchFileSnapshot(path);
	});
});
