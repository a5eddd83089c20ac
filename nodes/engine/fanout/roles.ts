import { InvalidInputError } from '../errors';

/** A specialist: what it is told, which tools it may use, and perhaps a model of its own. */
export interface Role {
	readonly name: string;
	readonly instruction: string;
	/** By name, as the user wrote them; absent: all that are connected. */
	readonly tools?: readonly string[];
	readonly model?: string;
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
	toolNames: readonly string[],
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
		if (role.instruction.trim() === '')
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
		const tools = asked.map((each) => toolNames.find((toolName) => simplify(toolName) === simplify(each)));
		const missing = asked.filter((_, at) => tools[at] === undefined);
		if (missing.length > 0) {
			const there =
				toolNames.length === 0 ? 'No tool is connected' : `There ${toolNames.length === 1 ? 'is' : 'are'} ${toolNames.join(', ')}`;
			notes.push(
				`The role ${JSON.stringify(unique)} asks for ${missing.map((each) => JSON.stringify(each)).join(', ')}, which ${missing.length === 1 ? 'is' : 'are'} not connected, and goes without. ${there}.`,
			);
		}
		return { ...others, name: unique, tools: tools.filter((each) => each !== undefined) };
	});
	return { roles: settled, notes };
}

function simplify(name: string): string {
	return name.toLowerCase().replace(/[\s_-]+/g, '');
}
