import type { ICredentialDataDecryptedObject, ICredentialType, IHttpRequestOptions, Icon, INodeProperties } from 'n8n-workflow';

/** Address and optional key of a code-running service in the Piston shape. */
export class SandboxServiceApi implements ICredentialType {
	name = 'sandboxServiceApi';

	displayName = 'Sandbox Service API';

	icon: Icon = { light: 'file:sandboxService.svg', dark: 'file:sandboxService.dark.svg' };

	documentationUrl = 'https://github.com/shadow-clones/n8n-nodes-shadow-clones/blob/main/docs/credentials.md#sandbox-service-api';

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'url',
			type: 'string',
			required: true,
			default: 'http://127.0.0.1:2000',
			placeholder: 'e.g. http://sandbox-box:2000',
			description: 'Base URL of the code-running service (Piston or compatible)',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Key of the service. Leave empty if the service has no key.',
		},
	];

	async authenticate(credentials: ICredentialDataDecryptedObject, requestOptions: IHttpRequestOptions): Promise<IHttpRequestOptions> {
		if (!credentials['apiKey']) return requestOptions;
		return { ...requestOptions, headers: { ...requestOptions.headers, Authorization: `Bearer ${String(credentials['apiKey'])}` } };
	}
}
