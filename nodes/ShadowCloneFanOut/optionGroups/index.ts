import type { INodeProperties } from 'n8n-workflow';
import { limits } from './limits';
import { modelOptions } from './modelOptions';
import { options } from './options';
import { receiptOptions } from './receiptOptions';
import { requestOptions } from './requestOptions';
import { toolOptions } from './toolOptions';

/** Everything that most runs can leave alone, what is used most first. A name stands in one group only. */
export const optionGroups: readonly [INodeProperties, ...INodeProperties[]] = [
	options,
	modelOptions,
	limits,
	toolOptions,
	requestOptions,
	receiptOptions,
];
