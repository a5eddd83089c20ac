import type { INodeProperties } from 'n8n-workflow';
import { answerFormFields, type AnswerFormNames } from '../shared/answerFormFields';

export const agreeOnNames: AnswerFormNames = {
	form: 'agreeOn',
	choices: 'choices',
	field: 'field',
	pattern: 'pattern',
	patternLabel: 'Pattern',
	unit: 'unit',
};

/** What makes two answers count as the same, and what each choice needs to know; shown under `condition`. */
export const agreeOnFields = (condition: Parameters<typeof answerFormFields>[2] = {}): INodeProperties[] =>
	answerFormFields('Agree On', agreeOnNames, condition);
