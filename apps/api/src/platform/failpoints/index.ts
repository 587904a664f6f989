export {
  armFailpoint,
  armFailpoints,
  disarmFailpoints,
  failpoint,
  type FailpointAct,
  FailpointReached,
  parseFailpoints,
} from './failpoints';
