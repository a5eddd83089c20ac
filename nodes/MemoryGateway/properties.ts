import type { INodeProperties } from 'n8n-workflow';
import { answerFields } from './fields/answerFields';
import { decisionFields } from './fields/decisionFields';
import { memoryFields } from './fields/memoryFields';
import { operationFields } from './fields/operationFields';
import { optionFields } from './fields/optionFields';
import { outputFields } from './fields/outputFields';
import { placeFields } from './fields/placeFields';
import { receiptFields } from './fields/receiptFields';
import { selectionFields } from './fields/selectionFields';

/** What to do, where, with what, and what comes out; what decides stands above what it changes. */
export const properties: INodeProperties[] = [
	...operationFields,
	...placeFields,
	...decisionFields,
	...answerFields,
	...memoryFields,
	...selectionFields,
	...receiptFields,
	...outputFields,
	optionFields,
];
