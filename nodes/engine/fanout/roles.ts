import { InvalidInputError } from '../errors';
import type { Tool } from '../tool';
import { OPEN_PAGE_NAME } from './tools/openPage/openPageTool';
import { isBlank } from '../text/isBlank';

/** A specialist: what it is told, which tools it may use, and perhaps a model of its own. */
export interface Role {
	readonly name: string;
	readonly instruction: string;
	/** By name, as the user wrote them; absent: all that are connected. */
	readonly tools?: readonly string[];
	readonly model?: string;
	/** It names tools, and none of them is there. */
	readonly lacksTools?: true;
}

/**
 * Makes roles usable with the tools that there are: names of tools become those of the tools, whatever their case, spaces and underscores; a second role of one name is numbered.
 *
 * What could not be kept to is said in `notes`, and the run goes on without it.
 *
 * @throws InvalidInputError when there is no role, or one without an instruction.
 */
export function settleRoles(
	roles: readonly Role[],
	tools: ReadonlyArray<Pick<Tool, 'name' | 'label'>>,
): { readonly roles: readonly Role[]; readonly notes: readonly string[] } {
	if (roles.length === 0)
		throw new InvalidInputError(
			'The clones differ by role, but no role is given',
			'Add one or more in Roles, each with a name and what it is told.',
			'Roles',
		);
	const notes: string[] = [];
	const taken = new Map<string, number>();
	const settled = roles.map((role, index): Role => {
		if (isBlank(role.instruction))
			throw new InvalidInputError(
				`The role ${JSON.stringify(role.name || `number ${index + 1}`)} has no instructions`,
				'Write what this specialist does, or remove it.',
				'Roles',
			);
		const name = role.name.trim() || `Role ${index + 1}`;
		const count = (taken.get(name) ?? 0) + 1;
		taken.set(name, count);
		if (count > 1)
			notes.push(`There are ${count} roles named ${JSON.stringify(name)}: this one is called ${JSON.stringify(`${name} ${count}`)}.`);
		const { tools: asked, ...others } = role;
		const unique = count === 1 ? name : `${name} ${count}`;
		if (asked === undefined) return { ...others, name: unique };
		const named = asked.map((each) => tools.find((tool) => isNamed(tool, each))?.name);
		const missing = asked.filter((_, at) => named[at] === undefined);
		if (missing.length > 0)
			notes.push(
				describeMissingTools(
					unique,
					missing,
					tools.map(({ name: toolName, label = toolName }) => label),
				),
			);
		const there = named.filter((each) => each !== undefined);
		return { ...others, name: unique, tools: there, ...(asked.length > 0 && there.length === 0 ? { lacksTools: true } : {}) };
	});
	return { roles: settled, notes };
}

/** Open page is no tool that anybody connects: its option gives it. */
function describeMissingTools(role: string, missing: readonly string[], toolNames: readonly string[]): string {
	const [opensPages, others] = [true, false].map((is) => missing.filter((each) => (simplify(each) === simplify(OPEN_PAGE_NAME)) === is));
	const there = toolNames.length === 0 ? 'No tool is connected' : `There ${toolNames.length === 1 ? 'is' : 'are'} ${toolNames.join(', ')}`;
	const asks = `The role ${JSON.stringify(role)} asks for ${missing.map((each) => JSON.stringify(each)).join(', ')}`;
	const advice = opensPages?.length === 0 ? '' : ' To let clones open pages, add Open Pages in Tool Options.';
	if (others?.length === 0) return `${asks}, and goes without, as the option Open Pages is off.${advice}`;
	return `${asks}, which ${missing.length === 1 ? 'is' : 'are'} not connected, and goes without. ${there}.${advice}`;
}

function isNamed({ name, label = name }: Pick<Tool, 'name' | 'label'>, asked: string): boolean {
	return [name, label].some((each) => simplify(each) === simplify(asked));
}

function simplify(name: string): string {
	return name.toLowerCase().replace(/[\s_-]+/g, '');
}
