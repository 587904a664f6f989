import { Refused, type Reply } from '../kit/call';
import { CHOICES } from './choices';

/** 200 with the usual envelope. */
export const data = (value: unknown): Reply => ({ status: 200, json: { data: value } });

/** 201 with the usual envelope. */
export const created = (value: unknown): Reply => ({ status: 201, json: { data: value } });

/** A status and nothing else. */
export const empty = (status: 200 | 201 | 204): Reply => ({ status });

/** The record named in the path does not exist; VirtFusion's clients compare the lower-case words. */
export const notFound = (thing: string): Refused => new Refused({ status: 404, json: { msg: `${thing} not found` } });

/** A failed validation, or a rule that forbids it. */
export const invalid = (...errors: string[]): Refused => new Refused({ status: 422, json: { errors } });

export const conflict = (message: string): Refused => new Refused({ status: 409, json: { msg: message } });

/** Other work on the server is unfinished, or it is locked. */
export const locked = (message: string = CHOICES.busyMessage): Refused => new Refused({ status: 423, json: { msg: message } });

export const unavailable = (message: string): Refused => new Refused({ status: 503, json: { msg: message } });
