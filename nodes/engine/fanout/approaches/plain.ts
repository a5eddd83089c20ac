import type { Approach } from './approach';

/** The control: what the model does when nobody interferes. */
export const plain: Approach = {
	id: 'plain',
	label: 'Plain',
	description: 'The task as it stands, nothing added',
	instruction: '',
};
