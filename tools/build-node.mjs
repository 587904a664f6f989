// Type-checks a Node application, runs the @nestjs/swagger transformer over its DTOs, and bundles its entry points with
// esbuild (our own code only; packages stay outside). Usage: node tools/build-node.mjs apps/api
import { build } from 'esbuild';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const project = process.argv[2];
const root = process.cwd();
const out = path.join(root, 'dist', project);
const formatHost = { getCanonicalFileName: file => file, getCurrentDirectory: () => root, getNewLine: () => '\n' };

/** What can be run; each becomes a file of its own, common code goes into chunks. */
const ENTRIES = [
  'main.ts',
  'openapi.ts',
  'migrate.ts',
  'reset.ts',
  'demo.ts',
  'create-admin.ts',
  'ledger-verify.ts',
  'audit-verify.ts',
  'secrets-rotate.ts',
  'charge-usage.ts',
];

const parsed = ts.getParsedCommandLineOfConfigFile(
  existsSync(path.join(project, 'tsconfig.build.json'))
    ? path.join(project, 'tsconfig.build.json')
    : path.join(project, 'tsconfig.json'),
  { noEmit: false, declaration: false, sourceMap: false, inlineSourceMap: true, inlineSources: true },
  {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: diagnostic => {
      throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
    },
  },
);
const program = ts.createProgram(parsed.fileNames, parsed.options);
const emitted = new Map();
const before = [];
if (project === 'apps/api') {
  const { before: swagger } = await import('@nestjs/swagger/plugin');
  before.push(
    swagger({ introspectComments: true, classValidatorShim: true, esmCompatible: true, dtoFileNameSuffix: ['.dto.ts'] }, program),
  );
}
const result = program.emit(
  undefined,
  (file, text) => {
    if (file.endsWith('.js')) emitted.set(file.replace(/\.js$/, '.ts'), text);
  },
  undefined,
  false,
  { before },
);
const diagnostics = [...ts.getPreEmitDiagnostics(program), ...result.diagnostics];
if (diagnostics.length > 0) {
  console.error(ts.formatDiagnosticsWithColorAndContext(diagnostics, formatHost));
  process.exit(1);
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const source = path.join(project, 'src');
await build({
  entryPoints: readdirSync(source)
    .filter(file => ENTRIES.includes(file))
    .map(file => path.join(source, file)),
  outdir: out,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  packages: 'external',
  sourcemap: true,
  keepNames: true,
  tsconfig: path.join(root, 'tsconfig.base.json'),
  logLevel: 'warning',
  plugins: [
    {
      // This package imports its own files without endings, which Node refuses: it is bundled.
      name: 'material-color-utilities',
      setup(build) {
        build.onResolve({ filter: /^@material\/material-color-utilities$/ }, ({ path: name }) => ({
          path: fileURLToPath(import.meta.resolve(name)),
        }));
      },
    },
    {
      name: 'typescript-emitted',
      setup(build) {
        build.onLoad({ filter: /\.ts$/ }, file =>
          emitted.has(file.path) ? { contents: emitted.get(file.path), loader: 'js' } : undefined,
        );
      },
    },
  ],
});
writeFileSync(path.join(out, 'package.json'), '{"type":"module"}\n');
