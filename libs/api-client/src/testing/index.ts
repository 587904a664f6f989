export { FakeApi } from './fake-api';
