import { Agent, buildConnector, type Dispatcher, EnvHttpProxyAgent } from 'undici';

/** vLLM's server closes a connection that was idle for 5 s; ours is given up before that, so that the two seldom cross. */
const KEEP_IDLE_MS = 4_000;
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Opens kept-alive connections that follow HTTP_PROXY, HTTPS_PROXY and NO_PROXY.
 *
 * Errors of connections that had answered before are put into `resets`; not behind a proxy, where they cannot be seen. Where SSL issues are ignored, any
 * certificate of the server is taken, but that of a proxy on the way is still checked.
 */
export function openDispatcher(resets: WeakSet<Error>, ignoresSslIssues: boolean): Dispatcher {
	const tls = { timeout: CONNECT_TIMEOUT_MS, ...(ignoresSslIssues ? { rejectUnauthorized: false } : {}) };
	const settings = {
		keepAliveTimeout: KEEP_IDLE_MS,
		keepAliveMaxTimeout: KEEP_IDLE_MS,
		connections: null,
		headersTimeout: 0,
		bodyTimeout: 0,
		allowH2: false,
	};
	const hasProxy = ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY'].some((name) => (process.env[name] ?? '') !== '');
	if (hasProxy) return new EnvHttpProxyAgent({ ...settings, connect: tls, requestTls: tls });

	const connect = buildConnector({ ...tls, allowH2: false });
	return new Agent({
		...settings,
		connect: (options, done) => {
			connect(options, (...result) => {
				const [, socket] = result;
				socket?.prependListener('error', (error: Error) => {
					if (socket.bytesRead > 0) resets.add(error);
				});
				done(...result);
			});
		},
	});
}
