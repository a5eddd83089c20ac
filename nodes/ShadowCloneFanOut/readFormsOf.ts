import { z } from '../engine/checkInput';
import { answerKinds, createFormsOf } from '../engine/evaluate/answerForm';
import type { FormsOf } from '../engine/fanout/forms';
import { readAnswerForm } from '../shared/answerFormFields';
import { agreeOnNames } from './agreeOn';

/** What Agree On needs to know, wherever it stands. */
export const formFields = {
	agreeOn: z.enum(answerKinds).default('text'),
	choices: z.string().default(''),
	field: z.string().default(''),
	pattern: z.string().default(''),
	unit: z.string().default(''),
};

type FormFields = z.infer<z.ZodObject<typeof formFields>>;

/** What is taken out of answers to see whether they agree. */
export function readFormsOf(fields: FormFields): FormsOf {
	return createFormsOf(readAnswerForm(fields.agreeOn, agreeOnNames, (name) => fields[name as keyof typeof fields]));
}
