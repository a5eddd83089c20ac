import { keyFile } from './clusterKey.mts';
import type { RunningCluster } from './startCluster.mts';

interface Around {
	readonly servers: readonly string[];
	readonly folder: string;
	readonly address: string | undefined;
}

/** What answers where, for people; no secret but the login of n8n's editor. */
export function describeCluster({ n8n, baseUrl, key, lilith, workers }: RunningCluster, { servers, folder, address }: Around): string {
	const isBehind = !servers.includes(baseUrl);
	return `
n8n              ${n8n.address}
log in with      ${n8n.owner.email}
password         ${n8n.owner.password}
workers          ${workers.length}, ten executions at once each
models           ${baseUrl}${isBehind ? `, HAProxy before ${servers.join(', ')}` : ''}
Redis            ${address ?? '127.0.0.1'}:${key.redis.port}
Postgres         ${address ?? '127.0.0.1'}:${key.postgres.port}, memories and decisions in ${lilith.database}
logs             ${folder}

Ask it:
  curl ${n8n.address}/webhook/memory-gateway -H 'content-type: application/json' \\
    -d '{"question":"Our printer is called Bruno and stands in room 12. What is it called?"}'

${joinLines(address)}
Ctrl-C stops it, and nothing is kept.`;
}

function joinLines(address: string | undefined): string {
	if (address === undefined)
		return `One more worker on this machine:
  npm run cluster -- join 127.0.0.1
On another one, once this is started again with --address and an address of this machine.
`;
	return `One more worker, on another machine with the same commit checked out:
  scp ${address}:${keyFile()} ~/cluster-key.json && npm run cluster -- join ${address} --key ~/cluster-key.json
The key opens everything here, and what is sent is not encrypted: keep both inside your own network.
`;
}
