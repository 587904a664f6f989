// An entry of its own: a console is large, and only the pages that show one load it.
export { ConsoleStage } from './console-stage';
export { type ConsoleRemedy, type ConsoleWay } from './console-way';
