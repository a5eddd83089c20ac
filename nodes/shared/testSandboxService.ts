import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';
import { lookUpRuntime } from '../engine/sandbox';
import { toTestResult } from './toTestResult';

/**
 * The test of a Sandbox Service API credential: looks for Python, which is what the service is asked to run.
 *
 * What goes wrong is said in the sentences that Clone Evaluator would say.
 */
export async function testSandboxService(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	return await toTestResult(async () => {
		const key = String(data['apiKey'] ?? '');
		const settings = { url: String(data['url'] ?? ''), ...(key !== '' && { key }) };
		return `Connected: the service runs ${await lookUpRuntime(settings, 'python', new AbortController().signal)}.`;
	});
}
