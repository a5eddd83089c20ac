import { channelCalls } from '../callShapes.ts';
import { listOf } from '../errorShapes.ts';
import type { ServerKind } from '../serverKind.ts';
import { inChannels } from '../thinkingShapes.ts';

/** gpt-oss behind a server that does not know its channels, as mlx_lm.server and llama-server with `--reasoning-format none`: everything is text, and an error is a text too (`mlx_lm/server.py`). */
export const harmony: ServerKind = {
	name: 'mlx_lm with gpt-oss',
	model: 'mlx-community/gpt-oss-20b-MXFP4-Q8',
	models: listOf(['mlx-community/gpt-oss-20b-MXFP4-Q8']),
	contextTokens: 4096,
	thinking: inChannels,
	calls: channelCalls,
	errors: {
		unknownModel: (asked) => ({
			status: 404,
			body: { error: `404 Client Error. Repository Not Found for url: https://huggingface.co/api/models/${asked}/revision/main.` },
		}),
		inStream: `data: ${JSON.stringify({ error: 'generation stopped: out of memory' })}\n\n`,
		inStreamWords: 'out of memory',
	},
};
