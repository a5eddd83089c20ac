import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

/** Address and optional key of a model server that speaks the OpenAI API: vLLM, Ollama, LM Studio, llama-server, Ray Serve. */
export class VllmApi implements ICredentialType {
	name = 'vllmApi';

	displayName = 'vLLM API';

	icon: Icon = { light: 'file:vllm.svg', dark: 'file:vllm.dark.svg' };

	documentationUrl = 'https://github.com/shadow-clones/n8n-nodes-shadow-clones#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Address',
			name: 'url',
			type: 'string',
			required: true,
			default: 'http://127.0.0.1:8000/v1',
			placeholder: 'e.g. http://gpu-box:8000/v1',
			description: 'Where the model server listens. vLLM: port 8000, Ollama: 11434, LM Studio: 1234, llama-server: 8080.',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'The key that the server was started with; leave empty for a server without one',
		},
	];

	/** A server without a key gets no header at all: some answer 401 to an empty one. */
	async authenticate(credentials: ICredentialDataDecryptedObject, requestOptions: IHttpRequestOptions): Promise<IHttpRequestOptions> {
		if (!credentials['apiKey']) return requestOptions;
		return { ...requestOptions, headers: { ...requestOptions.headers, Authorization: `Bearer ${String(credentials['apiKey'])}` } };
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{ $credentials.url.trim().replace(/\\/+$/, "").replace(/\\/(chat\\/completions|models)$/, "").replace(/^(?!https?:\\/\\/)/, "http://").replace(/^(https?:\\/\\/[^\\/]+)$/, "$1/v1") }}',
			url: '/models',
		},
	};
}
