import type { TemplateChoiceDto } from '@sky/api-client';

/** The versions of one operating system. */
export interface SystemFamily {
  readonly name: string;
  readonly versions: readonly TemplateChoiceDto[];
}

/** Groups the templates by family, in the order the host lists them. */
export function familiesOf(templates: readonly TemplateChoiceDto[]): SystemFamily[] {
  const names = [...new Set(templates.map(({ family }) => family))];
  return names.map(name => ({ name, versions: templates.filter(({ family }) => family === name) }));
}

/** "Debian 13", with the variant where there is one. */
export function systemInWords({ name, version, variant }: TemplateChoiceDto): string {
  return [name.includes(version ?? '\u0000') ? name : [name, version].filter(Boolean).join(' '), variant]
    .filter(Boolean)
    .join(' · ');
}

/** "13", what tells a version from its siblings. */
export function versionInWords({ name, version, variant }: TemplateChoiceDto): string {
  return [version || name, variant].filter(Boolean).join(' · ');
}
