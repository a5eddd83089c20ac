import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Tells once the execution has ended: done, failed, stopped or out of time, in whichever of its nodes that was.
 *
 * n8n may say so more than once, and not at all where an execution waits and goes on in another process.
 */
export function onExecutionEnd(
	context: Pick<IExecuteFunctions, 'getExecutionCancelSignal' | 'onExecutionFinish'>,
	ended: (how: { readonly isStopped: boolean }) => void,
): void {
	const stop = context.getExecutionCancelSignal();
	stop?.addEventListener('abort', () => ended({ isStopped: true }), { once: true });
	context.onExecutionFinish?.(() => ended({ isStopped: stop?.aborted === true }));
}
