import { z } from 'zod/v4';

/** What the tools of MCP servers give back: a list of parts, of which a model that writes can read the texts. */
const partSchema = z.discriminatedUnion('type', [
	z.object({ type: z.literal('text'), text: z.string() }),
	z.object({ type: z.enum(['image', 'audio']), data: z.string(), mimeType: z.string().optional() }),
	z.object({
		type: z.literal('resource'),
		resource: z.object({ uri: z.string(), mimeType: z.string().optional(), text: z.string().optional(), blob: z.string().optional() }),
	}),
	z.object({ type: z.literal('resource_link'), uri: z.string(), name: z.string().optional(), description: z.string().optional() }),
]);
/** A longer list is no answer by MCP, and each of its entries would be complained about. */
const MOST_PARTS = 1000;
const partsSchema = z.array(partSchema).min(1);

type Part = z.infer<typeof partSchema>;

/** A text as it is, or a name for what is none. */
export type ReadPart = { readonly text: string } | { readonly name: string };

/** The parts of an answer by MCP; undefined where it is something else. */
export function readParts(output: unknown): readonly ReadPart[] | undefined {
	if (!Array.isArray(output) || output.length > MOST_PARTS) return undefined;
	const parts = partsSchema.safeParse(output);
	return parts.success ? parts.data.map(readPart) : undefined;
}

function readPart(part: Part): ReadPart {
	switch (part.type) {
		case 'text':
			return { text: part.text };
		case 'resource_link':
			return { text: [part.name, part.description, part.uri].filter((line) => line !== undefined && line !== '').join('\n') };
		case 'resource':
			return part.resource.text === undefined ? { name: nameOf('file', part.resource.mimeType) } : { text: part.resource.text };
		default:
			return { name: nameOf(part.type, part.mimeType) };
	}
}

function nameOf(kind: string, mimeType: string | undefined): string {
	const article = /^[aeiou]/.test(kind) ? 'an' : 'a';
	return `${article} ${kind}${mimeType === undefined ? '' : ` (${mimeType})`}`;
}
