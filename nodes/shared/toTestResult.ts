import type { INodeCredentialTestResult } from 'n8n-workflow';
import { isEngineError, tellInFull } from '../engine/errors';

/** What n8n shows below a credential: what `work` found, or what went wrong with what to do about it. Never throws. */
export async function toTestResult(work: () => Promise<string>): Promise<INodeCredentialTestResult> {
	try {
		return { status: 'OK', message: await work() };
	} catch (error) {
		if (isEngineError(error)) return { status: 'Error', message: tellInFull(error) };
		return { status: 'Error', message: error instanceof Error ? error.message : String(error) };
	}
}
