import type { Sandbox } from '../../nodes/engine/sandbox';
import { ServiceSandbox } from '../../nodes/engine/sandbox/service/serviceSandbox';
import { startPistonService } from './pistonService';

/** A sandbox with a service of its own, which goes when the sandbox is closed. */
export async function openWithService(): Promise<Sandbox> {
	const service = await startPistonService();
	const sandbox = new ServiceSandbox(service.url);
	const close = async () => {
		await sandbox.close();
		await service.close();
	};
	return {
		languages: sandbox.languages,
		checkTests: (...asked) => sandbox.checkTests(...asked),
		test: (...asked) => sandbox.test(...asked),
		close,
	};
}
