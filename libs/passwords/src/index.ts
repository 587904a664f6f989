export { isGuessable } from './guessable';
export { type PasswordDemand, PASSWORD_MAX_LENGTH, passwordDemands, type PasswordOwner, type PasswordPolicy } from './policy';
