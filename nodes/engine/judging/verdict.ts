/** Which of two answers a judge prefers. */
export type Verdict = 'A' | 'B' | 'neither';
