// The house's layering, as an allow-list: folder → what it may import. What is not listed is an error.
// Type-only imports count, except where a line says otherwise.

/** The engine's folders, from the lowest: each may import from those before it. */
const engine = [
  'base',
  'capture',
  'state',
  'trace',
  'format',
  'fields',
  'filter',
  'language',
  'output',
  'packets',
  'streams',
  'views',
];

const nodeBuiltin = { dependencyTypes: ['core'] };
const vscodeApi = { path: '^vscode$' };

/** A package that may be imported; `name` as a regular expression. */
const npmPackage = (name) => ({ path: `node_modules/${name}/` });

/** One rule each of what a folder may import. A folder may always import from itself. */
function mayImport(folder, ...targets) {
  const from = { path: `^${folder}/` };
  const asTarget = (target) => (typeof target === 'string' ? { path: `^${target}` } : target);
  return [`${folder}/`, ...targets].map((target) => ({ from, to: asTarget(target) }));
}

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A table of facts may name the type that its reader declares; nothing may run in a circle.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'toolkit-in-one-file',
      comment: 'The toolkit is archived upstream: a successor has to be a change to one file.',
      severity: 'error',
      from: { pathNot: '^webview/ui/controls\\.ts$' },
      to: { path: 'node_modules/@vscode/webview-ui-toolkit' },
    },
    {
      name: 'page-takes-only-types-from-the-session',
      severity: 'error',
      from: { path: '^webview/' },
      to: { path: '^src/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'host-takes-only-types-from-the-page',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^webview/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-the-extension-sees-vscode',
      severity: 'error',
      from: { pathNot: '^src/(extension|language/client|remote/extension)/' },
      to: vscodeApi,
    },
  ],
  allowed: [
    ...engine.flatMap((folder, place) =>
      mayImport(`src/engine/${folder}`, ...engine.slice(0, place).map((lower) => `src/engine/${lower}/`)),
    ),
    // Writing copies bytes: it needs to know what they mean, and nothing of what is shown.
    ...mayImport(
      'src/engine/writer',
      ...engine.slice(0, engine.indexOf('format')).map((lower) => `src/engine/${lower}/`),
    ),
    // What a capture holds and lacks is counted in its columns; fields and filters are not asked.
    ...mayImport(
      'src/engine/info',
      ...engine.slice(0, engine.indexOf('fields')).map((lower) => `src/engine/${lower}/`),
    ),
    // Regular expressions of linear time; inflating what was sent compressed. Both are plain JavaScript.
    ...mayImport('src/engine/filter', npmPackage('re2js')),
    ...mayImport('src/engine/streams', npmPackage('pako')),
    ...mayImport('src/session', 'src/engine/', npmPackage('pako'), nodeBuiltin),
    ...mayImport('src/language', 'src/engine/', npmPackage('vscode-language(server|client)[^/]*')),
    { from: { path: '^src/language/(client|node)/' }, to: nodeBuiltin },
    { from: { path: '^src/language/client/' }, to: vscodeApi },
    ...mayImport('src/remote', 'src/engine/', 'src/session/', npmPackage('ssh-config'), nodeBuiltin),
    { from: { path: '^src/remote/extension/' }, to: vscodeApi },
    ...mayImport('src/cli', 'src/engine/', 'src/session/', 'src/remote/', nodeBuiltin),
    ...mayImport(
      'src/extension',
      'src/session/',
      'src/language/(client/|protocol\\.ts$)',
      'src/remote/',
      'webview/capture/editorProtocol\\.ts$',
      vscodeApi,
      nodeBuiltin,
    ),
    { from: { path: '^src/extension/browserWorker\\.ts$' }, to: { path: '^src/language/web/' } },
    ...mayImport('webview/ui'),
    { from: { path: '^webview/ui/controls\\.ts$' }, to: { path: 'node_modules/@vscode/webview-ui-toolkit' } },
    ...mayImport(
      'webview/capture',
      'webview/ui/',
      'src/session/(protocol|(packet|stream|transaction|file|echo)Protocol)\\.ts$',
      npmPackage('@codemirror'),
    ),
  ],
  allowedSeverity: 'error',
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.cjs', '.js', '.json', '.d.ts'],
      // Packages with one entry for node and one for browsers are asked for both.
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'browser', 'default', 'types'],
    },
    // `vscode` exists only inside VS Code.
    builtInModules: { add: ['vscode'] },
  },
};
