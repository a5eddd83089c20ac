import { onTestFinished } from 'vitest';
import { createEndpoint, createPool, type Endpoint, type EndpointSettings, type PoolSettings } from '../../../../nodes/engine/endpoint';
import { startVllmDouble, type VllmDouble, type VllmDoubleSettings } from '../../../support/vllmDouble/index.ts';

export interface OpenedPool {
	readonly doubles: readonly VllmDouble[];
	readonly pool: Endpoint;
}

/** Doubles and a pool over them, closed when the test is over. Retries wait for nothing unless a test says so. */
export async function openPool(
	doubleSettings: readonly VllmDoubleSettings[],
	poolSettings: PoolSettings = {},
	endpointSettings: Partial<EndpointSettings> = {},
): Promise<OpenedPool> {
	const doubles = await Promise.all(doubleSettings.map(startVllmDouble));
	const servers = doubles.map(({ baseUrl }) => createEndpoint({ baseUrl, ...endpointSettings }));
	const pool = createPool(servers, { backoff: { firstMs: 0 }, ...poolSettings });
	onTestFinished(async () => {
		await Promise.all(doubles.map(async (double) => await double.close()));
		await pool.close();
	});
	return { doubles, pool };
}

/** How many chat requests each double got. */
export function receivedBy(doubles: readonly VllmDouble[]): readonly number[] {
	return doubles.map(({ counters }) => counters.received);
}
