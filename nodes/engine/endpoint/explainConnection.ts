import type { Explanation } from './endpointError';
import { errorCode } from './planRetry';
import { shorten } from './shorten';

const START_VLLM = 'Start it there, for vLLM with: vllm serve <model> --host 0.0.0.0 --port 8000.';
const IN_CONTAINER = 'If n8n runs in a container, localhost is the container itself: use host.docker.internal or the name of the machine.';

const UNTRUSTED = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS_CERT)/;

/** Says why there is no connection to the model server, or why it went away before any answer. */
export function explainConnection(error: unknown, baseUrl: string): Explanation {
	const code = errorCode(error);
	const { hostname, host, protocol } = new URL(baseUrl);
	if (code === 'ECONNREFUSED') {
		return {
			kind: 'connectionRefused',
			message: `Nothing listens at ${baseUrl}: ${host} refused the connection.`,
			advice: `${START_VLLM} ${IN_CONTAINER}`,
		};
	}
	if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
		return {
			kind: 'unknownHost',
			message: `The name "${hostname}" in ${baseUrl} is not known on this network.`,
			advice: `Check how it is spelt, or use the machine's IP address. ${START_VLLM}`,
		};
	}
	if (UNTRUSTED.test(code)) {
		return {
			kind: 'untrustedCertificate',
			message: `The certificate of ${host} is not trusted here: ${shorten(messageOf(error))}.`,
			advice: "Name the authority's certificate in NODE_EXTRA_CA_CERTS for n8n, or use http:// on a network of your own.",
		};
	}
	if (/^(EPROTO|ERR_SSL|ERR_TLS)/.test(code) || code.startsWith('HPE_')) return explainProtocol(baseUrl, protocol);
	if (/^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)$/.test(code)) {
		return {
			kind: 'unreachable',
			message: `${host} does not answer when ${baseUrl} is called: the machine is off, on another network, or behind a firewall (${code}).`,
			advice: `Check from the machine that runs n8n: curl ${baseUrl}/models. ${START_VLLM}`,
		};
	}
	if (/^(ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_CLOSED|UND_ERR_DESTROYED)$/.test(code)) {
		return {
			kind: 'connectionLost',
			message: `${host} closed the connection before it had answered anything.`,
			advice: `Look into the server's log: it may be restarting, or out of memory.${protocol === 'http:' ? ' If it speaks https only, write https://.' : ''}`,
		};
	}
	return {
		kind: 'unreachable',
		message: `No connection to ${baseUrl}: ${shorten(messageOf(error))}${code === '' ? '' : ` (${code})`}.`,
		advice: `Check from the machine that runs n8n: curl ${baseUrl}/models. ${START_VLLM}`,
	};
}

function explainProtocol(baseUrl: string, protocol: string): Explanation {
	const other = protocol === 'https:' ? baseUrl.replace(/^https:/, 'http:') : baseUrl.replace(/^http:/, 'https:');
	return {
		kind: 'wrongProtocol',
		message: protocol === 'https:' ? `What listens at ${baseUrl} does not speak https.` : `What listens at ${baseUrl} does not speak http.`,
		advice: `Try ${other}, and check the port.`,
	};
}

function messageOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.message === '' ? error.name : error.message.replace(/\.$/, '');
}
