import { checkInput, z } from '../../../checkInput';
import type { Tool } from '../../../tool';
import { fetchPage, type PageAccess } from './fetchPage';

const argumentsSchema = z.object({ url: z.string() });

/** Under which clones and roles know it. */
export const OPEN_PAGE_NAME = 'Open_page';

/** The tool by which clones open pages of the public web; it takes one argument, `url`. */
export function createOpenPageTool(access: PageAccess): Tool {
	return {
		name: OPEN_PAGE_NAME,
		description: 'Opens a page of the public web, such as one that a search found, and gives its text',
		parameters: {
			type: 'object',
			properties: { url: { type: 'string', description: 'The whole address of the page' } },
			required: ['url'],
			additionalProperties: false,
		},
		use: async (parameters, signal) => await fetchPage(checkInput(argumentsSchema, parameters, 'Open page').url, access, signal),
	};
}
