import { deploymentOf } from '../parseAddress';
import { shorten } from '../../text/shorten';
import { eitherOf, lower } from './adviseByFields';
import type { Sentences } from './facts';

/** Keys, money and places: who may ask what, and where. */
export const accessSentences: Sentences<
	'wrongKey' | 'forbidden' | 'quotaUsedUp' | 'blocked' | 'proxyKey' | 'wrongPath' | 'wrongFormat' | 'redirected'
> = {
	wrongKey: ({ asked: { baseUrl, hasKey } }) => ({
		message: hasKey ? `${baseUrl} does not accept the API key.` : `${baseUrl} asks for an API key, and none is set.`,
		advice:
			'Put the key into the credential: for vLLM, the one it was started with (--api-key or VLLM_API_KEY). A server that takes it in a header of its own wants it under Headers there (Azure: api-key).',
	}),
	forbidden: ({ asked: { baseUrl, model, hasKey, task }, isPage }) =>
		isPage
			? {
					message: `What stands before ${baseUrl} does not let the request through (403).`,
					advice: 'Let the machine that runs n8n through there (a firewall, rules of Cloudflare), or use an address behind it.',
				}
			: {
					message: `${baseUrl} does not let ${hasKey ? 'this key' : 'anyone without a key'} ${task === 'list' ? 'see its models' : `use the model "${model}"`}.`,
					advice: 'Use a key that may, or ask the people who run the server.',
				},
	quotaUsedUp: ({ asked }) => ({
		message: `The quota or the credit of this key at ${asked.baseUrl} is used up, so it was not asked again.`,
		advice: eitherOf('top up or raise the limit there (billing, credits, budget)', 'use another key', fewer(lower(asked, 'Max Tokens'))),
	}),
	blocked: ({ asked: { baseUrl } }) => ({
		message: `${baseUrl} refuses this task by its rules about content or law.`,
		advice: 'Word the task differently, or have the rule changed where the server is run (a content filter, a moderation, a region).',
	}),
	proxyKey: ({ asked: { baseUrl } }) => ({
		message: `A proxy between here and ${baseUrl} asks for a name and a password (407).`,
		advice: 'Write them into HTTP_PROXY or HTTPS_PROXY of n8n, or name the server in NO_PROXY.',
	}),
	wrongPath: ({ asked: { baseUrl, task } }) => {
		const { origin, pathname } = new URL(baseUrl);
		const path = pathname === '/' ? '' : pathname;
		const deployment = deploymentOf(baseUrl);
		const mostly = `The address usually ends in /v1: try ${origin}/v1 or ${baseUrl}/v1.`;
		if (task === 'list') {
			return {
				message: `There is a server at ${origin}, but it lists no models at ${path}/models.`,
				advice:
					deployment !== undefined
						? `An address with a deployment has no such list: leave Model empty, and the deployment "${deployment}" answers.`
						: `Some servers keep no list and answer all the same when a model is named. ${
								pathname.endsWith('/v1') ? 'Otherwise check the address and the port.' : mostly
							}`,
			};
		}
		return {
			message: `There is a server at ${origin}, but it knows no ${path}/chat/completions.`,
			advice:
				deployment !== undefined
					? `Check the deployment "${deployment}" in the address, and its query: Azure wants ?api-version=… with a version that it knows.`
					: pathname.endsWith('/v1')
						? 'Check the address and the port: another program may be listening there, or a model that cannot chat.'
						: mostly,
		};
	},
	wrongFormat: ({ asked: { baseUrl }, status }) => ({
		message: `What answers at ${baseUrl} does not take questions in JSON (${status}), as every server does that speaks the OpenAI API.`,
		advice: 'Check the address and the port, and what a proxy in front of the server makes of requests.',
	}),
	redirected: ({ asked: { baseUrl, hasKey }, location }) => {
		const isInClear = hasKey && location !== undefined && /^http:/i.test(location);
		return {
			message: `${baseUrl} sends requests on to another address${location === undefined ? '' : `: ${shorten(location)}`}.`,
			advice: isInClear
				? 'That address is not encrypted, and a key must not go there: set the proxy in front of the server so that it sends on to https, or check the path of the address.'
				: 'Put that address into the credential; questions are not sent on to where nobody meant them to go.',
		};
	},
};

const fewer = (way: string | undefined): string | undefined => way && `${way} where it says that fewer would do`;
