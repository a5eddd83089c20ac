import type { ConnectionKind } from '../endpointError';
import { shorten } from '../../text/shorten';
import type { Sentences } from './facts';

const START_VLLM = 'Start it there, for vLLM with: vllm serve YOUR-MODEL --host 0.0.0.0 --port 8000.';
const IN_CONTAINER = 'If n8n runs in a container, localhost is the container itself: use host.docker.internal or the name of the machine.';
/** What undici says where a machine is silent; any other error is named. */
const SILENT = /^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)$/;

/** The way to the server. None of these ever advises to send a key where it is not encrypted. */
export const connectionSentences: Sentences<ConnectionKind> = {
	connectionRefused: ({ asked: { baseUrl } }) => ({
		message: `Nothing listens at ${baseUrl}: ${new URL(baseUrl).host} refused the connection.`,
		advice: `${START_VLLM} ${IN_CONTAINER}`,
	}),
	unknownHost: ({ asked: { baseUrl } }) => ({
		message: `The name "${new URL(baseUrl).hostname}" in ${baseUrl} is not known on this network.`,
		advice: `Check how it is spelt, or use the machine's IP address. ${START_VLLM}`,
	}),
	untrustedCertificate: ({ asked: { baseUrl }, message }) => ({
		message: `The certificate of ${new URL(baseUrl).host} is not trusted here: ${shorten(message)}.`,
		advice:
			"Name the authority's certificate in NODE_EXTRA_CA_CERTS for n8n, or give the server a certificate for this name that is trusted. On a network of your own, turn on Ignore SSL Issues in the vLLM API credential.",
	}),
	wrongProtocol: ({ asked: { baseUrl, hasKey } }) => {
		const isSecure = baseUrl.startsWith('https:');
		const other = isSecure ? baseUrl.replace(/^https:/, 'http:') : baseUrl.replace(/^http:/, 'https:');
		return {
			message: `What listens at ${baseUrl} does not speak ${isSecure ? 'https' : 'http'}.`,
			advice:
				isSecure && hasKey
					? 'Check the port. Where the server speaks no https at all, put a proxy in front of it that does: an API key is set, and must not travel unencrypted.'
					: `Try ${other}, and check the port.`,
		};
	},
	unreachable: ({ asked: { baseUrl }, code, message }) => ({
		message: SILENT.test(code)
			? `${new URL(baseUrl).host} does not answer when ${baseUrl} is called: the machine is off, on another network, or behind a firewall (${code}).`
			: `No connection to ${baseUrl}: ${shorten(message)}${code === '' ? '' : ` (${code})`}.`,
		advice: `Check from the machine that runs n8n: curl ${baseUrl}/models. ${START_VLLM}`,
	}),
	connectionLost: ({ asked: { baseUrl } }) => ({
		message: `${new URL(baseUrl).host} closed the connection before it had answered anything.`,
		advice: `Look into the server's log: it may be restarting, or out of memory.${baseUrl.startsWith('http:') ? ' If it speaks https only, write https://.' : ''}`,
	}),
};
