import { describe, expect, it } from 'vitest';
import { otherUseOf } from '../../../nodes/engine/endpoint/modelUse';

describe('by the name', () => {
	it.each([
		...[
			'BAAI/bge-m3',
			'thenlper/gte-large',
			'intfloat/multilingual-e5-large-instruct',
			'nomic-embed-text:latest',
			'Qwen/Qwen3-Embedding-0.6B',
		],
		...[
			'text-embedding-3-small',
			'sentence-transformers/all-MiniLM-L6-v2',
			'all-minilm',
			'jinaai/jina-embeddings-v3',
			'mxbai-embed-large:335m',
		],
		...[
			'snowflake-arctic-embed',
			'embeddinggemma',
			'colbert-ir/colbertv2.0',
			'embed-english-v3.0',
			'FacebookAI/roberta-large',
			'voyage-3-lite',
		],
		...['/models/bge-m3/model.gguf', 'C:\\models\\bge-m3.gguf'],
	])('takes %s for an embedding model', (id) => {
		expect(otherUseOf(id)).toBe('embedding');
	});

	it.each([
		['BAAI/bge-reranker-v2-m3', 'reranking'],
		['jina-reranker-v2', 'reranking'],
		['cross-encoder/ms-marco-MiniLM-L6-v2', 'reranking'],
		['openai/whisper-large-v3', 'speech'],
		['Systran/faster-whisper-small', 'speech'],
		['tts-1-hd', 'speech'],
		['coqui/XTTS-v2', 'speech'],
		['hexgrad/Kokoro-82M', 'speech'],
		['gpt-4o-mini-transcribe', 'speech'],
		['stabilityai/stable-diffusion-3.5-large', 'images'],
		['black-forest-labs/FLUX.1-dev', 'images'],
		['dall-e-3', 'images'],
		['gpt-image-1', 'images'],
		['openai/clip-vit-base-patch32', 'images'],
		['omni-moderation-latest', 'moderation'],
		['Skywork/Skywork-Reward-V2-Qwen3-8B', 'something else'],
	])('takes %s for one for %s', (id, use) => {
		expect(otherUseOf(id)).toBe(use);
	});

	it.each([
		...[
			'Qwen/Qwen3-8B',
			'meta-llama/Llama-3.3-70B-Instruct',
			'mistral-small3.2:24b',
			'openai/gpt-oss-20b',
			'deepseek-r1:8b',
			'gemma3:27b',
			'phi4',
		],
		...[
			'llama-guard3:8b',
			'openai/gpt-oss-safeguard-20b',
			'Snowflake/snowflake-arctic-instruct',
			'nomic-ai/gpt4all-falcon',
			'jinaai/ReaderLM-v2',
		],
		...[
			'AgentPublic/albertlight-7b',
			'embedl/Llama-3.2-1B-Instruct',
			'qwen-embedded-coder',
			'Eclipse-7B',
			'mistralai/Voxtral-Mini-3B',
			'llava:13b',
		],
		...[
			'Qwen/Qwen2.5-VL-7B-Instruct',
			'gpt-4o',
			'models/gemini-2.0-flash',
			'SmolLM2-135M-Instruct',
			'bigscience/bloomz',
			'LanguageBind/Video-LLaVA-7B',
		],
		...['/models/qwen3.gguf', 'smollm2-135m-instruct', 'double-1b', 'charms-7b', 'Nous-Hermes-2-SOLAR'],
	])('takes %s for one that chats', (id) => {
		expect(otherUseOf(id)).toBeUndefined();
	});
});

describe("by the server's word", () => {
	it.each<[string, Record<string, unknown>]>([
		['LM Studio', { type: 'llm' }],
		['LM Studio, with eyes', { type: 'vlm' }],
		['Together', { type: 'chat' }],
		['LiteLLM', { model_info: { mode: 'chat' } }],
		['Mistral', { capabilities: { completion_chat: true, function_calling: false } }],
		['Azure', { capabilities: { chat_completion: true, embeddings: false } }],
		['Fireworks', { kind: 'HF_BASE_MODEL', supports_chat: true }],
		['Ollama', { capabilities: ['completion', 'tools'] }],
		['Hugging Face, with eyes', { pipeline_tag: 'image-text-to-text' }],
		['Xinference', { model_type: 'LLM', model_ability: ['chat', 'vision'] }],
		['Cohere', { endpoints: ['generate', 'chat', 'embed'] }],
	])('takes one for a chat model that %s calls so, whatever its name', (_, card) => {
		expect(otherUseOf('my-embedding-tuned-chat', card)).toBeUndefined();
	});

	it.each<[string, Record<string, unknown>, string]>([
		['LM Studio', { type: 'embeddings' }, 'embedding'],
		['Together', { type: 'rerank' }, 'reranking'],
		['Together', { type: 'image' }, 'images'],
		['Together', { type: 'audio' }, 'speech'],
		['Together', { type: 'moderation' }, 'moderation'],
		['LiteLLM', { mode: 'image_generation' }, 'images'],
		['LiteLLM', { model_info: { mode: 'audio_speech' } }, 'speech'],
		['OpenRouter', { architecture: { output_modalities: ['image'] } }, 'images'],
		['OpenRouter', { architecture: { output_modalities: ['embeddings'] } }, 'embedding'],
		['Mistral', { capabilities: { completion_chat: false } }, 'something else'],
		['Azure', { capabilities: { chat_completion: false, embeddings: true } }, 'embedding'],
		['Fireworks', { supports_chat: false }, 'something else'],
		['Ollama', { capabilities: ['embedding'] }, 'embedding'],
		['Hugging Face', { pipeline_tag: 'sentence-similarity' }, 'embedding'],
		['Hugging Face', { pipeline_tag: 'automatic-speech-recognition' }, 'speech'],
		['Hugging Face', { pipeline_tag: 'text-to-image' }, 'images'],
		['Cohere', { endpoints: ['embed'] }, 'embedding'],
		['Infinity', { capabilities: ['rerank'] }, 'reranking'],
	])('believes %s that says %j', (_, card, use) => {
		expect(otherUseOf('plain-name', card)).toBe(use);
	});

	it.each<[Record<string, unknown>]>([
		[{ type: 'model' }],
		[{ capabilities: ['tool_use'] }],
		[{ architecture: { output_modalities: ['text'] } }],
		[{ type: 7, capabilities: null, architecture: 'bert', model_info: [] }],
	])('goes by the name where %j says nothing', (card) => {
		expect([otherUseOf('whisper-1', card), otherUseOf('qwen3', card)]).toEqual(['speech', undefined]);
	});
});
