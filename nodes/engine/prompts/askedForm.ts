/** The form of an answer: what the task asks for comes first, so that JSON, a table, code or a lone number stays what it is. */
export const inAskedForm = 'in the form that the task asks for, and in plain text only if it asks for none';
