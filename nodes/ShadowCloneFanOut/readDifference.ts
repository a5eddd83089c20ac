import { z } from '../engine/checkInput';
import { InvalidInputError } from '../engine/errors';
import { approaches } from '../engine/fanout/approaches';
import type { Difference } from '../engine/fanout/fanOutRequest';
import type { Role } from '../engine/fanout/roles';
import { checkOptions } from '../shared/checkOptions';
import { fieldOf, readChoice } from '../shared/readChoice';
import { properties } from './properties';
import type { Options } from './readOptions';
import { roles as roleFields } from './roles';
import { isBlank } from '../engine/text/isBlank';

const differences = ['approach', 'model', 'plan', 'role', 'sampling'] as const satisfies ReadonlyArray<Difference['by']>;

const rolesSchema = z.object({
	role: z
		.array(
			z.object({
				name: z.string().default(''),
				instruction: z.string().default(''),
				tools: z.string().default(''),
				model: z.string().default(''),
			}),
		)
		.default([]),
});

type OwnApproach = Options['ownApproaches']['approach'][number];

/** How the clones differ, by Clones Differ By and the field that belongs to it. */
export function readDifference(value: unknown, options: Options, read: (name: string, otherwise: object) => unknown): Difference {
	const differBy = readChoice(z.enum(differences), value, fieldOf(properties, 'differBy'));
	if (differBy === 'plan') return { by: 'plan' };
	if (differBy === 'role') return { by: 'role', roles: readRoles(read('roles', {})) };
	if (differBy === 'model') {
		const models = read('models', []);
		const names = Array.isArray(models) ? models.map(String) : String(models).split(',');
		return { by: 'model', models: names.map((name) => name.trim()).filter((name) => name !== '') };
	}
	if (differBy === 'sampling') return { by: 'sampling', spread: options.temperatureSpread };

	const own = options.ownApproaches.approach.map(readApproach);
	const chosen = options.approaches ?? (own.length > 0 ? [] : approaches.map(({ id }) => id));
	return { by: 'approach', approaches: [...own, ...approaches.filter(({ id }) => chosen.includes(id))] };
}

/** @throws InvalidInputError where it says nothing: its clones would differ in nothing, and nobody would notice. */
function readApproach({ label, instruction }: OwnApproach, index: number): OwnApproach {
	const name = label.trim();
	if (isBlank(instruction))
		throw new InvalidInputError(
			`The approach ${JSON.stringify(name || `number ${index + 1}`)} has no instruction`,
			'Write what its clones are told, or remove it. Plain, under Approaches, is the one without an instruction.',
			'Custom Approaches',
		);
	return { label: name || instruction.slice(0, 40), instruction: instruction.trim() };
}

function readRoles(value: unknown): readonly Role[] {
	return checkOptions(rolesSchema, value, roleFields).role.map(({ name, instruction, tools, model }) => ({
		name: name.trim(),
		instruction: instruction.trim(),
		...(isBlank(tools)
			? {}
			: {
					tools:
						tools.trim().toLowerCase() === 'none'
							? []
							: tools
									.split(',')
									.map((each) => each.trim())
									.filter((each) => each !== ''),
				}),
		...(isBlank(model) ? {} : { model: model.trim() }),
	}));
}
