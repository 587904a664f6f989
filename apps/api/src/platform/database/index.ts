export { migrate, schemaProblems } from './migrate';
export { type EntityList, ormOptions } from './orm';
export { UnitsOfWork } from './units-of-work';
