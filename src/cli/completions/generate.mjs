// SPDX-License-Identifier: MIT
// Writes the completions for bash, zsh and fish from what `zb --help` says, the one place
// where commands and options are named.  With a folder as argument it writes there, for
// the test that compares.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../../', import.meta.url);
const zb = fileURLToPath(new URL(process.env.ZB ?? 'build/native/zb', root));

/** What may stand after an option, by its placeholder in the help. */
const VALUES = { WHEN: ['auto', 'always', 'never'], POLICY: ['last', 'first', 'reject'], KIND: ['slot', 'object', 'array', 'schema:'] };

/** @param {string} text @returns {{ letter?: string, names: string[], argument?: string, help: string }[]} */
export function optionsOf(text) {
  const options = [];
  for (const line of text.slice(text.indexOf('\nOptions:\n') + 10).split('\n')) {
    const match = line.match(/^ {2}(?:-(\w), | {4})--([\w-]+)(?:, --([\w-]+))?(?: ([A-Z]+))? +(\S.*)$/);
    if (match) {
      const [, letter, name, alias, argument, help] = match;
      options.push({ letter, names: alias ? [name, alias] : [name], argument, help });
    } else if (/^ {10,}\S/.test(line) && options.length > 0) {
      options.at(-1).help += ` ${line.trim()}`;
    }
  }
  return options;
}

/** Every command with its summary and its options, and the options of zb itself. */
export function describe() {
  const run = (...args) => execFileSync(zb, args, { encoding: 'utf8' });
  const help = run('--help');
  const commands = [...help.slice(help.indexOf('\nCommands:\n')).matchAll(/^ {2}([a-z][\w-]*) +(\S.*)$/gm)]
    .map(([, name, summary]) => ({ name, summary, options: optionsOf(run(name, '--help')) }));
  return { commands, options: optionsOf(help.slice(0, help.indexOf('\nzb COMMAND --help'))) };
}

const HEAD = 'Made by src/cli/completions/generate.mjs from the help of zb: run make completions.';

/** @param {{ letter?: string, names: string[] }} option */
const flags = ({ letter, names }) => [...(letter ? [`-${letter}`] : []), ...names.map((name) => `--${name}`)];

/** @param {ReturnType<typeof describe>} zb */
function bash({ commands, options }) {
  const all = commands.flatMap((command) => command.options).filter((option) => option.argument);
  const byArgument = (test) => [...new Set(all.filter(({ argument }) => test(argument)).flatMap(flags))].join('|');
  const lists = Object.entries(VALUES).map(([argument, values]) =>
    `    ${byArgument((own) => own === argument)})\n      mapfile -t COMPREPLY < <(compgen -W '${values.join(' ')}' -- "$cur")\n      return ;;`);
  const words = commands.map(({ name, options: own }) => `    ${name}) words='${own.flatMap(flags).join(' ')}' ;;`);
  return `# SPDX-License-Identifier: MIT
# bash completion for zb.  ${HEAD}
_zb() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} command='' words i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ \${COMP_WORDS[i]} != -* ]]; then
      command=\${COMP_WORDS[i]}
      break
    fi
  done
  case $prev in
${lists.join('\n')}
    ${byArgument((own) => !(own in VALUES) && own !== 'FILE')})
      return ;;
  esac
  case $command in
    '') words='${[...commands.map(({ name }) => name), ...options.flatMap(flags)].join(' ')}' ;;
${words.join('\n')}
    *) return ;;
  esac
  if [[ -z $command || $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
  fi
}
complete -o filenames -F _zb zb
`;
}

/** Text inside single quotes of zsh and fish. */
const quoted = (text) => text.replaceAll("'", "'\\''");

/** @param {ReturnType<typeof describe>} zb */
function zsh({ commands, options }) {
  const action = (argument) => argument === 'FILE' ? '_files' : VALUES[argument] ? `(${VALUES[argument].join(' ')})` : ' ';
  const line = (option) => {
    const names = flags(option);
    const help = quoted(option.help.replaceAll(/[[\]:]/g, '\\$&'));
    const tail = `[${help}]${option.argument ? `:${option.argument}:${action(option.argument)}` : ''}'`;
    return names.length === 1 ? `'${names[0]}${tail}` : `'(${names.join(' ')})'{${names.join(',')}}'${tail}`;
  };
  return `#compdef zb
# SPDX-License-Identifier: MIT
# zsh completion for zb.  ${HEAD}
_zb() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -C \\
${options.map((option) => `    ${line(option)} \\`).join('\n')}
    '1:command:->command' \\
    '*::argument:->argument'
  case $state in
    command)
      local -a commands=(
${commands.map(({ name, summary }) => `        '${name}:${quoted(summary)}'`).join('\n')}
      )
      _describe command commands ;;
    argument)
      case $words[1] in
${commands.map(({ name, options: own }) => `        ${name})\n          _arguments \\\n${own.map((option) => `            ${line(option)} \\`).join('\n')}\n            '*:file:_files' ;;`).join('\n')}
      esac ;;
  esac
}
_zb "$@"
`;
}

/** @param {ReturnType<typeof describe>} zb */
function fish({ commands, options }) {
  const parts = ({ letter, names, argument, help }) => [
    ...(letter ? [`-s ${letter}`] : []), ...names.map((name) => `-l ${name}`),
    ...(argument === 'FILE' ? ['-r -F'] : argument ? [`-x${VALUES[argument] ? ` -a '${VALUES[argument].join(' ')}'` : ''}`] : []),
    `-d '${help.replaceAll("'", "\\'")}'`,
  ].join(' ');
  return [
    '# SPDX-License-Identifier: MIT',
    `# fish completion for zb.  ${HEAD}`,
    ...options.map((option) => `complete -c zb -f -n __fish_use_subcommand ${parts(option)}`),
    ...commands.map(({ name, summary }) => `complete -c zb -f -n __fish_use_subcommand -a ${name} -d '${summary.replaceAll("'", "\\'")}'`),
    ...commands.flatMap(({ name, options: own }) => own.map((option) => `complete -c zb -n '__fish_seen_subcommand_from ${name}' ${parts(option)}`)),
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? fileURLToPath(new URL('.', import.meta.url));
  const zbHelp = describe();
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/zb.bash`, bash(zbHelp));
  writeFileSync(`${folder}/_zb`, zsh(zbHelp));
  writeFileSync(`${folder}/zb.fish`, fish(zbHelp));
}
