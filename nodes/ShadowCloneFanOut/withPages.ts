import type { IExecuteFunctions } from 'n8n-workflow';
import { InvalidInputError } from '../engine/errors';
import type { AllowsHost } from '../engine/fanout/tools/openPage/allowedHosts';
import { createOpenPageTool, OPEN_PAGE_NAME } from '../engine/fanout/tools/openPage/openPageTool';
import type { Tool } from '../engine/tool';

/**
 * The tools together with the one that opens pages, where it is asked for. What n8n itself forbids (N8N_SSRF_PROTECTION_ENABLED) stays forbidden.
 *
 * @throws InvalidInputError when a connected tool has its name.
 */
export function withPages(context: IExecuteFunctions, tools: readonly Tool[], allows: AllowsHost | undefined): readonly Tool[] {
	if (allows === undefined) return tools;
	if (tools.some(({ name }) => name === OPEN_PAGE_NAME))
		throw new InvalidInputError(
			'Open Pages gives the clones a tool named Open page, and another one of that name is connected',
			'Disconnect that tool or give it another name, or remove the option Open Pages.',
			'Open Pages',
		);
	// Not there in every n8n.
	const filter = context.helpers.getSecureEgressFilter?.();
	if (filter === undefined) return [...tools, createOpenPageTool({ allows })];
	const checkAddress = async (address: URL) => {
		const checked = await filter.validateUrl(address);
		if (!checked.ok) throw checked.error;
	};
	return [...tools, createOpenPageTool({ allows, lookup: filter.createSecureLookup(), checkAddress })];
}
