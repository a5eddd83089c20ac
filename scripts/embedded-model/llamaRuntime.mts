import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/*
 * The part of node-llama-cpp and of its template engine that is used here. Both live in a folder of their own
 * outside the checkout, so their own types are not there when this is compiled.
 */

export type Token = number;

export interface LlamaSequence {
	/** What it read and wrote, as far as it still knows it. */
	readonly contextTokens: readonly Token[];
	clearHistory(): Promise<void>;
	adaptStateToTokens(tokens: readonly Token[], allowShift: boolean): Promise<void>;
	saveStateToFile(path: string): Promise<unknown>;
	loadStateFromFile(path: string, acceptRisk: { readonly acceptRisk: true }): Promise<void>;
	evaluateWithoutGeneratingNewTokens(tokens: readonly Token[]): Promise<void>;
	evaluate(tokens: readonly Token[], options: object): AsyncGenerator<Token, void, void>;
}

export interface LlamaModel {
	readonly trainContextSize: number;
	readonly tokens: { readonly bosString: string | null; readonly eosString: string | null };
	readonly fileInfo: { readonly metadata: { readonly tokenizer: { readonly chat_template?: string } } };
	tokenize(text: string, specialTokens: boolean): Token[];
	detokenize(tokens: readonly Token[], specialTokens?: boolean, lastTokens?: readonly Token[]): string;
	isEogToken(token: Token): boolean;
	createContext(options: object): Promise<{ getSequence(): LlamaSequence }>;
}

export interface Llama {
	readonly cpuMathCores: number;
	loadModel(options: { modelPath: string }): Promise<LlamaModel>;
	createGrammarForJsonSchema(schema: object): Promise<object>;
	getGrammarFor(type: 'json'): Promise<object>;
}

export interface LlamaRuntime {
	getLlama(options: object): Promise<Llama>;
	readonly LlamaGrammarEvaluationState: new (options: { model: LlamaModel; grammar: object }) => object;
	resolveModelFile(address: string, options: object): Promise<string>;
}

export interface TemplateEngine {
	readonly Template: new (source: string) => { render(values: object): string };
}

/** Loads node-llama-cpp from the folder that `ensureRuntime` filled. */
export async function loadRuntime(folder: string): Promise<LlamaRuntime> {
	return (await import(entryPoint(folder, 'node-llama-cpp/dist/index.js'))) as LlamaRuntime;
}

export function loadTemplateEngine(folder: string): TemplateEngine {
	return createRequire(join(folder, 'package.json'))('@huggingface/jinja') as TemplateEngine;
}

function entryPoint(folder: string, path: string): string {
	return pathToFileURL(join(folder, 'node_modules', path)).href;
}
