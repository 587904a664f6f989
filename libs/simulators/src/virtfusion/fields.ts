import type { Call } from '../kit/call';
import { invalid } from './replies';

interface NumberRule {
  readonly least?: number;
  readonly most?: number;
}

/** Reads a call's JSON body field by field, collects every complaint in Laravel's words, and refuses once with all of them. */
export class Fields {
  private readonly complaints: string[] = [];

  constructor(private readonly body: Readonly<Record<string, unknown>>) {}

  static of(call: Call): Fields {
    return new Fields(call.body);
  }

  has(name: string): boolean {
    return this.body[name] !== undefined && this.body[name] !== null;
  }

  complain(text: string): void {
    this.complaints.push(text);
  }

  /** Refuses with 422 when anything was wrong. */
  check(): void {
    if (this.complaints.length > 0) throw invalid(...this.complaints);
  }

  requiredInteger(name: string, rule: NumberRule = {}): number {
    return this.integer(name, rule) ?? this.missing(name, 0);
  }

  /** Integers may come as digits in a string. */
  integer(name: string, { least = 0, most = Number.MAX_VALUE }: NumberRule = {}): number | undefined {
    if (!this.has(name)) return undefined;
    const value = numberOf(this.body[name]);
    if (value === undefined || !Number.isInteger(value)) return this.wrong(name, 'must be an integer', 0);
    return this.within(name, value, least, most);
  }

  requiredNumber(name: string, rule: NumberRule = {}): number {
    if (!this.has(name)) return this.missing(name, 0);
    const value = numberOf(this.body[name]);
    if (value === undefined) return this.wrong(name, 'must be a number', 0);
    return this.within(name, value, rule.least ?? -Number.MAX_VALUE, rule.most ?? Number.MAX_VALUE);
  }

  requiredText(name: string, longest = 255): string {
    if (!this.has(name) || this.body[name] === '') return this.missing(name, '');
    return this.text(name, longest) ?? '';
  }

  text(name: string, longest = 255): string | undefined {
    if (!this.has(name)) return undefined;
    const value = this.body[name];
    if (typeof value !== 'string') return this.wrong(name, 'must be a string', '');
    if (value.length > longest) return this.wrong(name, `may not be greater than ${longest} characters`, '');
    return value;
  }

  requiredChoice<Choice extends string>(name: string, choices: readonly Choice[]): Choice {
    const text = this.requiredText(name);
    const choice = choices.find(candidate => candidate.toLowerCase() === text.toLowerCase());
    if (choice === undefined && text !== '') this.complain(`The selected ${wordsOf(name)} is invalid.`);
    return choice ?? (choices[0] as Choice);
  }

  requiredBoolean(name: string): boolean {
    return this.has(name) ? this.boolean(name, false) : this.missing(name, false);
  }

  boolean(name: string, otherwise: boolean): boolean {
    if (!this.has(name)) return otherwise;
    return booleanOf(this.body[name]) ?? this.wrong(name, 'must be true or false', otherwise);
  }

  requiredIntegers(name: string): number[] {
    return this.has(name) ? (this.integers(name) ?? []) : this.missing(name, []);
  }

  integers(name: string): number[] | undefined {
    if (!this.has(name)) return undefined;
    const value = this.body[name];
    const numbers = Array.isArray(value) ? value.map(numberOf) : [undefined];
    if (numbers.some(number => number === undefined)) return this.wrong(name, 'must be an array of integers', []);
    return numbers as number[];
  }

  requiredTexts(name: string): string[] {
    const value = this.body[name];
    if (!this.has(name) || (Array.isArray(value) && value.length === 0)) return this.missing(name, []);
    if (!Array.isArray(value) || value.some(item => typeof item !== 'string')) return this.wrong(name, 'must be an array', []);
    return value as string[];
  }

  private within(name: string, value: number, least: number, most: number): number {
    if (value < least) return this.wrong(name, `must be at least ${least}`, least);
    if (value > most) return this.wrong(name, `may not be greater than ${most}`, most);
    return value;
  }

  private missing<Value>(name: string, stand: Value): Value {
    this.complain(`The ${wordsOf(name)} field is required.`);
    return stand;
  }

  private wrong<Value>(name: string, claim: string, stand: Value): Value {
    this.complain(`The ${wordsOf(name)} ${claim}.`);
    return stand;
  }
}

/** A switch in the query: `true`, `1`, and what else form-like clients send. */
export function flagIn(call: Call, name: string): boolean {
  return booleanOf(call.query.get(name)) ?? false;
}

function booleanOf(value: unknown): boolean | undefined {
  if (value === true || value === 1 || value === '1' || value === 'true') return true;
  if (value === false || value === 0 || value === '0' || value === 'false') return false;
  return undefined;
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && /^-?[0-9]+(\.[0-9]+)?$/.test(value) ? Number(value) : undefined;
}

/** `operatingSystemId` → `operating system id`. */
function wordsOf(name: string): string {
  return name
    .replace(/([A-Z])/g, ' $1')
    .replaceAll('_', ' ')
    .toLowerCase();
}
