import { z } from 'zod/v4';

/** The receipt of a fan-out, as far as the terminal shows it. */
export const receiptShape = z.object({
	summary: z.string(),
	asked: z.number(),
	answered: z.number(),
	missing: z.array(z.object({ clone: z.number(), reason: z.string(), advice: z.string().nullish() })),
	stoppedBecause: z.string(),
	wallMs: z.number(),
	clonesMs: z.number(),
	tokens: z.object({ prompt: z.number(), completion: z.number(), cached: z.number().optional() }),
	requests: z.number(),
	retries: z.number(),
	models: z.array(z.string()),
});

export type Receipt = z.infer<typeof receiptShape>;

/** The receipt in two lines: what the run came to, in the node's own words, and what it took. */
export function formatReceipt(receipt: Receipt): string[] {
	const { tokens } = receipt;
	return [
		`Receipt: ${receipt.summary}`,
		`         ${tokens.prompt} tokens read${tokens.cached === undefined ? '' : ` (${tokens.cached} from the server's cache)`}, ${tokens.completion} written · ${receipt.requests} requests, ${receipt.retries} of them again · ${receipt.models.join(', ')}`,
	];
}

export const formatSeconds = (milliseconds: number | null | undefined): string =>
	milliseconds == null ? '?' : `${(milliseconds / 1000).toFixed(1)} s`;
export const formatCount = (value: number | null | undefined): string => (value == null ? '?' : String(value));

const longestLine = 110;

/** On one line, and not too long for a terminal. */
export function formatLine(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length > longestLine ? `${line.slice(0, longestLine - 1)}…` : line;
}
