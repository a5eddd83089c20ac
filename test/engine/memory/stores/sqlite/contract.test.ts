import { describeDecisionStore } from '../../../../contracts/decisionStore';
import { describeLeaseStore } from '../../../../contracts/leaseStore';
import { describeMemoryStore } from '../../../../contracts/memoryStore';
import { describeReceiptStore } from '../../../../contracts/receiptStore';
import { describeRecordStore } from '../../../../contracts/recordStore';
import { createSqliteDatabase } from './database';

describeMemoryStore('The embedded store', createSqliteDatabase);
describeRecordStore('The embedded store', createSqliteDatabase);
describeDecisionStore('The embedded store', createSqliteDatabase);
describeReceiptStore('The embedded store', createSqliteDatabase);
describeLeaseStore('The embedded store', createSqliteDatabase);
