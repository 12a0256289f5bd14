/** What a content is, by its name, its media type and its first characters; VS Code's ids of languages, the best one first. */
export interface LanguageRule {
  readonly languages: readonly string[];
  /** The end of a path, without what programs add to the names of files that they are still writing. */
  readonly path?: RegExp;
  readonly mediaType?: RegExp;
  readonly text?: RegExp;
}

/**
 * The first rule that holds counts. Several languages of VS Code are brought by other extensions (`haproxy`, `http`, `nginx`): the
 * next one that is known takes their place.
 */
const RULES: readonly LanguageRule[] = [
  { languages: ['haproxy', 'properties'], path: /haproxy[^/]*\.cfg$/ },
  { languages: ['nginx', 'properties'], path: /nginx[^/]*\.conf$|\/nginx\/.*\.conf$/ },
  { languages: ['dockerfile'], path: /(?:^|\/)(?:Dockerfile|Containerfile)$/ },
  { languages: ['systemd-unit-file', 'ini', 'properties'], path: /\.(?:service|socket|timer|mount)$/ },
  { languages: ['toml', 'ini'], path: /\.toml$/ },
  { languages: ['json'], path: /\.json$/, mediaType: /[/+]json$/ },
  { languages: ['yaml'], path: /\.ya?ml$/, mediaType: /[/+](?:x-)?yaml$/ },
  { languages: ['html'], path: /\.html?$/, mediaType: /^text\/html$/, text: /^\s*<(?:!doctype html|html)\b/i },
  { languages: ['xml'], path: /\.xml$/, mediaType: /[/+]xml$/, text: /^\s*<\?xml\b/ },
  { languages: ['javascript'], path: /\.m?js$/, mediaType: /^(?:text|application)\/(?:x-)?javascript$/ },
  { languages: ['css'], path: /\.css$/, mediaType: /^text\/css$/ },
  { languages: ['http'], text: /^(?:[A-Z]{3,12} \S+ HTTP\/1\.[01]\r?\n|HTTP\/1\.[01] \d{3})/ },
  { languages: ['python'], path: /\.py$/, text: /^#!\S*(?:\/env )?\S*python/ },
  { languages: ['shellscript'], path: /\.(?:ba|z|k)?sh$/, text: /^#!\S*(?:\/env )?\S*\b(?:ba|da|z|k)?sh\b/ },
  {
    languages: ['haproxy', 'properties'],
    text: /^(?:global|defaults)\s*$[\s\S]*^\s*(?:frontend|backend|listen|server) /m,
  },
  { languages: ['json'], text: /^\s*(?:\{\s*(?:"|\})|\[\s*(?:[{["\]\d]|true|false|null))/ },
  {
    languages: ['properties'],
    path: /\.(?:conf|cfg|cnf|ini|properties|env)$|(?:^|\/)(?:hosts|resolv\.conf|nsswitch\.conf|environment)$/,
    text: /^(?:nameserver|search|options ndots) /m,
  },
];

/** Characters of a content that are looked at. */
const LOOKED_AT = 4096;

/** The languages that fit a content, the best one first; none where nothing is known of it. Name and type go before what it holds. */
export function contentLanguages(path: string, text: string, mediaType = ''): readonly string[] {
  const name = finalName(path);
  const beginning = text.slice(0, LOOKED_AT);
  const rule =
    RULES.find((each) => each.path?.test(name)) ??
    RULES.find((each) => mediaType !== '' && each.mediaType?.test(mediaType)) ??
    RULES.find((each) => each.text?.test(beginning));
  return rule?.languages ?? [];
}

/** `.haproxy.cfg700641834` and `hosts.tmp` are `haproxy.cfg` and `hosts` that are still being written. */
function finalName(path: string): string {
  return path
    .replace(/(?:\.(?:tmp|swp|new|bak|orig|part|dpkg-\w+)|~)$/, '')
    .replace(/(\.[a-z]+)[.-]?\d+$/i, '$1')
    .replace(/(^|\/)\.(?=[^/]+\.)/, '$1');
}
