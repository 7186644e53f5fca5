export * from './endpoint';
export * from './endpoint-health-check';
export * from './multi-value-record-set';
export * from './record-set-props';
