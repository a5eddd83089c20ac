import type { INodeProperties } from 'n8n-workflow';

/** Whether clones open pages, and which besides those of the public web. */
export const openPages: INodeProperties = {
	displayName: 'Open Pages',
	name: 'openPages',
	type: 'fixedCollection',
	default: { settings: {} },
	description:
		'Give the clones a tool, Open page, that opens pages of the public web by their address. Addresses inside of your network are refused, after redirects and look-ups too.',
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
						'Hosts inside of your network that clones may open all the same, separated by commas, each with a port or without; *.corp.example stands for all names below it. Whatever stands there can find its way into answers.',
				},
			],
		},
	],
};
