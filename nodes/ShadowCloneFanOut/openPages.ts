import type { INodeProperties } from 'n8n-workflow';

/** Whether clones open pages, and which besides those of the public web. */
export const openPages: INodeProperties = {
	displayName: 'Open Pages',
	name: 'openPages',
	type: 'fixedCollection',
	default: { settings: {} },
	description:
		'Give the clones a tool, Open page, that reads public web pages. Addresses inside your network are refused, even after redirects and DNS lookups.',
	options: [
		{
			displayName: 'Settings',
			name: 'settings',
			values: [
				{
					displayName: 'Allowed Private Hosts',
					name: 'allowedPrivateHosts',
					type: 'string',
					default: '',
					placeholder: 'e.g. wiki.local, 10.0.0.5:8080',
					description:
						'Hosts inside your network that clones can open anyway, separated by commas, with or without a port. *.corp.example allows all names below it. Anything on these hosts can end up in answers.',
				},
			],
		},
	],
};
