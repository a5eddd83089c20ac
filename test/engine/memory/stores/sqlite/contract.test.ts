import { describeAnswersByModel } from '../../../../contracts/answersByModel';
import { describeDecisionStore } from '../../../../contracts/decisionStore';
import { describeLeaseStore } from '../../../../contracts/leaseStore';
import { describeMemoryStore } from '../../../../contracts/memoryStore';
import { describeMemoryTimes } from '../../../../contracts/memoryTimes';
import { describeReceiptStore } from '../../../../contracts/receiptStore';
import { describeRecordStore } from '../../../../contracts/recordStore';
import { createSqliteDatabase } from './database';

describeMemoryStore('The embedded store', createSqliteDatabase);
describeMemoryTimes('The embedded store', createSqliteDatabase);
describeRecordStore('The embedded store', createSqliteDatabase);
describeAnswersByModel('The embedded store', createSqliteDatabase);
describeDecisionStore('The embedded store', createSqliteDatabase);
describeReceiptStore('The embedded store', createSqliteDatabase);
describeLeaseStore('The embedded store', createSqliteDatabase);
