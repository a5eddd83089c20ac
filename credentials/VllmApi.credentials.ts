import type { ICredentialDataDecryptedObject, ICredentialType, IHttpRequestOptions, Icon, INodeProperties } from 'n8n-workflow';

/** Address, optional key and headers of a model server that speaks the OpenAI API: vLLM, Ollama, LM Studio, llama-server, Ray Serve, Azure, a gateway. */
export class VllmApi implements ICredentialType {
	name = 'vllmApi';

	displayName = 'vLLM API';

	icon: Icon = { light: 'file:vllm.svg', dark: 'file:vllm.dark.svg' };

	documentationUrl = 'https://github.com/shadow-clones/n8n-nodes-shadow-clones/blob/main/docs/credentials.md#vllm-api';

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'url',
			type: 'string',
			required: true,
			default: 'http://127.0.0.1:8000/v1',
			placeholder: 'e.g. http://gpu-box:8000/v1',
			description:
				'Base URL of the model server. vLLM listens on port 8000, Ollama on 11434, LM Studio on 1234, llama-server on 8080. A query such as ?api-version=2024-10-21 is sent with every request.',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Key of the server. Leave empty if the server has no key, or takes it in another header.',
		},
		{
			displayName: 'Headers',
			name: 'headers',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			default: {},
			placeholder: 'Add Header',
			description: 'Headers to send with every request, for example the key if the server takes it in another header. Azure: api-key.',
			options: [
				{
					displayName: 'Header',
					name: 'values',
					values: [
						{ displayName: 'Name', name: 'name', type: 'string', default: '', placeholder: 'e.g. api-key' },
						{ displayName: 'Value', name: 'value', type: 'string', typeOptions: { password: true }, default: '' },
					],
				},
			],
		},
		{
			displayName: 'More Servers',
			name: 'moreServers',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			default: {},
			placeholder: 'Add Server',
			description:
				'Other model servers that share the work. Each request goes to the server with the fewest requests in progress, among those that have the model. If a server fails, the others take over its clones.',
			options: [
				{
					displayName: 'Server',
					name: 'values',
					values: [
						{
							displayName: 'Base URL',
							name: 'url',
							type: 'string',
							default: '',
							placeholder: 'e.g. http://second-gpu-box:8000/v1',
							description: 'Base URL of this model server',
						},
						{
							displayName: 'API Key',
							name: 'apiKey',
							type: 'string',
							typeOptions: { password: true },
							default: '',
							description: 'Key of this server, also if it is the same as above. Leave empty if the server has no key.',
						},
						{
							displayName: 'Weight',
							name: 'weight',
							type: 'number',
							typeOptions: { minValue: 0.01, numberPrecision: 2 },
							default: 1,
							description: 'How much this server takes compared with the one in Base URL: 2 means twice as many requests at once',
						},
					],
				},
			],
		},
		{
			displayName: 'Session Header',
			name: 'sessionHeader',
			type: 'string',
			default: '',
			placeholder: 'e.g. x-session-id',
			description:
				'Header in which to send the ID of the run, for a router that keeps requests of one session on one server. Leave empty to send none.',
		},
		// The name that n8n's own credentials give this field; nothing in it is secret.
		// eslint-disable-next-line @n8n/community-nodes/credential-password-field
		{
			displayName: 'Ignore SSL Issues (Insecure)',
			name: 'allowUnauthorizedCerts',
			type: 'boolean',
			default: false,
			description: 'Whether to connect even if SSL certificate validation is not possible',
		},
	];

	/** A server without a key gets no header for it at all: some answer 401 to an empty one. */
	async authenticate(credentials: ICredentialDataDecryptedObject, requestOptions: IHttpRequestOptions): Promise<IHttpRequestOptions> {
		const { values = [] } = (credentials['headers'] ?? {}) as { values?: readonly { readonly name: string; readonly value: string }[] };
		const own = values.map(({ name, value }) => [name.trim(), value.trim()] as const).filter(([name]) => name !== '');
		const hasKey = Boolean(credentials['apiKey']) && !own.some(([name]) => name.toLowerCase() === 'authorization');
		const headers = {
			...requestOptions.headers,
			...(hasKey ? { Authorization: `Bearer ${String(credentials['apiKey']).trim()}` } : {}),
			...Object.fromEntries(own),
		};
		return { ...requestOptions, headers };
	}
}
