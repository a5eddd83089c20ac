import 'reflect-metadata';
import { CredentialTestContext } from 'n8n-core';
import type { ICredentialDataDecryptedObject, ICredentialType, INodeCredentialTestResult, INodeType } from 'n8n-workflow';
import { CloneEvaluator } from '../../nodes/CloneEvaluator/CloneEvaluator.node';
import { MemoryGateway } from '../../nodes/MemoryGateway/MemoryGateway.node';
import { ShadowCloneFanOut } from '../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { Synthesizer } from '../../nodes/Synthesizer/Synthesizer.node';

const nodes: readonly INodeType[] = [new ShadowCloneFanOut(), new CloneEvaluator(), new MemoryGateway(), new Synthesizer()];

/**
 * Presses a credential's test button as n8n 2.41 does in CredentialsTester (which is no package of its own): the credential's own request would win; else
 * the first node that says by which of its functions the credential is tested. It runs in n8n-core's own context.
 */
export async function testCredential(
	credential: ICredentialType,
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	if (credential.test !== undefined) throw new Error(`${credential.name} has a request of its own, which n8n would send instead`);
	const defaults = Object.fromEntries(credential.properties.map((property) => [property.name, property.default]));
	const test = findTest(credential.name);
	return await test.call(new CredentialTestContext(), {
		id: 'c',
		name: 'c',
		type: credential.name,
		data: { ...defaults, ...data } as ICredentialDataDecryptedObject,
	});
}

function findTest(credential: string) {
	for (const { description, methods } of nodes) {
		const testedBy = description.credentials?.find(({ name, testedBy }) => name === credential && testedBy !== undefined)?.testedBy;
		if (testedBy === undefined) continue;
		const test = methods?.credentialTest?.[String(testedBy)];
		if (test === undefined) throw new Error(`${description.name} has no ${String(testedBy)}`);
		return test;
	}
	throw new Error(`No node tests ${credential}`);
}
