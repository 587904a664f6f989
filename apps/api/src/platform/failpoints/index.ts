export {
  armFailpoint,
  armFailpoints,
  disarmFailpoints,
  failpoint,
  forbidFailpoints,
  type FailpointAct,
  FailpointReached,
  isPlanted,
  parseFailpoints,
} from './failpoints';
