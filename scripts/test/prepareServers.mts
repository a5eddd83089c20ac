import { constants, setPriority } from 'node:os';
import { ensureRuntime } from '../embedded-model/ensureRuntime.mts';
import { ensureShipped } from '../embedded-model/ensureWeights.mts';
import { ensureLitellm } from '../litellm/ensureLitellm.mts';
import { ensureN8n } from '../real-n8n/ensureN8n.mts';
import { exitOnSignals } from '../shared/exitOnSignals.mts';
import { ensureVllm } from '../vllm-cpu/ensureVllm.mts';

/** n8n first, as most tests need it. */
const servers: readonly (() => Promise<unknown>)[] = [
	ensureN8n,
	ensureRuntime,
	async () => await ensureShipped('tiny'),
	async () => await ensureShipped('small'),
	ensureVllm,
	ensureLitellm,
];

/**
 * Installs the servers that real tests need, while the quick tests run: most of it waits for the network.
 *
 * It takes only the processor time that nobody else wants, and says nothing: a test asks for its server itself,
 * waits for an installation under way, and tells what went wrong with one that ended early.
 */
async function prepareServers(): Promise<void> {
	exitOnSignals();
	setPriority(constants.priority.PRIORITY_LOW);
	for (const ensure of servers) await ensure().catch(() => {});
}

await prepareServers();
