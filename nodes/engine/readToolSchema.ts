import { zodToJsonSchema } from 'zod-to-json-schema';
import { z } from 'zod/v4';

const anything = { type: 'object', properties: {} };

/**
 * The JSON Schema of a tool's arguments, whether the tool says it in zod 3, in zod 4 or in JSON Schema; any object where it says none.
 *
 * A tool that takes one text says so by a schema that is turned into text afterwards: what counts is what goes in.
 */
export function readToolSchema(schema: unknown): Readonly<Record<string, unknown>> {
	if (typeof schema !== 'object' || schema === null) return anything;
	const { $schema, ...converted } = convert(schema);
	return converted['type'] === 'object' ? converted : anything;
}

function convert(schema: object): Record<string, unknown> {
	if ('_zod' in schema) return z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' });
	if ('_def' in schema)
		return zodToJsonSchema(schema as unknown as Parameters<typeof zodToJsonSchema>[0], {
			$refStrategy: 'none',
			effectStrategy: 'input',
		});
	return { ...schema };
}
