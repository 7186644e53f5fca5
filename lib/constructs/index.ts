export * from './endpoint';
export * from './endpoint-health-check';
export * from './failover-record-set';
export * from './failover-target';
export * from './multi-value-record-set';
export * from './operations-props';
export * from './record-set-props';
export * from './simple-record-set';
